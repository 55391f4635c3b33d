using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticAssets;
using WinLossAgency.Desk.Shell;

namespace WinLossAgency.Desk.Access;

/// <summary>
/// Whether the agency stands. Until it does (a demo is being filled through its own people's forms, a first owner is not
/// yet written down) nobody else is let in: they would see, and hold, an agency in the middle of its past.
/// </summary>
internal sealed class Opening
{
    public const string Header = "Opening-Key";
    private volatile bool open;

    /// <summary>Who fills the agency shows this; it lives in this process only.</summary>
    public string Key { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public bool Open => open;

    public void Done() => open = true;
}

/// <summary>Answers 503 with a page that tries again by itself, on every path but the assets of that page.</summary>
internal sealed class OpeningDoor(RequestDelegate next, Opening opening)
{
    private const int AgainAfterSeconds = 2;

    public Task InvokeAsync(HttpContext context)
    {
        if (opening.Open || context.Request.Headers[Opening.Header] == opening.Key || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return next(context);
        context.Response.Headers.RetryAfter = context.Response.Headers["Refresh"] = AgainAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<OpeningPage> { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
    }
}

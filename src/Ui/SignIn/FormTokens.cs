using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// Marks an endpoint whose body is streamed and must not be read to look for a token, since reading a large form writes
/// it to a temp file. Its token comes in the header RequestVerificationToken: <c>.WithMetadata(new TokenInHeaderOnly())</c>.
/// </summary>
public sealed record TokenInHeaderOnly;

/// <summary>
/// Every request that changes something carries the form's token. The framework asks it only of endpoints that bind a
/// form; here it is asked of all, unless an endpoint says DisableAntiforgery or its senders prove themselves by signature.
/// </summary>
internal static class FormTokens
{
    public static void UseFormTokens(this WebApplication app, HouseSignInOptions options)
    {
        var forms = app.Services.GetRequiredService<IAntiforgery>();
        var header = app.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName!;
        app.Use(async (http, next) =>
        {
            if (!NeedsToken(http, options)) await next(http);
            else if (!await HasTokenAsync(http, forms, header))
                await RefuseAsync(http, "This page has been open too long, or you signed in as somebody else meanwhile. Open it again in another tab, then send this once more.");
            else if (!await IsReadableAsync(http)) await RefuseAsync(http, "This is no form that a page of ours sends, so nothing of it was taken. Go back, load the page again and send it once more.");
            else await next(http);
        });
    }

    private static Task RefuseAsync(HttpContext http, string why)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why);
    }

    private static bool NeedsToken(HttpContext http, HouseSignInOptions options) =>
        !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method))
        && http.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
        && !options.SignedPaths.Any(path => http.Request.Path.StartsWithSegments(path));

    private static async Task<bool> HasTokenAsync(HttpContext http, IAntiforgery forms, string header)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<TokenInHeaderOnly>() is not null && !http.Request.Headers.ContainsKey(header))
            return false;
        try
        {
            return http.Features.Get<IAntiforgeryValidationFeature>() is { } checkedBefore ? checkedBefore.IsValid : await forms.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The form broke off, or has more fields than any page of ours: nobody finds a token in it.
            return false;
        }
    }

    /// <summary>A token can stand in a header before a body that is no form; whoever then read it as one would break, as if the fault were ours.</summary>
    private static async Task<bool> IsReadableAsync(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<TokenInHeaderOnly>() is not null) return true;
        if (!http.Request.HasFormContentType)
        {
            if (http.Request.ContentLength is not (null or 0) || http.Request.Headers.TransferEncoding.Count > 0) return false;
            http.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
            return true;
        }
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return false;
        }
    }
}

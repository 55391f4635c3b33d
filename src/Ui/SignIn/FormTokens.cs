using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
            if (!NeedsToken(http, options) || await HasTokenAsync(http, forms, header))
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("This page has been open too long, or you signed in as somebody else meanwhile. Open it again in another tab, then send this once more.");
        });
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
        return http.Features.Get<IAntiforgeryValidationFeature>() is { } checkedBefore ? checkedBefore.IsValid : await forms.IsRequestValidAsync(http);
    }
}

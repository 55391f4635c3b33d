using Microsoft.AspNetCore.Http;

namespace WinLossAgency.Ui.Web;

/// <summary>
/// The headers of every answer, errors and assets included. Pictures may be data addresses because the style sheet
/// draws its ticks that way; nothing else leaves this origin.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For a finished document that is shown as it lies: no script, no form, no reach, its own styles only.</summary>
    public const string SandboxPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(SetAsync, context.Response.Headers);
        return next(context);
    }

    // Set as the answer starts, so that an error page, which begins by clearing the answer, carries them too.
    private static Task SetAsync(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.TryAdd("Content-Security-Policy", Policy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        return Task.CompletedTask;
    }
}

/// <summary>What a page of ours may load and do; a page that adds to it begins with this.</summary>
public static class PagePolicy
{
    public static string Policy => SecurityHeaders.Policy;
}

/// <summary>For endpoints that serve a finished document from outside the page system.</summary>
public static class FinishedDocument
{
    public static void Sandbox(this HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = SecurityHeaders.SandboxPolicy;
        response.Headers.CacheControl = "private, no-store";
    }
}

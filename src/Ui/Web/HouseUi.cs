using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Ui;

/// <summary>The two doors of this room: one look, one set of headers and one form check for every program.</summary>
public static class HouseUi
{
    public const string TokenField = "__RequestVerificationToken";
    public const string TokenHeader = "RequestVerificationToken";

    public static WebApplicationBuilder AddHouseUi(this WebApplicationBuilder builder, Action<HouseUiOptions>? configure = null)
    {
        var options = new HouseUiOptions();
        configure?.Invoke(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAuthorization();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = TokenField;
            antiforgery.HeaderName = TokenHeader;
            antiforgery.Cookie.Name = $"{options.Program}-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Framing is forbidden by the policy of every answer already.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return builder;
    }

    /// <summary>
    /// Headers, then the page for what breaks, then who is there, then the form check, then the assets. Call it once, first: what runs before it
    /// answers without the headers.
    /// </summary>
    public static WebApplication UseHouseUi(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(broken => broken.Run(SaySorryAsync));
        if (app.Services.GetService<IAuthenticationSchemeProvider>() is not null) app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<AntiforgeryGate>();
        // Razor pages insist on the framework's own check; it finds the token valid by now.
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        return app;
    }

    // No detail: an error text obeys the same wall as every other text. The log has the rest.
    private static Task SaySorryAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync("Something broke on our side. What you sent may not have been taken; go back and look, then try again in a minute.");
    }
}

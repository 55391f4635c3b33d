using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Ui;

/// <summary>The two doors of this room: one look and one set of headers for every program.</summary>
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
        builder.Services.AddEmptyAnswers();
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
    /// Headers, then the page for what breaks, then the assets. Call it first: what runs before it answers without the
    /// headers. MapHouseSignIn comes next and puts who is there and the form check in their order.
    /// </summary>
    public static WebApplication UseHouseUi(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseEmptyAnswers();
        app.UseExceptionHandler(broken => broken.Run(SaySorryAsync));
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

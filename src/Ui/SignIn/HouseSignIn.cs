using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WinLossAgency.Ui.SignIn;

/// <summary>The two doors of sign-in: a program adds it with its own options and maps it before its pages.</summary>
public static class HouseSignIn
{
    private static readonly TimeSpan BackchannelWaitMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RoundTripMax = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Adds the cookie, the OpenID provider and the rule that everything not on the open list needs a signed-in person.
    /// In Development a registered <see cref="IDemoPeople"/> adds demo sign-in, and then the program starts on loopback only.
    /// </summary>
    public static WebApplicationBuilder AddHouseSignIn(this WebApplicationBuilder builder, HouseSignInOptions options)
    {
        if (options.Provider is null && !builder.Environment.IsDevelopment())
            throw new InvalidOperationException($"{options.Program} has no way to sign in: outside Development it needs an OpenID provider (authority, client id, and a secret or assertion).");

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddRazorComponents();
        services.AddAntiforgery(form => form.Cookie = new HouseCookie(options.CookieName + "-form"));
        services.AddDataProtection().SetApplicationName(options.Program);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = options.Keys(provider)));

        var authentication = services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => Shape(cookie, options));
        if (options.Provider is { } openId)
        {
            authentication.AddOAuth<HouseOidcOptions, HouseOidcHandler>(HouseOidcOptions.Scheme, oidc => Shape(oidc, options, openId));
            // After the framework has made the back channel, which the metadata is read through.
            services.AddOptions<HouseOidcOptions>(HouseOidcOptions.Scheme).PostConfigure(oidc =>
            {
                oidc.Metadata = new ProviderMetadata(openId, oidc.Backchannel, options.RealClock);
                oidc.IdTokens = new IdTokenCheck(openId, oidc.Metadata, options.RealClock);
            });
        }

        var doors = new OpenDoors(options);
        services.AddSingleton(doors);
        services.AddHostedService<NoOtherOpenDoor>();
        services.AddAuthorization(authorization =>
        {
            var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser();
            authorization.DefaultPolicy = options.RolesAllowed.Count == 0 ? signedIn.Build() : signedIn.RequireRole(options.RolesAllowed).Build();
            authorization.FallbackPolicy = new AuthorizationPolicyBuilder().AddRequirements(doors).Build();
        });
        if (builder.Environment.IsDevelopment())
            services.AddHostedService<LoopbackOnly>();
        return builder;
    }

    /// <summary>Puts authentication, authorization and antiforgery in their order and maps the sign-in pages. Call once, before pages are mapped.</summary>
    public static WebApplication MapHouseSignIn(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<HouseSignInOptions>();
        var hasDemo = HasDemo(app.Services, app.Environment);
        if (options.Provider is null && !hasDemo)
            throw new InvalidOperationException($"{options.Program} has no way to sign in: give it an OpenID provider, or register IDemoPeople.");

        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseFormTokens(options);
        SignInEndpoints.Map(app, hasDemo);
        return app;
    }

    internal static bool HasDemo(IServiceProvider services, IHostEnvironment environment) =>
        environment.IsDevelopment() && services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IDemoPeople));

    private static void Shape(CookieAuthenticationOptions cookie, HouseSignInOptions options)
    {
        cookie.Cookie = new HouseCookie(options.CookieName);
        cookie.TimeProvider = options.RealClock;
        cookie.ExpireTimeSpan = options.SessionMax;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInPaths.Root;
        cookie.ReturnUrlParameter = SignInEndpoints.ReturnUrl;
        cookie.Events.OnRedirectToLogin = context => SignInEndpoints.AskToSignInAsync(context.HttpContext, context.RedirectUri);
        cookie.Events.OnRedirectToAccessDenied = context => SignInEndpoints.TurnAwayAsync(context.HttpContext);
    }

    private static void Shape(HouseOidcOptions oidc, HouseSignInOptions options, OpenIdProvider openId)
    {
        oidc.Provider = openId;
        oidc.ClientId = openId.ClientId;
        // Only its query is used; the true address comes from what the provider publishes.
        oidc.AuthorizationEndpoint = openId.Authority;
        oidc.TimeProvider = options.RealClock;
        oidc.CallbackPath = SignInPaths.Callback;
        oidc.UsePkce = true;
        oidc.SaveTokens = false;
        oidc.RemoteAuthenticationTimeout = RoundTripMax;
        oidc.BackchannelTimeout = BackchannelWaitMax;
        oidc.CorrelationCookie = new HouseCookie(options.CookieName + "-begun-");
        foreach (var scope in (string[])["openid", "profile", "email"])
            oidc.Scope.Add(scope);
        oidc.Events.OnRemoteFailure = context =>
        {
            SignInEndpoints.Refuse(context.HttpContext, context.Failure is SignInFailure known ? known.Trouble : SignInTrouble.Unreadable);
            context.HandleResponse();
            return Task.CompletedTask;
        };
        oidc.Events.OnTicketReceived = context =>
        {
            SignInEndpoints.Note(context.HttpContext, context.Principal!);
            return Task.CompletedTask;
        };
    }
}

using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinLossAgency.Portal.Billing;
using WinLossAgency.Portal.Engagements;
using WinLossAgency.Portal.Inbox;
using WinLossAgency.Portal.Pages;
using WinLossAgency.Portal.People;
using WinLossAgency.Portal.Reports;
using WinLossAgency.Portal.Shelf;
using WinLossAgency.Storage;
using WinLossAgency.Ui;
using WinLossAgency.Ui.Components;
using WinLossAgency.Ui.Demo;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Portal;

/// <summary>The client's program: it reads the shelf, writes the inbox and computes nothing.</summary>
public static class PortalApp
{
    private const string Name = "Client portal";

    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(PortalApp).Assembly.GetName().Name });
        var options = builder.Configuration.Get<PortalOptions>() ?? new PortalOptions();
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(PortalOptions.UrlsDefault);
        configure?.Invoke(builder);

        var own = Stores.Embedded(options.Data, "portal");
        var ids = options.Seed.Length == 0 ? IdStream.Random() : await IdStream.SeededAsync(options.Seed, own.Documents, "ids");
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(own);
        services.AddSingleton(ids);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new ShelfReader(Stores.PlainFiles(Path.Combine(options.Data, "shelf"))));
        services.AddSingleton(provider => new InboxWriter(
            Stores.PlainFiles(Path.Combine(options.Data, "inbox")), provider.GetRequiredService<IdStream>(), provider.GetRequiredService<PortalClock>().Time));
        services.AddScoped<Visit>();
        var isDemo = builder.Environment.IsDevelopment();
        services.AddSingleton(provider => new PortalClock(options.Data, provider.GetRequiredService<TimeProvider>(), isDemo));
        if (isDemo) services.AddSingleton<IDemoPeople, PeopleOnTheShelf>().AddSingleton<IDemoClock>(provider => provider.GetRequiredService<PortalClock>());

        builder.AddHouseUi(ui => (ui.Program, ui.Band) = ("portal", isDemo ? typeof(DemoClockBand) : null));
        builder.AddHouseSignIn(new HouseSignInOptions
        {
            Program = Name,
            CookieName = "portal",
            WhomToAsk = options.WhomToAsk,
            Keys = provider => new CookieKeys(provider.GetRequiredService<OpenStore>().Blobs),
            Provider = options.Authority.Length == 0 ? null : new OpenIdProvider(options.Authority, options.ClientId) { ClientSecret = options.ClientSecret },
            OpenPaths = isDemo ? ["/health", DemoClockDoor.Path] : ["/health"],
            Layout = typeof(DoorLayout),
        });
        return Map(builder.Build());
    }

    private static WebApplication Map(WebApplication app)
    {
        app.UseHouseUi();
        app.MapHouseSignIn();
        app.UseMiddleware<Admission>();
        app.MapGet("/health", () => "well").AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapDemoClock();
        app.MapReports();
        app.MapRequests();
        app.MapInvoices();
        app.MapRazorComponents<App>().WithStaticAssets();
        return app;
    }
}

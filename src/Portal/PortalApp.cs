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
        if (PortalSettings.AddressesOf(builder.Configuration) is { } addresses) builder.WebHost.UseUrls(addresses);
        if (PortalSettings.Problems(builder.Configuration, builder.Environment.IsDevelopment()) is { Count: > 0 } problems) throw new SettingsException(problems);
        configure?.Invoke(builder);
        // Cookie keys are sealed where they rest, which the framework does not see.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Each page with a form would say that it may not be cached.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        var stores = await PortalStores.OpenAsync(StorePlaces.Of(builder.Configuration, options.Data, PortalSettings.Program, PortalSettings.Stores));
        var ids = options.Seed.Length == 0 ? IdStream.Random() : await IdStream.SeededAsync(options.Seed, stores.Own.Documents, "ids");
        var services = builder.Services;
        services.AddSingleton(options);
        // Made by the container, so that it closes them after the last request.
        services.AddSingleton(_ => stores);
        services.AddSingleton(ids);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new ShelfReader(stores.Shelf));
        services.AddSingleton(given => new InboxWriter(given.GetRequiredService<PortalStores>(), given.GetRequiredService<IdStream>(), given.GetRequiredService<PortalClock>().Time));
        services.AddSingleton(given => new SentSweep(stores, given.GetRequiredService<ShelfReader>(), given.GetRequiredService<TimeProvider>(), given.GetRequiredService<ILogger<SentSweep>>()));
        services.AddHostedService(given => given.GetRequiredService<SentSweep>());
        services.AddScoped<Visit>();
        var isDemo = builder.Environment.IsDevelopment();
        services.AddSingleton(provider => new PortalClock(options.Data, provider.GetRequiredService<TimeProvider>(), isDemo));
        if (isDemo) services.AddSingleton<IDemoPeople, PeopleOnTheShelf>().AddSingleton<IDemoClock>(provider => provider.GetRequiredService<PortalClock>());

        builder.AddHouseUi(ui => (ui.Program, ui.Band) = ("portal", isDemo ? typeof(DemoClockBand) : null));
        var signIn = SignInSettings.Read(builder.Configuration);
        builder.AddHouseSignIn(new HouseSignInOptions
        {
            Program = Name,
            CookieName = "portal",
            WhomToAsk = signIn.WhomToAsk.Length > 0 ? signIn.WhomToAsk : "your contact at the agency",
            Keys = given => given.GetRequiredService<PortalStores>().CookieKeys,
            Provider = signIn.Provider(ProgramIdentity.StatementOf),
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

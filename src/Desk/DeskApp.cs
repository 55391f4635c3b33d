using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Analysis;
using WinLossAgency.Desk.Billing;
using WinLossAgency.Desk.Calls;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Desk.Reports;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Grains;
using WinLossAgency.Ui;
using WinLossAgency.Ui.Components;
using WinLossAgency.Ui.Demo;
using WinLossAgency.Ui.SignIn;
using WinLossAgency.Ui.Web;
using WinLossAgency.Vault;

namespace WinLossAgency.Desk;

/// <summary>The staff program: opens the stores, runs the grains, shows the pages, and closes the stores after the grains have stopped.</summary>
internal sealed class DeskApp : IAsyncDisposable
{
    private readonly DeskStores stores;

    private DeskApp(WebApplication web, DeskStores stores) => (Web, this.stores) = (web, stores);

    public WebApplication Web { get; }

    public static async Task<DeskApp> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(DeskApp).Assembly.GetName().Name });
        var options = builder.Configuration.Get<DeskOptions>() ?? new DeskOptions();
        if (options.Demo && !builder.Environment.IsDevelopment())
            throw new InvalidOperationException("A demo agency exists in Development only; leave --demo out, or set the environment to Development.");
        if (options.Demo) HalfFilled.Clear(options.Data);
        var stores = await DeskStores.OpenAsync(options.Data, options.Seed.Length == 0 ? null : options.Seed);
        try
        {
            builder.WebHost.ConfigureKestrel(kestrel => Doors.Listen(kestrel, builder.Configuration["urls"] ?? DeskOptions.UrlsDefault, options.Buyers));
            AddServices(builder, options, stores);
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
            configure?.Invoke(builder);
            return new DeskApp(Map(builder.Build()), stores);
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the engine and the doors; an empty agency is founded or filled before anybody is let in.</summary>
    public async Task StartAsync()
    {
        await Web.StartAsync();
        var log = Web.Services.GetRequiredService<ILogger<DeskApp>>();
        DeskLog.Runtime(log, Hosting.Runtime, stores.Data);
        if (Web.Services.GetRequiredService<DeskOptions>() is { Found.Length: > 0 } first) await FirstDay.FoundAsync(Web.Services.GetRequiredService<IGrainFactory>(), first);
        if (Web.Services.GetService<DemoAgency>() is { } demo) await demo.FillAsync(new Uri(Web.Urls.First()));
        Web.Services.GetRequiredService<Opening>().Done();
        DeskLog.Ready(log, string.Join(" and ", Web.Urls));
    }

    public async Task RunAsync()
    {
        await StartAsync();
        await Web.WaitForShutdownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await stores.DisposeAsync();
    }

    private static void AddServices(WebApplicationBuilder builder, DeskOptions options, DeskStores stores)
    {
        // Each page with a form would say that it may not be cached; the hosting log prints the query of a sign-in.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // The unattended run prints its proof and nothing beside it.
        if (options.DemoRun.Length > 0) builder.Logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(null, LogLevel.Warning);
        var services = builder.Services;
        var isDemo = builder.Environment.IsDevelopment();
        var clock = new AgencyClock(options.Data, isDemo);
        services.AddSingleton<Opening>().AddSingleton(options).AddSingleton(stores).AddSingleton(clock).AddSingleton(TimeProvider.System);
        services.AddGrains(stores.Agency.Facts, clock).AddAgency(stores.Agency).AddVault(new VaultStores
        {
            Documents = stores.VaultStore.Documents, Blobs = stores.VaultStore.Blobs, Keys = stores.VaultKeys, Transcripts = stores.Agency.Transcripts, Clock = clock,
        });
        builder.AddGrainRuntime(typeof(GrainsDoor).Assembly, typeof(AgencyDoor).Assembly, typeof(VaultDoor).Assembly);

        services.AddSingleton<StaffDirectory>().AddScoped<StaffVisit>().AddScoped<DeskReader>().AddScoped<DeskDoor>();
        if (isDemo)
        {
            services.AddSingleton<IDemoPeople, DemoStaff>().AddSingleton<IDemoClock>(clock);
            if (options.Demo) services.AddSingleton<DemoAgency>().AddSingleton<DemoRun>();
            if (options is { Demo: true, Canary.Length: > 0, DemoRun.Length: > 0 }) builder.AddCanary(options);
        }
        builder.AddHouseUi(ui => (ui.Program, ui.Band) = ("desk", isDemo ? typeof(DemoClockBand) : null));
        builder.AddHouseSignIn(new HouseSignInOptions
        {
            Program = "Desk",
            CookieName = "desk",
            WhomToAsk = options.WhomToAsk,
            Keys = _ => new DeskCookieKeys(stores.Agency.Facts),
            Provider = options.Authority.Length == 0 ? null : new OpenIdProvider(options.Authority, options.ClientId) { ClientSecret = options.ClientSecret },
            OpenPaths = isDemo ? ["/b", "/hooks", "/health", DemoClockDoor.Path, MailboxPaths.Root] : ["/b", "/hooks", "/health"],
            Layout = typeof(DoorLayout),
        });
    }

    private static WebApplication Map(WebApplication app)
    {
        app.UseMiddleware<Doors>();
        app.UseHouseUi();
        app.UseMiddleware<OpeningDoor>();
        app.MapHouseSignIn();
        app.UseMiddleware<WhoCalls>();
        app.MapGet("/health", () => "well").AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapDemoClock();
        app.MapCalls();
        app.MapCoding();
        app.MapTranscripts();
        app.MapReports();
        app.MapBilling();
        app.MapBillingHooks().WithMetadata(new ChecksItself()).AllowAnonymous();
        app.MapEngagements();
        app.MapReadingRoom();
        app.MapRazorComponents<App>().WithStaticAssets();
        return app;
    }
}

internal static partial class DeskLog
{
    [LoggerMessage(1, LogLevel.Information, "Grains run on {Runtime}; data in {Data}")]
    public static partial void Runtime(ILogger logger, string runtime, string data);

    [LoggerMessage(2, LogLevel.Information, "Desk is open at {Addresses}")]
    public static partial void Ready(ILogger logger, string addresses);

    [LoggerMessage(3, LogLevel.Information, "The demo agency is being filled from the worked example")]
    public static partial void Filling(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "{Staff} was refused {What}")]
    public static partial void Refused(ILogger logger, string staff, string what);
}

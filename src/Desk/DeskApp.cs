using System.Collections.Immutable;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.FileProviders;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Analysis;
using WinLossAgency.Desk.Billing;
using WinLossAgency.Desk.Buyers;
using WinLossAgency.Desk.Calls;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Desk.Field;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Desk.Mail;
using WinLossAgency.Desk.Privacy;
using WinLossAgency.Desk.Reports;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Grains;
using WinLossAgency.Storage;
using WinLossAgency.Ui;
using WinLossAgency.Ui.Components;
using WinLossAgency.Ui.Demo;
using WinLossAgency.Ui.SignIn;
using WinLossAgency.Ui.Web;
using WinLossAgency.Vault;
using WinLossAgency.Vault.WallCheck;

namespace WinLossAgency.Desk;

/// <summary>The staff program: opens the stores, runs the grains, shows the pages, and closes the stores after the grains have stopped.</summary>
internal sealed class DeskApp : IAsyncDisposable
{
    private readonly DeskStores stores;

    private DeskApp(WebApplication web, DeskStores stores) => (Web, this.stores) = (web, stores);

    public WebApplication Web { get; }

    /// <param name="args">The command line.</param>
    /// <param name="configure">Changes the program before it is built.</param>
    /// <param name="time">The clock by which the stores are held.</param>
    public static async Task<DeskApp> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(DeskApp).Assembly.GetName().Name });
        var options = builder.Configuration.Get<DeskOptions>() ?? new DeskOptions();
        if (options.Demo && !builder.Environment.IsDevelopment())
            throw new InvalidOperationException("A demo agency exists in Development only; leave --demo out, or set the environment to Development.");
        var ports = DeskPorts.Read(builder.Configuration);
        if (ports.Secrets.Length > 0) builder.Configuration.AddKeyPerFile(files => (files.FileProvider, files.SectionDelimiter, files.ReloadOnChange) = (new PhysicalFileProvider(ports.Secrets), "--", false));
        if (DeskSettings.Problems(builder.Configuration, builder.Environment.IsDevelopment()) is { Count: > 0 } problems) throw new SettingsException(problems);
        var places = StorePlaces.Of(builder.Configuration, options.Data, DeskSettings.Program, DeskSettings.Stores);
        void Listen(KestrelServerOptions kestrel)
        {
            if (ports.StaffPort > 0) Doors.Listen(kestrel, $"http://*:{ports.StaffPort}", $"http://*:{ports.BuyersPort}");
            else Doors.Listen(kestrel, builder.Configuration["urls"] ?? DeskOptions.UrlsDefault, options.Buyers);
        }

        if (options.Demo) HalfFilled.Clear(options.Data);
        Task<DeskStores> OpenAsync() => DeskStores.OpenAsync(places, options.Seed.Length == 0 ? null : options.Seed, time ?? TimeProvider.System);
        var stores = ports.WaitForStores ? await Succession.OpenAsync(OpenAsync, Listen, time ?? TimeProvider.System) : await OpenAsync();
        try
        {
            builder.WebHost.ConfigureKestrel(Listen);
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
        DeskLog.Runtime(log, Hosting.Runtime, stores.Places.Words);
        _ = StopWhenLostAsync(log);
        var options = Web.Services.GetRequiredService<DeskOptions>();
        Web.Services.GetRequiredService<BuyersAddress>().Root = DeskPorts.Read(Web.Configuration) is { BuyersAddress.Length: > 0 } ports ? ports.BuyersAddress : Web.Urls.Last();
        if (options.Found.Length > 0) await FirstDay.FoundAsync(Web.Services.GetRequiredService<IGrainFactory>(), options);
        if (Web.Services.GetService<DemoAgency>() is { } demo) await demo.FillAsync(new Uri(Web.Urls.First()));
        Web.Services.GetRequiredService<Opening>().Done();
        DeskLog.Ready(log, string.Join(" and ", Web.Urls));
    }

    /// <summary>Whether the program ends because another may have taken its stores.</summary>
    public bool HasLostItsStores => stores.Lost.IsCompleted;

    private async Task StopWhenLostAsync(ILogger log)
    {
        await stores.Lost;
        DeskLog.Lost(log, stores.Places.Words);
        Web.Lifetime.StopApplication();
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
        if (options.DemoRun.Length > 0) builder.Logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(null, LogLevel.Error);
        // Cookie keys are sealed where they rest, which the framework does not see.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var services = builder.Services;
        var isDemo = builder.Environment.IsDevelopment();
        var clock = new AgencyClock(options.Data, isDemo);
        services.AddSingleton(new ProgramBar(typeof(RoomBar))).AddSingleton<Opening>().AddSingleton(options).AddSingleton(stores).AddSingleton(clock).AddSingleton(TimeProvider.System);
        services.AddGrains(stores.Agency.Facts, clock).AddAgency(stores.Agency).AddVault(new VaultStores
        {
            Documents = stores.VaultStore.Documents, Blobs = stores.VaultStore.Blobs, Keys = stores.VaultKeys, Transcripts = stores.Agency.Transcripts, Clock = clock,
            Outside = Outside(stores),
        });
        builder.AddGrainRuntime(typeof(GrainsDoor).Assembly, typeof(AgencyDoor).Assembly, typeof(VaultDoor).Assembly);

        services.AddSingleton<StaffDirectory>().AddScoped<StaffVisit>().AddScoped<DeskReader>().AddScoped<DeskDoor>().AddScoped<Alarms>().AddScoped<CalendarReader>().AddSingleton<KeyRing>().AddSingleton(new BuyerLimits()).AddSingleton<BuyerPace>();
        if (isDemo)
        {
            services.AddSingleton<IDemoPeople, DemoStaff>().AddSingleton<IDemoClock>(clock);
            if (options.Demo) services.AddSingleton<DemoAgency>().AddSingleton<DemoRun>();
            if (options is { Demo: true, Canary.Length: > 0, DemoRun.Length: > 0 }) builder.AddCanary(options);
        }
        builder.AddHouseUi(ui => (ui.Program, ui.Band) = ("desk", isDemo ? typeof(DemoClockBand) : null));
        var signIn = SignInSettings.Read(builder.Configuration);
        builder.AddHouseSignIn(new HouseSignInOptions
        {
            Program = "Desk",
            CookieName = "desk",
            WhomToAsk = signIn.WhomToAsk.Length > 0 ? signIn.WhomToAsk : "the owner of your agency",
            Keys = _ => stores.CookieKeys,
            Provider = signIn.Provider(ProgramIdentity.StatementOf),
            OpenPaths = isDemo ? ["/b", "/hooks", "/health", DemoClockDoor.Path, MailboxPaths.Root] : ["/b", "/hooks", "/health"],
            Layout = typeof(DoorLayout),
        });
    }

    /// <summary>What clients can see, and the store of facts. What a client wrote itself lies in the inbox as it wrote it; only its requests are read there, not its lists.</summary>
    private static ImmutableArray<WallPlace> Outside(DeskStores stores) =>
    [
        new("Reports") { Blobs = stores.Agency.Shelf, Wanted = name => name.Contains("/releases/", StringComparison.Ordinal) },
        new("Invoices") { Blobs = stores.Agency.Shelf, Wanted = name => name.Contains("/invoices/", StringComparison.Ordinal) },
        new("Progress, deal lists and receipts") { Blobs = stores.Agency.Shelf, Wanted = name => !name.Contains("/releases/", StringComparison.Ordinal) && !name.Contains("/invoices/", StringComparison.Ordinal) },
        new("Requests of clients") { Blobs = stores.Agency.Inbox, Wanted = name => name.EndsWith(".json", StringComparison.Ordinal) },
        new("Our store of facts") { Documents = stores.Agency.Facts },
        // The wall holds both ways: no setting lets this program open that store, on one machine or on several.
        new("What the clients' program keeps for itself") { NotSeen = "This program has no way into it. It holds who signed in there and what clients sent, as they wrote it; from us it gets only what stands in the places above." },
    ];

    private static WebApplication Map(WebApplication app)
    {
        app.UseMiddleware<Doors>();
        app.UseHouseUi();
        app.UseMiddleware<OpeningDoor>();
        app.UseMiddleware<BuyerPace>();
        app.MapHouseSignIn();
        app.UseMiddleware<WhoCalls>();
        app.MapGet("/health", () => "well").AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapDemoClock();
        app.MapCalls();
        app.MapField();
        app.MapCalendar();
        app.MapCoding();
        app.MapTranscripts();
        app.MapReports();
        app.MapBilling();
        app.MapBillingHooks().WithMetadata(new ChecksItself()).AllowAnonymous();
        app.MapMailHooks().WithMetadata(new ChecksItself()).AllowAnonymous();
        app.MapEngagements();
        app.MapBuyers();
        app.MapInvitationDoors();
        app.MapPrivacy();
        app.MapUndone();
        app.MapLetters();
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

    [LoggerMessage(6, LogLevel.Warning, "Desk waits. {Why}")]
    public static partial void Waiting(ILogger logger, string why);

    [LoggerMessage(5, LogLevel.Critical, "The hold on the stores was lost, so another process may write them; Desk stops. Stores: {Stores}")]
    public static partial void Lost(ILogger logger, string stores);

    [LoggerMessage(4, LogLevel.Warning, "{Staff} was refused {What}")]
    public static partial void Refused(ILogger logger, string staff, string what);
}

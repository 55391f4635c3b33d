using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Agency.Engagements.Inbox;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Engine;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Stores;
using WinLossAgency.House.Tests.Billing;
using WinLossAgency.Storage;
using WinLossAgency.Vault;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>
/// One whole installation: an agency with its vault and a clients' Portal beside it, on stores in memory and a clock that
/// the runs move. Many engagements go through it, one after the other, each of a client of its own.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly IHost host;

    private World(IHost host, WorldClock clock, MemoryBlobs shelf, MemoryBlobs inbox, StripeFake stripe, LogBook desk, WorldPortal portal) =>
        (this.host, Clock, Shelf, Inbox, Stripe, DeskLog, Portal) = (host, clock, shelf, inbox, stripe, desk, portal);

    public WorldClock Clock { get; }
    public MemoryBlobs Shelf { get; }
    public MemoryBlobs Inbox { get; }
    public StripeFake Stripe { get; }
    public LogBook DeskLog { get; }
    public WorldPortal Portal { get; }
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();
    public IntakeFiles Files => host.Services.GetRequiredService<IntakeFiles>();
    public CallNotes Notes => host.Services.GetRequiredService<CallNotes>();
    public ThemeWords ThemeWords => host.Services.GetRequiredService<ThemeWords>();
    public InboxWorker InboxWorker => host.Services.GetRequiredService<InboxWorker>();

    /// <param name="chromium">Where Chromium stands for runs that compare printed files; else nothing is printed.</param>
    public static async Task<World> OpenAsync(Instant start, string? chromium = null)
    {
        var clock = new WorldClock(start);
        var (facts, people, transcripts, vault) = (new MemoryDocuments(), new MemoryDocuments(), new MemoryDocuments(), new MemoryDocuments());
        var (shelf, inbox, stripe, log) = (new MemoryBlobs(clock), new MemoryBlobs(clock), new StripeFake(), new LogBook());
        var master = new MemoryMasterKey();
        var peopleKeys = new SubjectKeys(new MemoryDocuments(), master);
        var given = new AgencyStores
        {
            Facts = facts, PeopleIndex = people, MatchKey = Encoding.ASCII.GetBytes("a key for tests only, 32 bytes!!"),
            People = new SealedFiles(new SealedDocuments(people, peopleKeys, "people")),
            Transcripts = new SealedFiles(new SealedDocuments(transcripts, peopleKeys, "transcripts")),
            Shelf = shelf, Inbox = inbox, Ids = IdStream.Seeded("noninterference"),
            Erasures = new MemoryDocuments(), SearchAsync = _ => ValueTask.FromResult(Searched.Nothing),
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddGrains(facts, clock).AddAgency(given);
        builder.Services.AddVault(new VaultStores { Documents = vault, Blobs = new MemoryBlobs(clock), Clock = clock, Transcripts = given.Transcripts, Keys = new SubjectKeys(new MemoryDocuments(), master) });
        builder.Services.AddSingleton(new PrinterOptions(Directory.CreateTempSubdirectory("prints-").FullName) { Executable = chromium ?? "/nowhere/chromium" });
        var keys = new StripeKeys("sk_test_noninterference", "whsec_noninterference");
        builder.Services.AddSingleton(keys).AddSingleton(new StripeClient(new HttpClient(stripe) { BaseAddress = StripeClient.Api }, keys));
        builder.Services.AddEngine(options =>
        {
            options.Assemblies.Add(typeof(VaultDoor).Assembly);
            options.Assemblies.Add(typeof(AgencyDoor).Assembly);
            options.Assemblies.Add(typeof(GrainsDoor).Assembly);
        });
        var host = builder.Build();
        await host.StartAsync();
        var world = new World(host, clock, shelf, inbox, stripe, log, await WorldPortal.OpenAsync(shelf, inbox, clock));
        await world.FoundAsync();
        return world;
    }

    private async Task FoundAsync()
    {
        Caller.House.Enter();
        var agency = Grains.GetGrain<IAgency>(IAgency.Key);
        (await agency.Found("found", "Harrow Lane", "Europe/Lisbon")).OrThrow();
        (await agency.Join("maya", new Staff("maya", "Maya Lindqvist", "maya@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null))).OrThrow();
        (await Grains.GetGrain<IInterviewer>("maya").SetHours("hours", WorkingHours.Default("Europe/Lisbon"))).OrThrow();
        (await Grains.GetGrain<IMonthBook>(IMonthBook.Key).SetFiscal("fiscal", new FiscalFacts(new Party("Harrow Lane Ltd", "1 Harrow Lane\nDublin 2", "Ireland", "IE1234567A"),
            new BankDetails("Harrow Lane Ltd", "IE12 BOFI 9000 0112 3456 78", "BOFIIE2D", "Bank of Ireland")))).OrThrow();
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await host.StopAsync();
        Directory.Delete(host.Services.GetRequiredService<PrinterOptions>().Folder, recursive: true);
        host.Dispose();
    }
}

/// <summary>The time of a world, for grains and for programs; it moves only where a run moves it.</summary>
internal sealed class WorldClock(Instant start) : TimeProvider, IClock
{
    public Instant Now { get; set; } = start;

    public Instant GetCurrentInstant() => Now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}

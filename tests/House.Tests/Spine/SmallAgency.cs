using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>A real agency on real embedded stores in a folder of its own, with a clock that tests move.</summary>
public sealed class SmallAgency : IAsyncDisposable
{
    private readonly GrainRuntime host;
    private readonly OpenStore[] stores;
    private readonly bool keep;

    private SmallAgency(string folder, GrainRuntime host, AgencyStores given, OpenStore[] stores, TestTime time, bool keep) =>
        (Folder, this.host, Given, this.stores, Time, this.keep) = (folder, host, given, stores, time, keep);

    public string Folder { get; }
    public AgencyStores Given { get; }
    public TestTime Time { get; }
    public IServiceProvider Services => host.Services;
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Opens the agency in the folder; one that was there goes on where it was.</summary>
    public static async Task<SmallAgency> OpenAsync(string? folder = null, Action<IServiceCollection, string>? more = null, params System.Reflection.Assembly[] rooms)
    {
        var keep = folder is not null;
        folder ??= Directory.CreateTempSubdirectory("agency-").FullName;
        var (agency, people, transcripts) = (Stores.Embedded(folder, "agency"), Stores.Embedded(folder, "people"), Stores.Embedded(folder, "transcripts"));
        var keys = Stores.Embedded(Path.Combine(folder, "keys"), "people");
        var subjects = new SubjectKeys(keys.Documents, FileMasterKey.OpenOrCreate(Path.Combine(folder, "keys", "master.key")));
        var erasures = Stores.Embedded(Path.Combine(folder, "keys"), "erasures");
        var given = new AgencyStores
        {
            Erasures = erasures.Documents, SearchAsync = needles => FileSearch.InAsync(folder, "*", needles),
            Facts = agency.Documents, PeopleIndex = people.Documents, MatchKey = Encoding.ASCII.GetBytes("a key for tests only, 32 bytes!!"),
            People = new SealedFiles(new SealedDocuments(people.Documents, subjects, "people")),
            Transcripts = new SealedFiles(new SealedDocuments(transcripts.Documents, subjects, "transcripts")),
            Shelf = Stores.PlainFiles(Path.Combine(folder, "shelf")), Inbox = Stores.PlainFiles(Path.Combine(folder, "inbox")),
            Ids = await IdStream.SeededAsync("test", agency.Documents, "id-stream"),
        };
        var time = new TestTime(Instant.FromUtc(2026, 11, 24, 9, 30));
        var host = await GrainRuntime.StartAsync(services =>
        {
            services.AddGrains(agency.Documents, time).AddAgency(given);
            more?.Invoke(services, folder);
        }, [.. rooms, typeof(AgencyDoor).Assembly, typeof(GrainsDoor).Assembly]);
        return new SmallAgency(folder, host, given, [agency, people, transcripts, keys, erasures], time, keep);
    }

    /// <summary>From here on calls carry this caller.</summary>
    public static void As(string id, Role roles) => new Caller(id, roles).Enter();

    public static void AsHouse() => Caller.House.Enter();

    /// <summary>A founded agency with two interviewers, a client and an engagement in the field on the given list.</summary>
    public async Task<string> InTheFieldAsync(string csv, bool disclosed = true)
    {
        AsHouse();
        var directory = Grains.GetGrain<IAgency>(IAgency.Key);
        Assert.True((await directory.Found("found", "Harrow Lane", "Europe/Lisbon")).Ok);
        foreach (var (id, name) in new[] { ("maya", "Maya Lindqvist"), ("joao", "João Reis") })
        {
            Assert.True((await directory.Join(id, new Staff(id, name, $"{id}@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null))).Ok);
            Assert.True((await Grains.GetGrain<IInterviewer>(id).SetHours("hours", Domain.Calls.WorkingHours.Default("Europe/Lisbon"))).Ok);
        }
        Assert.True((await directory.OpenClient("client", "northwind", "Northwind Freight Systems")).Ok);
        Assert.True((await Grains.GetGrain<IClient>("northwind").Open("open", "Northwind Freight Systems", new ClientBilling("Northwind Freight Systems Lda", ["Porto"], "PT1", "ap@northwind.example", "EUR"))).Ok);
        const string key = "northwind/q4";
        Assert.True((await directory.OpenEngagement("engagement", key)).Ok);
        var engagement = Grains.GetGrain<IEngagement>(key);
        Assert.True((await engagement.Draft("draft", new SetUp
        {
            Title = "Q4", Kind = EngagementKind.WinLoss, FieldFrom = new LocalDate(2026, 11, 2), FieldUntil = new LocalDate(2026, 12, 11), ReadoutOn = new LocalDate(2026, 12, 18), SponsorDisclosed = disclosed,
        })).Ok);
        Assert.True((await engagement.Reach("agree", Stage.Agreed)).Ok);
        await Given.People.WriteAsync(DealUploads.Of(key), "upload/1", new UploadFile("deals.csv", Encoding.UTF8.GetBytes(csv)));
        await engagement.Import("import-1", "upload/1", "deals.csv");
        Assert.True((await engagement.Reach("field", Stage.InTheField)).Ok);
        return key;
    }

    public Task UntilAsync(Func<Task<bool>> holds) => Patience.UntilAsync(holds);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        foreach (var store in stores) await store.DisposeAsync();
        if (!keep) Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>An agency clock that stands where a test puts it.</summary>
public sealed class TestTime(Instant start) : IClock
{
    public Instant Now { get; set; } = start;

    public Instant GetCurrentInstant() => Now;

    public void Pass(Duration time) => Now += time;
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.People;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Engine;
using WinLossAgency.Evaluate.Noninterference;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;
using WinLossAgency.Vault;

namespace WinLossAgency.Evaluate.Year;

/// <summary>The real agency on stores in memory. It can be cut off between any two writes and opened again on what they hold.</summary>
internal sealed class YearHouse(SeededLoop loop, YearClock clock, Faults faults, Action<string, ReadOnlyMemory<byte>?> seen, Action<Letter> posted)
{
    /// <summary>Takes letters as a service does: now and then it asks to be asked again.</summary>
    private sealed class Courier(Faults faults, Action<Letter> posted) : IMailCourier
    {
        public bool IsLocal => true;

        public Task<Delivery> SendAsync(Letter letter, string token, CancellationToken stop)
        {
            if (faults.CourierRests()) return Task.FromResult<Delivery>(new Delivery.TryLater("It was made to rest.", Duration.FromMinutes(10)));
            posted(letter);
            return Task.FromResult<Delivery>(new Delivery.HandedOver());
        }
    }

    /// <summary>Where video calls of this agency are held.</summary>
    public const string Rooms = "https://meet.example/{room}";

    private readonly MemoryMasterKey master = new();
    private readonly MemoryDocuments people = new(), index = new(), transcripts = new(), vault = new(), peopleKeys = new(), vaultKeys = new(), erasures = new();
    private readonly MemoryBlobs shelf = new(new LifeClock(clock, new Life())), inbox = new(new LifeClock(clock, new Life())), raw = new(new LifeClock(clock, new Life()));
    private ServiceProvider services = null!;

    public MemoryDocuments Facts { get; } = new();

    public Life Life { get; private set; } = new();

    public AgencyStores Given { get; private set; } = null!;

    public IGrainFactory Grains => services.GetRequiredService<IGrainFactory>();

    public int Starts { get; private set; }

    public async Task OpenAsync()
    {
        Life = new Life();
        Starts++;
        var time = new LifeClock(clock, Life);
        LiveDocuments Live(MemoryDocuments kept, string name, Action<string, ReadOnlyMemory<byte>?>? watch = null) => new(kept, name, Life, clock, faults, watch);
        var facts = Live(Facts, "agency", seen);
        var keys = new SubjectKeys(Live(peopleKeys, "people-keys"), master);
        Given = new AgencyStores
        {
            Facts = facts, PeopleIndex = Live(index, "people"), MatchKey = Encoding.ASCII.GetBytes("a key for the year, 32 bytes!!!!"),
            People = new SealedFiles(new SealedDocuments(Live(people, "people"), keys, "people")),
            Transcripts = new SealedFiles(new SealedDocuments(Live(transcripts, "transcripts"), keys, "transcripts")),
            Shelf = shelf, Inbox = inbox, Erasures = Live(erasures, "erasures"), SearchAsync = _ => ValueTask.FromResult(Searched.Nothing),
            Ids = await IdStream.SeededAsync("year", Facts, "id-stream"),
        };
        var rooms = new ServiceCollection();
        rooms.AddSingleton<TimeProvider>(time).AddLogging();
        rooms.AddGrains(facts, new TimeProviderClock(time)).AddAgency(Given);
        rooms.AddSingleton(MailSettings.Local with { VideoRooms = Rooms });
        rooms.AddSingleton<IMailCourier>(new Courier(faults, posted));
        rooms.AddVault(new VaultStores { Documents = Live(vault, "vault"), Blobs = raw, Clock = new TimeProviderClock(time), Transcripts = Given.Transcripts, Keys = new SubjectKeys(Live(vaultKeys, "vault-keys"), master) });
        // Workers run on threads of their own, which no seed orders: what they do is done by the driver instead.
        foreach (var one in rooms.Where(d => d.ServiceType == typeof(IHostedService)).ToArray()) rooms.Remove(one);
        rooms.AddEngine(options =>
        {
            options.Loop = loop;
            // Queues read all their cards when they wake: over a night, and not over every quiet quarter of an hour.
            options.IdleAfter = TimeSpan.FromHours(10);
            options.Assemblies.Add(typeof(VaultDoor).Assembly);
            options.Assemblies.Add(typeof(AgencyDoor).Assembly);
            options.Assemblies.Add(typeof(GrainsDoor).Assembly);
        });
        services = rooms.BuildServiceProvider();
        foreach (var one in services.GetServices<IHostedService>()) await one.StartAsync(CancellationToken.None);
        Caller.House.Enter();
        await CallAsync(_ => services.GetRequiredService<ErasureReplay>().PlayAsync(CancellationToken.None));
    }

    /// <summary>What only the buyer's letter tells: the fingerprint of the link that it holds.</summary>
    public string LinkOf(string interview, int round) => BuyersLink.KeyOf(services.GetRequiredService<BuyerLinks>().TokenOf(interview, round, LinkPurpose.Invitation));

    /// <summary>Does one job that waits for a worker; false where none does.</summary>
    public Task<bool> WorkAsync() => services.GetRequiredService<EffectWorker>().DoNextAsync();

    /// <summary>Asks the life that is now; should it end before it answers, whoever asked hears that and nothing else.</summary>
    public async Task<T> CallAsync<T>(Func<IGrainFactory, Task<T>> ask)
    {
        var life = Life;
        if (life.Over) throw new DiedException();
        var answer = ask(Grains);
        return await Task.WhenAny(answer, life.Death) == answer ? await answer : throw new DiedException();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Orleans;
using WinLossAgency.Engine;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Journals;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Journals;

/// <summary>The engine with this folder's grains on an embedded store whose failures a test chooses; timers run on a clock that stands.</summary>
internal sealed class JournalHouse : IAsyncDisposable
{
    private readonly string folder;
    private readonly bool keep;
    private readonly OpenStore store;
    private readonly IHost host;

    private JournalHouse(string folder, bool keep, OpenStore store, IHost host, FaultyDocuments documents, FakeTime real, TestTime time) =>
        (this.folder, this.keep, this.store, this.host, Documents, Real, Time) = (folder, keep, store, host, documents, real, time);

    public FaultyDocuments Documents { get; }
    public FakeTime Real { get; }
    public TestTime Time { get; }
    public Receivers Receivers => host.Services.GetRequiredService<Receivers>();
    public OwnersList OwnersList => host.Services.GetRequiredService<OwnersList>();

    public ValueTask<List<StuckEffect>> StuckAsync() => OwnersList.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public async Task<(string Text, string ETag)> ReadAsync(string document)
    {
        var stored = (await store.Documents.ReadAsync(document))!;
        return (System.Text.Encoding.UTF8.GetString(stored.Bytes.Span), stored.ETag);
    }

    /// <summary>A write by somebody else, behind the grains' back.</summary>
    public async Task WriteAsync(string document, string text, string etag) =>
        await store.Documents.WriteAsync(document, System.Text.Encoding.UTF8.GetBytes(text), etag);

    public IPot Pot(string key) => As().GetGrain<IPot>(key);

    public ITestCase Case(string key) => As().GetGrain<ITestCase>(key);

    public static async Task<JournalHouse> OpenAsync(string? folder = null, Instant? at = null)
    {
        var keep = folder is not null;
        folder ??= Directory.CreateTempSubdirectory("journals-").FullName;
        var store = Stores.Embedded(folder, "agency");
        var (documents, real, time) = (new FaultyDocuments(store.Documents), new FakeTime(), new TestTime(at ?? Instant.FromUtc(2026, 11, 24, 9, 30)));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging().AddSingleton<TimeProvider>(real).AddSingleton<Receivers>();
        builder.Services.AddGrains(documents, time);
        builder.Services.AddEngine(o =>
        {
            o.Assemblies.Add(typeof(JournalHouse).Assembly);
            o.Among = static type => type.Namespace == typeof(JournalHouse).Namespace;
        });
        var host = builder.Build();
        await host.StartAsync();
        return new JournalHouse(folder, keep, store, host, documents, real, time);
    }

    /// <summary>Moves both clocks, as time does.</summary>
    public void Pass(Duration time)
    {
        Time.Pass(time);
        Real.Advance(time.ToTimeSpan());
    }

    public async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var key in store.Documents.ListAsync(prefix)) keys.Add(key);
        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await store.DisposeAsync();
        if (!keep) Directory.Delete(folder, recursive: true);
    }

    private IGrainFactory As()
    {
        Caller.House.Enter();
        return host.Services.GetRequiredService<IGrainFactory>();
    }
}

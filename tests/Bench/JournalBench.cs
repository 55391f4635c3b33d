using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Engine;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Bench.Journals;

public abstract record StepEvent(Instant At)
{
    public sealed record Stepped(Instant At, string By, string NumberId, string Outcome, int Number) : StepEvent(At);
}

[Alias("bench-steps")]
public interface ISteps : IGrainWithStringKey
{
    [Alias("step"), Needs(Role.House)]
    Task<Answer> Step(string commandId);

    [Alias("count"), Needs(Role.House)]
    Task<int> Count();
}

/// <summary>A journal of the size of a much-called interview, whose fold costs nothing: what is measured is the house's part.</summary>
[GrainType("bench-steps")]
internal sealed class StepsGrain([PersistentState("journal", "agency")] IPersistentState<Journal<object, StepEvent>> journal, JournalTools tools)
    : JournalGrain<object, StepEvent>(journal, tools), ISteps
{
    private static readonly object Nothing = new();

    protected override object Empty => Nothing;

    protected override object Fold(object state, StepEvent happened) => state;

    public Task<Answer> Step(string commandId) => DecideAsync(commandId, (_, at) => Decision.All<StepEvent>(JournalBench.Example(at, Events.Count)));

    public Task<int> Count() => Task.FromResult(Events.Count);
}

/// <summary>Durable commands on journals of 100 events beside raw group-committed upserts of the same bytes at the same concurrency.</summary>
internal static class JournalBench
{
    private const int EventsEach = 100;
    private const int Touched = 3_200;
    private const int Writes = 9_600;
    private const int Visits = Writes / Touched;
    private const int Rounds = 5;
    private const int Many = 100_000;
    private const int EventsOfOthers = 8;

    public static StepEvent.Stepped Example(Instant at, int number) => new(at, "maya", $"number-{number % 4}", "voicemailLeft", number);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bench-journals-").FullName;
        try
        {
            await MeasureAsync(Path.Combine(folder, "few"), Touched);
            await MeasureAsync(Path.Combine(folder, "many"), Many);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int existing)
    {
        await using var store = Stores.Embedded(folder, "agency");
        using var raw = new RawUpserts(Path.Combine(folder, "raw.db"));
        // Every journal of those touched sees the same writes: these are its bytes after each of them.
        var after = Enumerable.Range(0, 1 + (1 + Rounds) * Visits).Select(steps => JournalOf(EventsEach + steps, steps)).ToArray();
        var (bytes, small) = (after[0], JournalOf(EventsOfOthers, 0));
        foreach (var part in Enumerable.Range(0, existing).Chunk(2_000))
            await Task.WhenAll(part.Select(async n => await store.Documents.WriteAsync($"journal|bench-steps|{RawUpserts.KeyOf(n)}", n < Touched ? bytes : small, null)));
        raw.Fill(existing, small);
        raw.Fill(Touched, bytes);
        var stored = await StoreAloneAsync(store, after);
        using var host = await StartAsync(store);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var activating = await Line.SecondsAsync(RawUpserts.Concurrency, Touched / RawUpserts.Concurrency, async (writer, done) =>
        {
            Caller.House.Enter();
            await grains.GetGrain<ISteps>(RawUpserts.KeyOf(Number(writer, done))).Count();
        });
        List<double> queued = [], commands = [], rawUse = [], commandUse = [];
        for (var round = 0; round < Rounds; round++)
        {
            var name = round;
            var used = Environment.CpuUsage.TotalTime;
            queued.Add(Writes / await raw.QueuedAsync(Writes, (writer, done) => (Number(writer, done), after[1 + (1 + name) * Visits + Visit(done)])));
            rawUse.Add((Environment.CpuUsage.TotalTime - used).TotalMicroseconds / Writes);
            used = Environment.CpuUsage.TotalTime;
            commands.Add(Writes / await Line.SecondsAsync(RawUpserts.Concurrency, Writes / RawUpserts.Concurrency, async (writer, done) =>
            {
                Caller.House.Enter();
                var answer = await grains.GetGrain<ISteps>(RawUpserts.KeyOf(Number(writer, done))).Step($"{name}-{writer}-{done}");
                if (!answer.Ok) throw new UnreachableException(answer.Refusal);
            }));
            commandUse.Add((Environment.CpuUsage.TotalTime - used).TotalMicroseconds / Writes);
        }
        await host.StopAsync();
        Line.Print("journal.durable-commands", new
        {
            journals = existing, events = EventsEach, bytes = bytes.Length, concurrency = RawUpserts.Concurrency, rawPerSecond = Line.Median(queued),
            storePerSecond = stored, commandsPerSecond = Line.Median(commands), ratio = Math.Round(Line.Median(commands) / Line.Median(queued), 3), rawProcessorMicroseconds = Line.Median(rawUse), commandProcessorMicroseconds = Line.Median(commandUse), openedPerSecond = Math.Round(Touched / activating),
        });
    }

    private static int Number(int writer, int done) => writer * (Touched / RawUpserts.Concurrency) + done % (Touched / RawUpserts.Concurrency);

    /// <summary>How often the writer has been at this journal before.</summary>
    private static int Visit(int done) => done / (Touched / RawUpserts.Concurrency);

    /// <summary>The same documents through the store without grains: what of the difference is the store's.</summary>
    private static async Task<double> StoreAloneAsync(OpenStore store, byte[][] after)
    {
        static string Key(int number) => $"journal|bench-steps|{RawUpserts.KeyOf(number)}";
        var etags = new string[Touched];
        for (var n = 0; n < Touched; n++) etags[n] = (await store.Documents.ReadAsync(Key(n)))!.ETag;
        var seconds = await Line.SecondsAsync(RawUpserts.Concurrency, Writes / RawUpserts.Concurrency, async (writer, done) =>
        {
            var number = Number(writer, done);
            etags[number] = await store.Documents.WriteAsync(Key(number), after[1 + Visit(done)], etags[number]);
        });
        return Math.Round(Writes / seconds);
    }

    private static async Task<IHost> StartAsync(OpenStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddGrains(store.Documents, new TimeProviderClock(TimeProvider.System));
        builder.Services.AddEngine(options =>
        {
            options.Assemblies.Add(typeof(JournalBench).Assembly);
            options.Among = static type => type.Namespace == typeof(JournalBench).Namespace;
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static byte[] JournalOf(int events, int commands)
    {
        var at = Instant.FromUtc(2026, 11, 24, 9, 30);
        var lines = Enumerable.Range(0, events).Select(n => JsonSerializer.Serialize<StepEvent>(Example(at + Duration.FromHours(n), n), StoredJson.Options));
        var answered = Enumerable.Range(0, commands).Select(n => $"\"{n}-00-000\"");
        return System.Text.Encoding.UTF8.GetBytes($$"""{"parts":0,"events":[{{string.Join(',', lines)}}],"commands":[{{string.Join(',', answered)}}],"owed":[],"nextOwed":1}""");
    }
}

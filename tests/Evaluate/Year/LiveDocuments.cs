using NodaTime;
using WinLossAgency.Evaluate.Noninterference;
using WinLossAgency.Storage;

namespace WinLossAgency.Evaluate.Year;

/// <summary>
/// One store as one life of the process sees it. Writes may fail before or after they took place, be slow, or be the last
/// thing that this life does; once it is over nothing is answered any more, as when a machine loses power.
/// </summary>
internal sealed class LiveDocuments(MemoryDocuments kept, string name, Life life, YearClock clock, Faults faults, Action<string, ReadOnlyMemory<byte>?>? seen = null) : IDocumentStore
{
    public async ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default)
    {
        if (life.Over) await Never();
        return await kept.ReadAsync(key, cancel);
    }

    public async ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default)
    {
        if (life.Over) await Never();
        var fault = faults.OfWrite(clock.Now);
        if (fault == Mishap.Slow)
        {
            await SlowAsync();
            if (life.Over) await Never();
        }
        if (fault == Mishap.DiesBefore) await DieAsync();
        if (fault == Mishap.FailsBefore) throw new StoreUnavailableException(name, "it was made to fail", null);
        var tag = await kept.WriteAsync(key, bytes, ifMatch, cancel);
        seen?.Invoke(key, bytes);
        if (fault == Mishap.DiesAfter) await DieAsync();
        return fault == Mishap.FailsAfter ? throw new StoreUnavailableException(name, "it was made to fail", null) : tag;
    }

    public async ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default)
    {
        if (life.Over) await Never();
        await kept.DeleteAsync(key, ifMatch, cancel);
        seen?.Invoke(key, null);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (life.Over) await Never();
        await foreach (var key in kept.ListAsync(prefix, cancel)) yield return key;
    }

    private static Task Never() => new TaskCompletionSource().Task;

    private async Task DieAsync()
    {
        life.End();
        await Never();
    }

    private async Task SlowAsync()
    {
        var done = new TaskCompletionSource();
        await using var timer = new LifeClock(clock, life).CreateTimer(_ => done.TrySetResult(), null, faults.HowSlow(), Timeout.InfiniteTimeSpan);
        await done.Task;
    }
}

internal enum Mishap { None, FailsBefore, FailsAfter, Slow, DiesBefore, DiesAfter }

/// <summary>Which write meets which fault: drawn from the seed, in the order of writes.</summary>
internal sealed class Faults(Chance chance, int perMillion)
{
    private readonly Dictionary<Mishap, int> counts = [];

    /// <summary>Nothing goes wrong while the agency is being founded.</summary>
    public bool On { get; set; }

    public int Of(Mishap fault) => counts.GetValueOrDefault(fault);

    public Mishap OfWrite(Instant now)
    {
        if (!On || perMillion == 0 || chance.Below(1_000_000) >= perMillion) return Mishap.None;
        var fault = chance.Below(10) switch { 0 or 1 => Mishap.FailsBefore, 2 => Mishap.FailsAfter, 3 or 4 or 5 => Mishap.Slow, 6 or 7 => Mishap.DiesBefore, _ => Mishap.DiesAfter };
        counts[fault] = Of(fault) + 1;
        return fault;
    }

    /// <summary>One letter in fifty is not taken the first time.</summary>
    public bool CourierRests() => On && perMillion > 0 && chance.Below(50) == 0;

    public TimeSpan HowSlow() => TimeSpan.FromMilliseconds(chance.Between(200, 12_000));
}

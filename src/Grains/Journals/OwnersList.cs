using System.Runtime.CompilerServices;
using NodaTime;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Journals;

/// <summary>An effect that was tried as often as it may be: whose it is, what happened, to whom it is owed, and why it failed last.</summary>
public sealed record StuckEffect(string Grain, string Key, int Number, string To, string Fact, Instant Since, string Error);

/// <summary>
/// What the house owes and could not do. An effect on this list blocks nothing else; taking it off has it tried again
/// within the reminder's five minutes.
/// </summary>
public sealed class OwnersList(IDocumentStore documents)
{
    private const string Prefix = "stuck|";

    public async IAsyncEnumerable<StuckEffect> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var key in documents.ListAsync(Prefix, cancel))
            if (await documents.ReadAsync(key, cancel) is { } stored) yield return HouseJson.Read<StuckEffect>(stored.Bytes.Span);
    }

    public ValueTask TryAgainAsync(StuckEffect effect) => documents.DeleteAsync(KeyOf(effect.Grain, effect.Key, effect.Number));

    internal async Task AddAsync(StuckEffect effect)
    {
        var key = KeyOf(effect.Grain, effect.Key, effect.Number);
        var stored = await documents.ReadAsync(key);
        await documents.WriteAsync(key, HouseJson.Bytes(effect), stored?.ETag);
    }

    internal async Task<bool> HoldsAsync(GrainId grain, int number) => await documents.ReadAsync(KeyOf(grain.Type.ToString()!, grain.Key.ToString()!, number)) is not null;

    internal ValueTask RemoveAsync(GrainId grain, int number) => documents.DeleteAsync(KeyOf(grain.Type.ToString()!, grain.Key.ToString()!, number));

    private static string KeyOf(string type, string key, int number) => $"{Prefix}{type}|{key}|{number:000000}";
}

using System.Collections.Immutable;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Privacy;

/// <summary>The master keys of this program's stores: how many keys each wraps, and their change, one store after the other.</summary>
internal sealed class KeyRing(DeskStores stores)
{
    public async Task<ImmutableArray<(string Seals, int Wrapped)>> LookAsync(CancellationToken stop)
    {
        var all = ImmutableArray.CreateBuilder<(string, int)>();
        foreach (var (name, keys) in stores.Keyed) all.Add((WordsOf(name), await keys.WrappedAsync(stop)));
        return all.ToImmutable();
    }

    /// <summary>Returns how many keys were wrapped anew. Broken off in the middle it is simply done again.</summary>
    public async Task<int> ChangeAsync(CancellationToken stop)
    {
        var wrapped = 0;
        foreach (var (_, keys) in stores.Keyed) wrapped += await keys.RotateMasterAsync(stop);
        return wrapped;
    }

    private static string WordsOf(string store) => store switch
    {
        "people" => "What we know of people: dossiers, deal lists, mails",
        "transcripts" => "Words on record, codings, drafts",
        "vault" => "What was said in confidence",
        _ => "Sessions of this program",
    };
}

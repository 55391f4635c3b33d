using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.People;

/// <summary>Somebody who was erased: every key they were met under, the keyed hashes that find them, the cases that were theirs. No word.</summary>
internal sealed record ErasedPerson(string Person, ImmutableArray<string> Others, ImmutableArray<string> Marks, ImmutableArray<string> Interviews, Instant At);

/// <summary>Who was erased, kept apart from every store that is backed up: whatever is restored, this list is played over it at the next start.</summary>
internal sealed class ErasureList(AgencyStores stores)
{
    private const string Prefix = "erased|";

    /// <summary>Adds to what stands there: after a restore less may be known of a person than when they were erased.</summary>
    public async Task NoteAsync(ErasedPerson erased)
    {
        while (true)
        {
            var stored = await stores.Erasures.ReadAsync(Prefix + erased.Person);
            var known = stored is null ? erased : Read(stored) is var before ? before with
            {
                Others = [.. before.Others.Union(erased.Others)], Marks = [.. before.Marks.Union(erased.Marks)], Interviews = [.. before.Interviews.Union(erased.Interviews)],
            } : erased;
            try
            {
                await stores.Erasures.WriteAsync(Prefix + erased.Person, HouseJson.Bytes(known), stored?.ETag);
                return;
            }
            catch (EtagMismatchException)
            {
                // Somebody else noted the same person; add to what they wrote.
            }
        }
    }

    public async Task<ErasedPerson?> FindAsync(string person) => await stores.Erasures.ReadAsync(Prefix + person) is { } stored ? Read(stored) : null;

    public async IAsyncEnumerable<ErasedPerson> AllAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var key in stores.Erasures.ListAsync(Prefix, stop))
            if (await stores.Erasures.ReadAsync(key, stop) is { } stored) yield return Read(stored);
    }

    private static ErasedPerson Read(StoredDocument stored) => HouseJson.Read<ErasedPerson>(stored.Bytes.Span);
}

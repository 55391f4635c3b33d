using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Calls;

namespace WinLossAgency.Agency.Calls;

/// <summary>
/// Finds who is on the line among a team's cases. Names are read from the sealed dossiers when first asked and held in
/// memory only; an erased person falls out when their case next changes.
/// </summary>
internal sealed class CallerIndex(AgencyStores stores)
{
    private const int WordsMin = 2;
    private readonly ConcurrentDictionary<string, (int Version, Entry? Entry)> known = new();

    private sealed record Entry(string Name, string Company, ImmutableArray<string> Words, ImmutableArray<string> LastDigits);

    public async Task<ImmutableArray<FoundCaller>> FindAsync(IEnumerable<InterviewCard> cards, string words)
    {
        var wanted = Folded(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || wanted.Sum(w => w.Length) < WordsMin) return [];
        var found = ImmutableArray.CreateBuilder<FoundCaller>();
        foreach (var card in cards.OrderBy(c => c.Interview, StringComparer.Ordinal))
        {
            if (await EntryAsync(card) is not { } entry || !wanted.All(w => Fits(entry, w))) continue;
            found.Add(new FoundCaller(card.Interview, entry.Name, entry.Company, card.Status));
            if (found.Count == ICallQueue.FoundMax) break;
        }
        return found.ToImmutable();
    }

    private async ValueTask<Entry?> EntryAsync(InterviewCard card)
    {
        if (known.TryGetValue(card.Interview, out var held) && held.Version == card.Version) return held.Entry;
        Entry? entry = null;
        if (card.Person.Length > 0 && await stores.People.ReadAsync<DossierFile>(PeopleSubjects.Of(card.Person), "dossier") is { } file)
            entry = new Entry(file.Name, file.Company, [.. Folded($"{file.Name} {file.Company}").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                [.. file.Phones.Select(p => new string([.. p.E164.Where(char.IsAsciiDigit)])).Where(d => d.Length >= 4).Select(d => d[^4..])]);
        known[card.Interview] = (card.Version, entry);
        return entry;
    }

    private static bool Fits(Entry entry, string word) =>
        entry.Words.Any(w => w.StartsWith(word, StringComparison.Ordinal)) || word.Length == 4 && entry.LastDigits.Contains(word);

    /// <summary>Lower case without accents: callers spell their names as they like.</summary>
    private static string Folded(string words)
    {
        var plain = new StringBuilder(words.Length);
        foreach (var c in words.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return plain.ToString();
    }
}

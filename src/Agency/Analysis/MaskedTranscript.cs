using System.Collections.Immutable;
using System.Text;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Agency.Analysis;

/// <summary>
/// A transcript with what the machine would mask in it and what a person decided. Masks are looked for in the whole text at
/// once, so that one person keeps one name in brackets through all of it.
/// </summary>
internal sealed class MaskedTranscript
{
    private readonly OnRecordTranscript transcript;
    private readonly ImmutableArray<ImmutableArray<MaskChip>> chips;

    private MaskedTranscript(OnRecordTranscript transcript, ImmutableArray<ImmutableArray<MaskChip>> chips) => (this.transcript, this.chips) = (transcript, chips);

    public int Open => chips.Sum(turn => turn.Count(c => c.Decided is null));

    public static MaskedTranscript Of(OnRecordTranscript transcript, Dossier dossier, MaskFile decisions)
    {
        var spans = Masker.Find(string.Join('\n', transcript.Turns.Select(t => t.Words)), dossier);
        var turns = ImmutableArray.CreateBuilder<ImmutableArray<MaskChip>>();
        var from = 0;
        foreach (var turn in transcript.Turns)
        {
            turns.Add(ChipsOf(turn.Words, spans.Where(s => s.Start < from + turn.Words.Length && s.End > from).Select(s => s with
            {
                Start = Math.Max(0, s.Start - from), End = Math.Min(turn.Words.Length, s.End - from),
            }), decisions));
            from += turn.Words.Length + 1;
        }
        return new MaskedTranscript(transcript, turns.ToImmutable());
    }

    public ImmutableArray<MaskChip> ChipsIn(int turn) => chips[turn - 1];

    public IEnumerable<MaskChip> Waiting() => chips.SelectMany(turn => turn).Where(c => c.Decided is null);

    /// <summary>Masks within the range that nobody has confirmed, and those that the range would cut in two.</summary>
    public ImmutableArray<MaskChip> Unsettled(TurnRange range) =>
        [.. ChipsIn(range.Turn).Where(c => range.Overlaps(c.Start, c.End) && (c.Decided is null || c.Start < range.Start || c.End > range.End))];

    /// <summary>The quote's words with every mask in place. Call only where nothing is unsettled.</summary>
    public string Read(Quote quote)
    {
        var (said, at) = (quote.Said(), quote.At);
        var masked = new StringBuilder(said.Length);
        var from = at.Start;
        foreach (var chip in ChipsIn(at.Turn).Where(c => at.Overlaps(c.Start, c.End)))
        {
            var (start, end) = (Math.Max(chip.Start, at.Start), Math.Min(chip.End, at.End));
            masked.Append(said, from - at.Start, start - from).Append(chip.Wording);
            from = end;
        }
        return masked.Append(said, from - at.Start, at.End - from).ToString();
    }

    /// <summary>What masking needs to know of one buyer.</summary>
    public static Dossier DossierOf(MaskingDossier known) => new()
    {
        People = [.. Told(known.Dossier.Name).Select(name => new KnownPerson(name, Relation.Respondent)), .. known.Dossier.Colleagues.SelectMany(c => c.Split('=', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(c => new KnownPerson(c, Relation.Colleague))],
        Companies = Told(known.Dossier.Company, known.Deal.Account),
        Titles = Told(known.Dossier.Role),
        Emails = known.Dossier.Emails,
        Phones = [.. known.Dossier.Phones.Select(p => p.E164)],
        Places = Told(known.Dossier.City),
        Keep = known.Keep,
    };

    private static ImmutableArray<string> Told(params ReadOnlySpan<string> words)
    {
        var told = ImmutableArray.CreateBuilder<string>();
        foreach (var word in words)
            if (word.Trim().Length > 0 && !told.Contains(word)) told.Add(word);
        return told.ToImmutable();
    }

    private static ImmutableArray<MaskChip> ChipsOf(string words, IEnumerable<MaskSpan> suggested, MaskFile decisions)
    {
        var found = new List<MaskChip>();
        foreach (var added in decisions.Decisions.Where(d => d.Choice == MaskChoice.Added).OrderByDescending(d => d.Words.Length).ThenBy(d => d.Words, StringComparer.Ordinal))
            foreach (var (start, end) in Everywhere(words, added.Words))
                if (Free(found, start, end)) found.Add(new MaskChip(start, end, words[start..end], added.Wording, MaskChoice.Added, "masked by hand"));
        foreach (var span in suggested)
        {
            if (!Free(found, span.Start, span.End)) continue;
            var said = words[span.Start..span.End];
            var decided = decisions.For(said);
            // What the dossier holds stays masked whatever was chosen, and asks to be answered again.
            if (decided?.Choice == MaskChoice.NotAName && span.Known) decided = null;
            if (decided?.Choice == MaskChoice.NotAName) continue;
            found.Add(new MaskChip(span.Start, span.End, said, decided?.Wording is { Length: > 0 } wording ? wording : span.Replacement, decided?.Choice, span.Reason));
        }
        return [.. found.OrderBy(c => c.Start)];
    }

    private static bool Free(List<MaskChip> found, int start, int end) => found.TrueForAll(c => c.End <= start || c.Start >= end);

    private static IEnumerable<(int Start, int End)> Everywhere(string words, string sought)
    {
        for (var at = words.IndexOf(sought, StringComparison.OrdinalIgnoreCase); at >= 0; at = words.IndexOf(sought, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + sought.Length;
            if ((at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (end == words.Length || !char.IsLetterOrDigit(words[end]))) yield return (at, end);
        }
    }
}

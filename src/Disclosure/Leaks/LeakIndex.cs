using System.Collections.Immutable;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// The asides of one engagement, ready to be compared with the sentences of a report (DOMAIN 9.6). Built once, then read by any
/// number of threads. Runs of the same words block at once; everything else is evidence of several kinds (see
/// <see cref="LeakFeatures"/>), gathered after disguises are lifted and light paraphrase is folded, and made into one score.
/// </summary>
public sealed class LeakIndex
{
    /// <summary>From here on a sentence is held as a leak.</summary>
    public const double BlockThreshold = 0.5;

    /// <summary>From here on a sentence is near enough that a person must look at it.</summary>
    public const double ReviewThreshold = 0.25;

    /// <summary>This many words in a row, as they stand, always block.</summary>
    public const int RunAlways = 8;

    /// <summary>Shorter sentences are also read together until they come to so many words.</summary>
    private const int WordsTogether = 16;

    private readonly ImmutableArray<string> ids;
    private readonly AsideBook book;
    private readonly WordRuns runs = new(RunAlways);
    private readonly Unscrambler unscrambler = new();

    public LeakIndex(IEnumerable<Aside> asides)
    {
        ArgumentNullException.ThrowIfNull(asides);
        var read = new List<(string Id, List<string> Clean)>();
        foreach (var aside in asides)
        {
            var text = SpokenText.Of(aside.Text);
            foreach (var view in text.Views) unscrambler.Learn(view);
            foreach (var view in text.Views) runs.Add(view, read.Count);
            read.Add((aside.Id, text.Clean));
        }
        ids = [.. read.Select(r => r.Id)];
        book = new AsideBook(read);
    }

    /// <summary>Compares one sentence with every aside.</summary>
    public LeakVerdict Check(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var text = Read(sentence);
        if (FindRun(text) is { } copied) return new LeakVerdict(1, ids[copied]);
        return Nearest(text.Clean) is { } nearest ? new LeakVerdict(nearest.Score, nearest.Id) : default;
    }

    /// <summary>
    /// The verdict of each sentence, in order. Each is also read with those after it until there are words enough to compare:
    /// neither full stops nor fields may cut a leak into pieces that pass.
    /// </summary>
    /// <param name="cleared">Asked of whatever is about to be held, in the words that hold it; true lets these very words pass.</param>
    public ImmutableArray<LeakVerdict> CheckAll(IReadOnlyList<string> sentences, Func<string, LeakVerdict, bool>? cleared = null)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        LeakVerdict[] verdicts = [.. sentences.Select(s => Check(s) is var verdict && IsCleared(s, verdict) ? default : verdict)];
        int[] words = [.. sentences.Select(s => s.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)];
        for (var from = 0; from + 1 < verdicts.Length; from++)
        {
            var to = from + 1;
            for (var together = words[from] + words[to]; together < WordsTogether && to + 1 < verdicts.Length;) together += words[++to];
            if (verdicts.AsSpan(from, to + 1 - from).ToArray().Any(v => v.Blocks) || Joined(from, to) is not { Blocks: true } whole) continue;
            // Only what the leak needs is held: innocent sentences at either end go free. A copied run is not innocent because what is left blocks too.
            var first = from;
            while (first < to && AsStrong(Joined(first + 1, to))) first++;
            while (to > first && AsStrong(Joined(first, to - 1))) to--;
            var held = Joined(first, to);
            if (!IsCleared(Together(first, to), held)) verdicts.AsSpan(first, to + 1 - first).Fill(held);

            bool AsStrong(LeakVerdict part) => part.Blocks && (part.Copied || !whole.Copied);
        }
        return [.. verdicts];

        string Together(int first, int last) => string.Join(' ', sentences.Skip(first).Take(last + 1 - first));
        LeakVerdict Joined(int first, int last) => Check(Together(first, last));
        bool IsCleared(string words, LeakVerdict verdict) => verdict.Held && cleared?.Invoke(words, verdict) == true;
    }

    /// <summary>Every aside for which a sentence would be held, the nearest first: who clears it has to have seen them all.</summary>
    public ImmutableArray<LeakVerdict> Near(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var text = Read(sentence);
        var near = new Dictionary<string, double>();
        foreach (var (_, score, id) in Compared(text.Clean)) near[id] = Math.Max(score, near.GetValueOrDefault(id));
        if (FindRun(text) is { } copied) near[ids[copied]] = 1;
        return [.. near.Select(n => new LeakVerdict(n.Value, n.Key)).Where(v => v.Held).OrderByDescending(v => v.Score).ThenBy(v => v.AsideId, StringComparer.Ordinal)];
    }

    /// <summary>The sentences of a text that block, in order.</summary>
    public ImmutableArray<LeakSpan> CheckText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = Sentences.Of(text).ToArray();
        var verdicts = CheckAll(Array.ConvertAll(sentences, s => text[s.Start..s.End]));
        return [.. sentences.Zip(verdicts, (s, v) => new LeakSpan(s.Start, s.End, v)).Where(s => s.Verdict.Blocks)];
    }

    /// <summary>The evidence behind the score of a sentence, or nothing where no aside shares a telling word.</summary>
    internal LeakFeatures FeaturesOf(string sentence) => Nearest(Read(sentence).Clean)?.Features ?? default;

    /// <summary>The evidence for every aside worth a look.</summary>
    internal IEnumerable<(string Id, LeakFeatures Features)> Looks(string sentence) => Compared(Read(sentence).Clean).Select(c => (c.Id, c.Features));

    /// <summary>Whether a run alone holds the sentence.</summary>
    internal bool Copied(string sentence) => FindRun(Read(sentence)) is not null;

    private int? FindRun(SpokenText text) => text.Views.Select(runs.Find).FirstOrDefault(found => found is not null);

    private (LeakFeatures Features, double Score, string Id)? Nearest(List<string> words)
    {
        (LeakFeatures Features, double Score, string Id)? best = null;
        foreach (var one in Compared(words))
            if (best is null || one.Score > best.Value.Score) best = one;
        return best;
    }

    private IEnumerable<(LeakFeatures Features, double Score, string Id)> Compared(List<string> words) =>
        from part in AsideBook.Parts(words)
        from look in new Evidence(book, book.Read(part)).Look()
        select (look.Features, LeakModel.Score(look.Features), ids[look.Aside]);

    private SpokenText Read(string sentence)
    {
        var text = SpokenText.Of(sentence);
        foreach (var view in text.Views) unscrambler.Restore(view);
        return text;
    }
}

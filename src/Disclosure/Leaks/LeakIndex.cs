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
    public ImmutableArray<LeakVerdict> CheckAll(IReadOnlyList<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        LeakVerdict[] verdicts = [.. sentences.Select(Check)];
        int[] words = [.. sentences.Select(s => s.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)];
        for (var from = 0; from + 1 < verdicts.Length; from++)
        {
            var to = from + 1;
            for (var together = words[from] + words[to]; together < WordsTogether && to + 1 < verdicts.Length;) together += words[++to];
            if (verdicts.AsSpan(from, to + 1 - from).ToArray().Any(v => v.Blocks) || !Joined(from, to).Blocks) continue;
            // Only what the leak needs is held: innocent sentences at either end go free.
            var first = from;
            while (first < to && Joined(first + 1, to).Blocks) first++;
            while (to > first && Joined(first, to - 1).Blocks) to--;
            verdicts.AsSpan(first, to + 1 - first).Fill(Joined(first, to));
        }
        return [.. verdicts];

        LeakVerdict Joined(int first, int last) => Check(string.Join(' ', sentences.Skip(first).Take(last + 1 - first)));
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

    /// <summary>Whether a run alone holds the sentence.</summary>
    internal bool Copied(string sentence) => FindRun(Read(sentence)) is not null;

    private int? FindRun(SpokenText text) => text.Views.Select(runs.Find).FirstOrDefault(found => found is not null);

    private (LeakFeatures Features, double Score, string Id)? Nearest(List<string> words)
    {
        (LeakFeatures Features, double Score, string Id)? best = null;
        foreach (var part in AsideBook.Parts(words))
            foreach (var (aside, features) in new Evidence(book, book.Read(part)).Look())
                if (LeakModel.Score(features) is var score && (best is null || score > best.Value.Score)) best = (features, score, book.Asides[aside].Id);
        return best;
    }

    private SpokenText Read(string sentence)
    {
        var text = SpokenText.Of(sentence);
        foreach (var view in text.Views) unscrambler.Restore(view);
        return text;
    }
}

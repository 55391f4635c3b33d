using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Agency.Reports;

/// <summary>Every light but the last, each a pure reading of the material. The last, the second person, is <see cref="Second"/>.</summary>
internal static partial class GateChecks
{
    private const string WroteToUs = "Its buyer wrote to us after their call, and nobody has read it yet.";
    private static readonly string[] Numbers = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public static ImmutableArray<Light> All(ReportMaterial material, ImmutableArray<NumberedSentence> sentences, ImmutableArray<Verdict> verdicts) =>
        [Names(material, sentences), Levels(material, sentences), Leak(material, sentences, verdicts), TooFew(material, sentences), Recognisable(material, sentences)];

    public static Light Second(ReportState state, string? viewer) => state.Stage switch
    {
        ReportStage.Empty or ReportStage.Draft => new(GateLight.SecondPerson, LightState.Waits, "waits until the report is proposed", []),
        ReportStage.Proposed when state.ProposedBy == viewer => new(GateLight.SecondPerson, LightState.Waits, "waits for a colleague: you proposed it, another analyst of this engagement approves it", []),
        ReportStage.Proposed => new(GateLight.SecondPerson, LightState.Waits, "waits for your approval", []),
        _ => new(GateLight.SecondPerson, LightState.Clear, "clear, proposed and approved by two people", []),
    };

    private static Light Names(ReportMaterial material, ImmutableArray<NumberedSentence> sentences)
    {
        var stops = new List<Stop>();
        foreach (var sentence in sentences)
        {
            var quote = material.Quotes.FirstOrDefault(q => q.Path == sentence.Path);
            foreach (var span in Masker.FindInReport(sentence.Words, material.Everyone))
            {
                // Roles are the recognition test's: whether a role points at somebody hangs on the list, not on the word.
                if (span.Label == MaskLabel.Title || InBrackets(sentence.Words, span)) continue;
                // Period and title are the client's own: the quarter its list is about.
                if (span.Label == MaskLabel.Date && sentence.Path is "period" or ReportMaterial.TitlePath) continue;
                var said = sentence.Words[span.Start..span.End];
                // In a quote the masks were answered one by one; in written text only what narrows the circle can be waved through, never what names somebody.
                var cleared = quote?.NotNames ?? (span.Kind == MaskKind.Quasi ? material.Draft.NotNames : []);
                if (!span.Known && cleared.Contains(said, StringComparer.OrdinalIgnoreCase)) continue;
                stops.Add(At(sentence, $"\"{said}\" looks like {KindOf(span.Label)} ({span.Reason}).", span.Kind == MaskKind.Direct ? $"Write {span.Replacement} instead" : $"Write it more widely, or mark \"{said}\" as not a name"));
            }
        }
        foreach (var quote in material.Quotes.Where(q => q.Unsettled > 0))
            stops.Add(new Stop(NumberOf(sentences, quote.Path), quote.Path, quote.Where, "Masks in this quote are not confirmed.", "Open the interview and answer them"));
        return Of(GateLight.Names, stops, "clear, every sentence searched");
    }

    private static Light Levels(ReportMaterial material, ImmutableArray<NumberedSentence> sentences)
    {
        var stops = new List<Stop>();
        foreach (var q in material.Quotes)
        {
            var number = NumberOf(sentences, q.Path);
            if (q.Unread) stops.Add(new Stop(number, q.Path, q.Where, WroteToUs, "Wait until the privacy officer has dealt with it, or leave the quote for the next report"));
            else if (q.WaitsUntil is { } until) stops.Add(new Stop(number, q.Path, q.Where, $"Its buyer may still answer, until {Day(until, q.WaitsIn)}.", "Wait for them, or leave the quote for the next report"));
            if (q.Quote is null) stops.Add(new Stop(number, q.Path, q.Where, "These words no longer stand on record.", "Take the quote out"));
            else if (q.Level < q.Allowed || !Domain.Analysis.Levels.MayBeQuoted(q.Level))
                stops.Add(new Stop(number, q.Path, q.Where, $"Leaves as {Domain.Analysis.Levels.Words(q.Level).ToLowerInvariant()}; what was agreed is {Domain.Analysis.Levels.Words(q.Allowed).ToLowerInvariant()}.",
                    Domain.Analysis.Levels.MayBeQuoted(q.Allowed) ? $"Keep it as {Domain.Analysis.Levels.Words(q.Allowed).ToLowerInvariant()}" : "Tell it in your own words, or take it out"));
        }
        // Whoever took everything back would be counted no more, coded or behind a point. A correction tells no new voice, and is urgent.
        if (material.Draft.Correction is null)
            foreach (var interview in material.Unread.Where(i => (material.Codings.Any(c => c.Interview == i) || material.Draft.Findings.Any(f => !f.Themes.IsEmpty)) && material.Quotes.All(q => q.Ref.Interview != i)))
                stops.Add(new Stop(0, "", $"Interview {material.Held.IndexOf(interview) + 1}, which is counted", WroteToUs, "Wait until the privacy officer has dealt with it"));
        for (var i = 0; i < material.Draft.Findings.Length; i++)
            foreach (var _ in material.Draft.Findings[i].Themes.Where(t => material.Themes.All(p => p.Key != t)))
                stops.Add(new Stop(NumberOf(sentences, $"findings/{i}/claim"), $"findings/{i}/claim", $"Finding {i + 1}, claim", "Rests on a point that may not be told any more.", "Untick the point, or take the finding out"));
        return Of(GateLight.Levels, stops, "clear, none above what was agreed");
    }

    private static Light Leak(ReportMaterial material, ImmutableArray<NumberedSentence> sentences, ImmutableArray<Verdict> verdicts)
    {
        if (verdicts.IsEmpty && !sentences.IsEmpty)
            return new Light(GateLight.Leak, LightState.Waits, "not checked: you have asked as often this hour as anybody may. Ask again later, or let a colleague ask", []);
        // Why a sentence is held is seen in the reading room only; here it is held and no more.
        var stops = sentences.Where((s, i) => i >= verdicts.Length || verdicts[i] == Verdict.Held)
            .Select(s => At(s, "Held: too near to something said in confidence.", "Say it otherwise, or let a second person look at it in the reading room"));
        // Nothing is near to what is no more: green would only say that there was nothing left to compare with.
        var gone = sentences.Where(material.CannotBeCompared)
            .Select(s => At(s, $"Cannot be compared: what was said in confidence was destroyed {material.View.SetUp.RawDays} days after the readout.", "Use words of a report that is out already, or leave it out"));
        return Of(GateLight.Leak, [.. stops, .. gone], material.OnlyTold is null ? "clear, checked against every aside" : "clear, every sentence stood in an earlier report; what was said in confidence is destroyed");
    }

    private static Light TooFew(ReportMaterial material, ImmutableArray<NumberedSentence> sentences)
    {
        var stops = new List<Stop>();
        var figures = material.Figures();
        if (figures.Interviews < material.K) stops.Add(new Stop(0, "", "The whole report", $"{figures.Interviews} {(figures.Interviews == 1 ? "interview is" : "interviews are")} coded; a report needs {material.K}.", "Close more codings first"));
        for (var i = 0; i < material.Draft.Findings.Length; i++)
        {
            var (finding, path, where) = (material.Draft.Findings[i], $"findings/{i}/claim", $"Finding {i + 1}, claim");
            var voices = figures.Voices(finding);
            if (!finding.WeAlsoHeard && SmallCellOrNone(voices, material.K))
                stops.Add(new Stop(NumberOf(sentences, path), path, where, finding.Reasons.IsEmpty && finding.Themes.IsEmpty ? "Rests on no reason." : "Too few buyers stand behind it to count.", "Tell it as \"we also heard\""));
            if (finding.WeAlsoHeard && finding.Firmness != Domain.Reports.Firmness.Heard)
                stops.Add(new Stop(NumberOf(sentences, path), path, where, "What we also heard is never firm.", "Set it to heard"));
        }
        foreach (var sentence in sentences.Where(s => !s.Path.Contains("/quotes/", StringComparison.Ordinal) && !s.Path.StartsWith("leftOut/", StringComparison.Ordinal)))
        {
            foreach (var count in SpokenCounts.Find(sentence.Words))
            {
                var said = sentence.Words[count.Start..count.End];
                var isRatio = count.OutOf is not null && said.Contains(" in ", StringComparison.OrdinalIgnoreCase);
                if (!isRatio && (SmallCell.IsSmall(count.Count, material.K) || (count.OutOf is { } whole && SmallCell.IsSmall(whole - count.Count, material.K))))
                    stops.Add(At(sentence, $"\"{said}\" tells a count below {material.K}.", "Write \"we also heard\" and no number"));
                else if (count.OutOf is not null && figures.Interviews < SmallCell.PercentFrom)
                    stops.Add(At(sentence, $"\"{said}\": below {SmallCell.PercentFrom} interviews words stand for shares.", "Write most, about half or some"));
            }
            if (figures.Interviews < SmallCell.PercentFrom && Percent().Match(sentence.Words) is { Success: true } percent)
                stops.Add(At(sentence, $"\"{percent.Value}\": below {SmallCell.PercentFrom} interviews words stand for shares.", "Write most, about half or some"));
        }
        return Of(GateLight.TooFew, stops, $"clear, no count under {(material.K < Numbers.Length ? Numbers[material.K] : material.K)}");
    }

    private static Light Recognisable(ReportMaterial material, ImmutableArray<NumberedSentence> sentences)
    {
        var stops = new List<Stop>();
        foreach (var q in material.Quotes.Where(q => q.Quote is not null))
            if (material.Crowd.Quote(q.Path, q.Masked, q.By, q.Side) is { Passes: false } fit)
                stops.Add(Narrow(fit, NumberOf(sentences, q.Path), q.Path, q.Where, material.K, "Take the quote out, or mask what points at one company"));
        for (var i = 0; i < material.Draft.Findings.Length; i++)
            if (material.Crowd.Finding(material.Draft.Findings[i], $"findings/{i}/{DraftText.RegionsEnd}") is { Passes: false } fit)
                stops.Add(Narrow(fit, NumberOf(sentences, $"findings/{i}/claim"), $"findings/{i}/claim", $"Finding {i + 1}, claim", material.K, "Speak of a wider group") with { What = $"Speaks of {Deals(fit.Fitting)}; {material.K} are needed." });
        foreach (var sentence in sentences.Where(s => !s.Path.Contains("/quotes/", StringComparison.Ordinal)))
            if (material.Crowd.Sentence(sentence.Path, sentence.Words) is { Passes: false } fit)
                stops.Add(Narrow(fit, sentence.Number, sentence.Path, sentence.Where, material.K, "Speak of a wider group"));
        return Of(GateLight.Recognisable, stops, "clear, every passage fits enough deals");
    }

    private static Stop Narrow(CrowdFit fit, int number, string path, string where, int k, string otherwise) =>
        new(number, path, where, $"Fits {Deals(fit.Fitting)}; {k} are needed.", fit.Instead.IsEmpty ? otherwise : $"{fit.Mending}, fits {fit.Then}") { Instead = fit.Instead };

    private static bool SmallCellOrNone(int voices, int k) => voices == 0 || SmallCell.IsSmall(voices, k);

    private static Light Of(GateLight which, IEnumerable<Stop> found, string clear)
    {
        ImmutableArray<Stop> stops = [.. found];
        return stops.IsEmpty ? new Light(which, LightState.Clear, clear, []) : new Light(which, LightState.Stops, stops.Length == 1 ? "stops it" : $"stops it in {stops.Length} places", stops);
    }

    private static Stop At(NumberedSentence s, string what, string mending) => new(s.Number, s.Path, s.Where, what, mending);

    private static int NumberOf(ImmutableArray<NumberedSentence> sentences, string path) => sentences.FirstOrDefault(s => s.Path == path)?.Number ?? 0;

    private static string Day(NodaTime.Instant at, string zone)
    {
        var place = NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? NodaTime.DateTimeZone.Utc;
        return $"{at.InZone(place).ToString("ddd d MMM HH:mm", System.Globalization.CultureInfo.InvariantCulture)} {Domain.Calls.DemoMoves.PlaceName(place.Id)}";
    }

    private static string Deals(int n) => n == 1 ? "1 deal" : $"{n} deals";

    private static bool InBrackets(string words, MaskSpan span) =>
        words.LastIndexOf('[', Math.Min(span.Start, words.Length - 1)) is >= 0 and var open && words.IndexOf(']', open) is var close && close >= span.End - 1
        && Masker.IsReplacement(words[open..(close + 1)]);

    private static string KindOf(MaskLabel label) => label switch
    {
        MaskLabel.Person => "a person",
        MaskLabel.Organization => "a company",
        MaskLabel.Place => "a place",
        MaskLabel.Date => "a date",
        MaskLabel.Amount => "an amount",
        MaskLabel.Descriptor => "words that point at one company",
        _ => "an address or number",
    };

    [GeneratedRegex(@"\b\d+(?:[.,]\d+)?\s*(?:%|per\s?cent\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Percent();
}

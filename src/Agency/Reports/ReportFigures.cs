using System.Collections.Immutable;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Agency.Reports;

/// <summary>Every share of a report as it may be told: words below thirty interviews, too few below k, and never the number behind them.</summary>
internal sealed class ReportFigures(ImmutableArray<CodedCase> cases, CodeBook book, int k, ImmutableArray<PassedTheme> themes)
{
    public const string TooFew = "too few to show";
    private const int BarsMax = 5;
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    public int Interviews { get; } = Counting.Base(cases, null);

    /// <summary>"most", "62%", or too few to show; nobody and a few look the same.</summary>
    public string Share(int voices, Side? side)
    {
        var all = Counting.Base(cases, side);
        return all < k || voices < k ? TooFew : ShareWords.Of(voices, all, k).Text;
    }

    public string Share(string reason, Sign sign, Side side) => Share(VoicesOf(reason, sign, side), side);

    /// <summary>The first reasons of a side, with a bar each; what is too few stands in one line under them and is not named.</summary>
    public ReasonList List(Side side)
    {
        var title = side == Side.ChoseYou ? "When they chose you" : "When they went elsewhere";
        var sign = Counting.DecidingSign(side);
        var ranked = Counting.Ranked(cases, side, book);
        ImmutableArray<ReasonBar> bars = [.. Told(ranked, side).Take(BarsMax).Select(r => Bar(book.Find(r.Reason)!.Label(sign), Share(r.Voices, side)))];
        if (bars.IsEmpty) return new ReasonList(side, title, [], "Too few buyers to show any reason");
        return new ReasonList(side, title, bars, "Other reasons: further down the list, or too few buyers each to show");
    }

    /// <summary>Every reason of the code book on both sides, in the order of its published words.</summary>
    public FinishedTable Table() => new("Reasons on both sides", ["Reason", "Spoke for you, of those who chose you", "Spoke against you, of those who went elsewhere"],
        [.. book.Reasons.OrderBy(r => r.For, StringComparer.Ordinal).Select(r => new FinishedRow([r.For == r.Against ? r.For : $"{r.For} / {r.Against}",
            Share(r.Key, Sign.For, Side.ChoseYou), Share(r.Key, Sign.Against, Side.WentElsewhere)]))],
        $"Too few to show: fewer than {k} buyers, or none.");

    /// <summary>Where buyers who went elsewhere ranked a reason, or that they were too few to rank it.</summary>
    public string Ranked(string reason)
    {
        var place = Told(Counting.Ranked(cases, Side.WentElsewhere, book), Side.WentElsewhere).Select(r => r.Reason).ToList().IndexOf(reason);
        return place < 0 ? "too few to rank" : Ordinal(place);
    }

    public static string Ordinal(int place) => place < Ordinals.Length ? Ordinals[place] : $"number {place + 1}";

    /// <summary>
    /// Voices behind the reasons, or behind a point from asides where that is more. They are not added up: who said the one in
    /// confidence may have said the other openly.
    /// </summary>
    public int Voices(FindingDraft finding) => themes.Where(t => finding.Themes.Contains(t.Key)).Select(t => t.Count ?? 0).Append(Counting.Voices(cases, finding.Reasons)).Max();

    /// <summary>How firm a finding is, in a sentence.</summary>
    public string Firm(FindingDraft finding)
    {
        var voices = Voices(finding);
        if (finding.WeAlsoHeard || voices < k) return "We also heard this; too few to count.";
        var sides = finding.Reasons.Select(r => r.Side).Distinct().ToArray();
        var side = sides.Length == 1 ? sides[0] : null;
        var share = Share(voices, side);
        if (share == TooFew) return "We also heard this; too few to count.";
        var among = side switch { Side.ChoseYou => "the buyers who chose you", Side.WentElsewhere => "the buyers who went elsewhere", _ => "all the buyers we spoke to" };
        var said = $"{share} of {among}";
        var unasked = Counting.Unasked(cases, finding.Reasons);
        return $"{char.ToUpperInvariant(said[0])}{said[1..]} said so{(unasked >= k && unasked * 2 > voices ? ", and most of them without being asked" : "")}.";
    }

    /// <summary>Unasked, about none of the client's beliefs, and said by enough buyers that "mostly unasked" counts nobody out.</summary>
    public bool Unexpected(FindingDraft finding, ImmutableArray<BeliefDraft> beliefs) =>
        finding.NobodyExpected && Voices(finding) >= k && finding.Reasons.All(r => beliefs.All(b => b.Reason != r.Key)) && Counting.Unasked(cases, finding.Reasons) * 2 > Voices(finding);

    private int VoicesOf(string reason, Sign sign, Side side) => Counting.Of(cases, side).FirstOrDefault(r => r.Reason == reason && r.Sign == sign)?.Voices ?? 0;

    private IEnumerable<ReasonCount> Told(ImmutableArray<ReasonCount> ranked, Side side) => ranked.Where(r => Share(r.Voices, side) != TooFew);

    private static ReasonBar Bar(string label, string share) => new(label, share, share switch
    {
        "nearly all" => 100,
        "most" => 75,
        "about half" => 50,
        "some" => 25,
        _ => int.Parse(share.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture),
    }, false);
}

using System.Collections.Immutable;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// Every share of a report as it may be told: words below thirty interviews, too few below k, and never the number behind them. Each is
/// held against everything that was told of this engagement before, so that no two reports differ by a few people.
/// </summary>
internal sealed class ReportFigures
{
    public const string TooFew = Telling.TooFew;
    private const int BarsMax = 5;
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    private readonly ImmutableArray<CodedCase> cases;
    private readonly CodeBook book;
    private readonly int k;
    private readonly ImmutableArray<PassedTheme> themes;
    private readonly ImmutableArray<ToldFigure> earlier;
    private readonly Release? before;
    private readonly List<ToldFigure> told = [];

    public ReportFigures(ImmutableArray<CodedCase> cases, CodeBook book, int k, ImmutableArray<PassedTheme> themes, ImmutableArray<ToldFigure> earlier, Release? before)
    {
        (this.cases, this.book, this.k, this.themes, this.earlier, this.before) = (cases, book, k, themes, earlier, before);
        Interviews = Counting.Base(cases, null);
        // The table first and always in one order: what a finding may say hangs on what the table says.
        foreach (var reason in book.Reasons.OrderBy(r => r.Key, StringComparer.Ordinal))
            foreach (var sign in (ReadOnlySpan<Sign>)[Sign.For, Sign.Against])
                foreach (var side in (ReadOnlySpan<Side>)[Side.ChoseYou, Side.WentElsewhere])
                    Share(reason.Key, sign, side);
    }

    public int Interviews { get; }

    public const string BothLabels = " / ";

    /// <summary>What this report tells so far, findings included once they were asked for.</summary>
    public ImmutableArray<ToldFigure> Told => [.. told];

    /// <summary>"most", "62%", or too few to show; nobody and a few look the same.</summary>
    public string Share(string reason, Sign sign, Side side) => Share(NameOf([new ReasonRef(reason, sign, side)]), VoicesOf(reason, sign, side), side);

    private string Share(string name, int voices, Side? side)
    {
        var cut = side is { } one ? $"side={one}" : "all";
        if (told.Find(t => t.Cut == cut && t.Name == name) is { } already) return already.Text;
        told.Add(Telling.Choose([.. earlier, .. told], cut, name, voices, Counting.Base(cases, side), k));
        return told[^1].Text;
    }

    private static string NameOf(ImmutableArray<ReasonRef> reasons) => string.Join(" or ", reasons.Select(r => $"{r.Key}/{r.Sign}").Distinct().Order(StringComparer.Ordinal));

    /// <summary>The first reasons of a side, with a bar each; what is too few stands in one line under them and is not named.</summary>
    public ReasonList List(Side side)
    {
        var title = side == Side.ChoseYou ? "When they chose you" : "When they went elsewhere";
        var sign = Counting.DecidingSign(side);
        ImmutableArray<ReasonBar> bars = [.. Ranking(side).Take(BarsMax).Select(r => Bar(book.Find(r.Reason)!.Label(sign), Share(r.Reason, sign, side)))];
        if (bars.IsEmpty) return new ReasonList(side, title, [], "Too few buyers to show any reason");
        return new ReasonList(side, title, bars, "Other reasons: further down the list, or too few buyers each to show");
    }

    /// <summary>Every reason of the code book on both sides, in the order of its published words.</summary>
    public FinishedTable Table() => new("Reasons on both sides", ["Reason", "Spoke for you, of those who chose you", "Spoke against you, of those who went elsewhere"],
        [.. book.Reasons.OrderBy(r => r.For, StringComparer.Ordinal).Select(r => new FinishedRow([r.For == r.Against ? r.For : $"{r.For}{BothLabels}{r.Against}",
            Share(r.Key, Sign.For, Side.ChoseYou), Share(r.Key, Sign.Against, Side.WentElsewhere)]))],
        $"Too few to show: fewer than {k} buyers, or none.");

    /// <summary>Where buyers who went elsewhere ranked a reason, or that they were too few to rank it.</summary>
    public string Ranked(string reason)
    {
        var place = Ranking(Side.WentElsewhere).Select(r => r.Reason).ToList().IndexOf(reason);
        return place < 0 ? "too few to rank" : Ordinal(place);
    }

    public static string Ordinal(int place) => place < Ordinals.Length ? Ordinals[place] : $"number {place + 1}";

    /// <summary>
    /// Voices behind the reasons, or behind a point from asides where that is more. They are not added up: who said the one in
    /// confidence may have said the other openly.
    /// </summary>
    public int Voices(FindingDraft finding) => VoicesOf(finding).Voices;

    /// <summary>How firm a finding is, in a sentence.</summary>
    public string Firm(FindingDraft finding)
    {
        var (name, voices, point) = VoicesOf(finding);
        if (finding.WeAlsoHeard || voices < k) return "We also heard this; too few to count.";
        var sides = finding.Reasons.Select(r => r.Side).Distinct().ToArray();
        // Who said a point in confidence is counted over both sides.
        var side = sides.Length == 1 && !point ? sides[0] : null;
        var share = Share(name, voices, side);
        if (share == TooFew) return "We also heard this; too few to count.";
        var among = side switch { Side.ChoseYou => "the buyers who chose you", Side.WentElsewhere => "the buyers who went elsewhere", _ => "all the buyers we spoke to" };
        var said = $"{share} of {among}";
        var unasked = Counting.Unasked(cases, finding.Reasons);
        return $"{char.ToUpperInvariant(said[0])}{said[1..]} said so{(unasked >= k && unasked * 2 > voices ? ", and most of them without being asked" : "")}.";
    }

    /// <summary>A figure is named by what gives its number, so that each is held against what was told of the same thing and of nothing else.</summary>
    private (string Name, int Voices, bool Point) VoicesOf(FindingDraft finding)
    {
        var reasons = Counting.Voices(cases, finding.Reasons);
        var point = themes.Where(t => finding.Themes.Contains(t.Key)).OrderByDescending(t => t.Count ?? 0).ThenBy(t => t.Key, StringComparer.Ordinal).FirstOrDefault();
        // An interview that is not coded yet may have its point already, and is no part of the whole.
        return point is { Count: { } count } && count > reasons ? ($"point {point.Key}", Math.Min(count, Interviews), true) : (NameOf(finding.Reasons), reasons, false);
    }

    /// <summary>Unasked, about none of the client's beliefs, and said by enough buyers that "mostly unasked" counts nobody out.</summary>
    public bool Unexpected(FindingDraft finding, ImmutableArray<BeliefDraft> beliefs) =>
        finding.NobodyExpected && Voices(finding) >= k && finding.Reasons.All(r => beliefs.All(b => b.Reason != r.Key)) && Counting.Unasked(cases, finding.Reasons) * 2 > Voices(finding);

    private int VoicesOf(string reason, Sign sign, Side side) => Counting.Of(cases, side).FirstOrDefault(r => r.Reason == reason && r.Sign == sign)?.Voices ?? 0;

    /// <summary>The reasons of a side that may be told, heaviest first. After a few more interviews the order stays: a place won would be theirs.</summary>
    private IEnumerable<ReasonCount> Ranking(Side side)
    {
        var sign = Counting.DecidingSign(side);
        var ranked = Counting.Ranked(cases, side, book).Where(r => Share(r.Reason, sign, side) != TooFew);
        var size = Counting.Base(cases, side);
        if (before?.Reasons.FirstOrDefault(list => list.Side == side) is not { } last || !earlier.Any(e => e.Cut == $"side={side}" && SmallCell.IsSmall(Math.Abs(size - e.Base), k))) return ranked;
        string[] order = [.. last.Bars.Select(bar => bar.Reason)];
        return ranked.OrderBy(r => Array.IndexOf(order, book.Find(r.Reason)!.Label(sign)) is >= 0 and var place ? place : order.Length);
    }

    private static ReasonBar Bar(string label, string share) => new(label, share, share switch
    {
        "nearly all" => 100,
        "most" => 75,
        "about half" => 50,
        "some" => 25,
        _ => int.Parse(share.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture),
    }, false);
}

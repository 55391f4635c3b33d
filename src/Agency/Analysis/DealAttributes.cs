using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using WinLossAgency.Disclosure.Crowd;

namespace WinLossAgency.Agency.Analysis;

/// <summary>What a passage tells of its speaker: the attribute, its value on the list, and the words that say it (empty: the words for who said it).</summary>
internal sealed record TellTale(string Attribute, string Value, string SaidAs);

/// <summary>The attributes of a deal by which a reader could look a speaker up, and how each may be said more widely.</summary>
internal static partial class DealAttributes
{
    public const string Role = "role";
    public const string Region = "region";
    public const string Segment = "segment";
    public const string Competitor = "competitor";
    public const string Size = "size";
    public const string Month = "month";

    private static readonly string[] Attributes = [Role, Region, Segment, Competitor, Size, Month];

    public const string SeniorManager = "a senior manager";

    private static readonly string[] Quarters = ["the first quarter", "the second quarter", "the third quarter", "the fourth quarter"];

    private static readonly ImmutableArray<Widening> ByQuarter = [.. Quarters.Select((quarter, n) =>
        new Widening(Month, quarter, Values(Enumerable.Range((3 * n) + 1, 3).Select(MonthOf))))];

    public static string MonthOf(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    /// <summary>Months to quarters, and the roles of this list that lead something to one word for all of them.</summary>
    public static ImmutableArray<Widening> Widenings(IEnumerable<string> roles) =>
        ByQuarter.Add(new Widening(Role, SeniorManager, Values(roles.Where(r => Leads().IsMatch(r)))));

    private static ImmutableHashSet<string> Values(IEnumerable<string> values) => ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, values);

    /// <summary>What to say where an attribute is left out altogether.</summary>
    public static string Nothing(string attribute) => attribute switch
    {
        Role => "a buyer",
        Region => "one region",
        Segment => "one segment",
        Competitor => "a competitor",
        Size => "some size",
        _ => "that year",
    };

    /// <summary>Whether somebody may be said to have spoken so: nobody in particular, or one of those who lead something.</summary>
    public static bool MayStandFor(string words, string by) =>
        words == Attributed.Nobody || (words.Equals(SeniorManager, StringComparison.OrdinalIgnoreCase) && Leads().IsMatch(by.StartsWith("A ", StringComparison.Ordinal) ? by[2..] : by));

    /// <summary>Whether a quote may say this instead of a name of the list: one of our own wider words.</summary>
    public static bool IsWider(string words) => Quarters.Contains(words) || words == SeniorManager || Attributes.Any(a => Nothing(a) == words);

    /// <summary>The month or quarter that a passage names as a time: "in May", never "may" or a march.</summary>
    public static TellTale? MonthIn(string words)
    {
        if (Named().Match(words) is { Success: true } match) return new TellTale(Month, match.Groups["month"].Value, match.Groups["month"].Value);
        return Quarters.FirstOrDefault(q => words.Contains(q, StringComparison.OrdinalIgnoreCase)) is { } quarter ? new TellTale(Month, quarter, quarter) : null;
    }

    [GeneratedRegex(@"^(head|director|chief|vice president|vp|president|managing|general manager|c[a-z]o)\b|\b(director|president)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Leads();

    [GeneratedRegex(@"\b(?:in|since|by|until|till|during|last|this|late|early|mid|end of|of)[ -](?<month>January|February|March|April|May|June|July|August|September|October|November|December)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}

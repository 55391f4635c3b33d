using System.Collections.Immutable;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>A deal of the client's list. Deals of one group are alike in all that a report may tell; which of them is reached is secret.</summary>
internal sealed record ListedBuyer(int Line, string Account, string Name, string Mail, string Phone, bool Lost, int Group);

/// <summary>One interview as far as the client may learn of it: its side, codes, what was agreed, and its approved quote as it reads masked.</summary>
internal sealed record LowInterview(int Group, bool Lost, Attribution Level, ImmutableArray<(string Reason, Sign Sign, int Weight, bool Prompted)> Codes, string? Quote, bool Masked, bool InReport);

/// <summary>
/// What is equal in both runs of a pair (DOMAIN §9.10): the client's list, attributes after generalisation, approved quotes
/// after masking, codes, levels, declassified counts and what the client itself does.
/// </summary>
internal sealed record LowPlan(int Number, int K, string Region, string Segment, ImmutableArray<ListedBuyer> List, ImmutableArray<LowInterview> Interviews,
    int Declined, int? LeftOut, string Answer, string LostClaim, string WonClaim, string Context, string Against, int Question, string? Belief, bool Asks, Attribution QuoteLevel, bool LeavesOutLate)
{
    public const string Role = "Head of Operations";
    public const string By = "A head of operations";

    public string Client => $"c{Number:000000}";

    public string Engagement => $"{Client}/q4";

    public int Lost => Interviews.Count(i => i.Lost);

    public int Won => Interviews.Length - Lost;

    /// <summary>Nobody else says the same, the report's own prose included: where words are sealed that it repeats, also in others' order, it is rightly held.</summary>
    public bool IsAlone(int n) => Interviews.Count(i => i.Quote == Interviews[n].Quote) == 1 && !((string[])[LostClaim, WonClaim, Answer, Context, Against, .. Labels]).Any(prose => Runs(prose).Intersect(Runs(Interviews[n].Quote!)).Any() || Telling(prose).Intersect(Telling(Interviews[n].Quote!)).Count() >= SharedMin);

    /// <summary>What the code book prints.</summary>
    private static readonly string[] Labels = ["A date for going live", "No date for going live", "Plans that hold up", "Plans that do not hold up", "A fair price", "One person in charge", "No one person in charge"];

    private static IEnumerable<string> Runs(string words)
    {
        var read = words.ToLowerInvariant().Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, Math.Max(0, read.Length - 2)).Select(at => string.Join(' ', read[at..(at + 3)]));
    }

    /// <summary>So many longer words of one passage in another, and it may say the same.</summary>
    private const int SharedMin = 2;

    private static IEnumerable<string> Telling(string words) => words.ToLowerInvariant().Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 4);

    public static LowPlan Draw(int number, Chance chance)
    {
        var k = chance.Often(80) ? 3 : 4;
        var lost = k + chance.Below(2);
        var won = chance.Below(3) switch { 0 => 0, 1 => 1, _ => chance.Often(30) ? k : 2 };
        if (lost + won > k + 3) won = Math.Max(0, k + 3 - lost);
        var interviews = ImmutableArray.CreateBuilder<LowInterview>();
        for (var n = 0; n < lost + won; n++) interviews.Add(Interview(n, n < lost, n == 0, chance));
        var list = Listed(number, interviews, k, chance);
        var spare = list.Where(d => d.Group < 0).ToArray();
        return new LowPlan(number, k, chance.One(Phrases.Regions), chance.One(Phrases.Segments), list, interviews.ToImmutable(), Math.Min(chance.Below(3), spare.Length / 2),
            chance.Often(60) ? spare[^1].Line : null, chance.One(Phrases.Answers), chance.One(Phrases.LostClaims), chance.One(Phrases.WonClaims), chance.One(Phrases.Contexts), chance.One(Phrases.Against),
            chance.Below(Phrases.Questions.Length), chance.Often(60) ? chance.One(Phrases.Beliefs) : null, chance.Often(25), chance.Often(60) ? Attribution.RoleOnly : Attribution.Unattributed, chance.Often(50));
    }

    private static LowInterview Interview(int group, bool lost, bool first, Chance chance)
    {
        var codes = ImmutableArray.CreateBuilder<(string, Sign, int, bool)>();
        if (lost) codes.Add(("date", Sign.Against, chance.Between(1, 3), chance.Often(30)));
        else codes.Add(("plans", Sign.For, chance.Between(1, 3), chance.Often(30)));
        if (chance.Often(40)) codes.Add(("price", chance.Often(50) ? Sign.For : Sign.Against, 1, true));
        // The first always lends a masked quote: a pair without one would compare nothing of the kind.
        var level = first ? Attribution.RoleOnly : chance.Below(10) switch { < 6 => Attribution.RoleOnly, < 8 => Attribution.Unattributed, _ => Attribution.ParaphraseOnly };
        if (level == Attribution.ParaphraseOnly) return new LowInterview(group, lost, level, codes.ToImmutable(), null, false, false);
        var masked = first || chance.Often(60);
        var words = masked ? chance.One(lost ? Phrases.LostQuotes : Phrases.WonQuotes) : chance.One(Phrases.PlainQuotes);
        return new LowInterview(group, lost, level, codes.ToImmutable(), words, masked, first || chance.Often(50));
    }

    /// <summary>Two alike deals for each interview, and as many more as the recognition test needs on either side.</summary>
    private static ImmutableArray<ListedBuyer> Listed(int number, IReadOnlyList<LowInterview> interviews, int k, Chance chance)
    {
        var sides = interviews.SelectMany(i => new[] { (i.Lost, i.Group), (i.Lost, i.Group) }).ToList();
        while (sides.Count(s => s.Lost) < k + 2) sides.Add((true, -1));
        while (sides.Count(s => !s.Lost) < k + 1) sides.Add((false, -1));
        sides.Add((true, -1));
        sides.Add((true, -1));
        sides.Add((false, -1));
        var mixed = chance.Shuffled(sides);
        var (given, family) = (chance.Shuffled(Phrases.Given), chance.Shuffled(Phrases.Family));
        return [.. mixed.Select((s, i) => new ListedBuyer(i, $"{Phrases.Companies[i % Phrases.Companies.Length]} {number}-{i}", $"{given[i % given.Length]} {family[(i + i / given.Length) % family.Length]}",
            $"b{i}@n{number}.example", $"+351 91{number % 10} {number / 10 % 1000:000} {i:000}", s.Lost, s.Group))];
    }

    /// <summary>The list as the client sends it.</summary>
    public string Csv() => "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region,Segment\n"
        + string.Concat(List.Select(d => $"Route {d.Line},{d.Account},{d.Name},{d.Mail},{d.Phone},{Role},{100000 + d.Group},2026-11-07,{(d.Lost ? "Closed Lost" : "Closed Won")},Price,Haulwise,{Region},{Segment}\n"));
}

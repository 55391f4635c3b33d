using System.Collections.Immutable;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Disclosure.Crowd;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using ListedDeal = WinLossAgency.Disclosure.Crowd.ListedDeal;

namespace WinLossAgency.Agency.Analysis;

/// <summary>The client's own list as the recognition test reads it: what a reader could look a speaker up by.</summary>
internal sealed class CrowdBook
{
    private const string Role = "role";
    private const string Region = "region";
    private const string Segment = "segment";
    private const string SideOf = "side";

    private readonly ImmutableArray<DealEntry> entries;
    private readonly ImmutableArray<(ListedDeal Deal, ImmutableArray<string> Rivals)> deals;
    private readonly ImmutableArray<string> rivals;
    private readonly ImmutableArray<(string Attribute, string Value)> places;
    private readonly ImmutableArray<(string Attribute, string Value)> roles;

    private CrowdBook(ImmutableArray<DealEntry> entries, int k)
    {
        K = k;
        this.entries = entries;
        deals = [.. entries.Select(d => (new ListedDeal(Attributes(d)), Rivals(d)))];
        rivals = [.. entries.SelectMany(d => Rivals(d)).Distinct(StringComparer.OrdinalIgnoreCase)];
        places = [.. entries.SelectMany(d => new[] { (Region, d.Region), (Segment, d.Segment) }).Where(p => p.Item2.Length > 2).Distinct()];
        roles = [.. entries.Select(d => (Role, d.Role)).Where(p => p.Item2.Length > 2).Distinct()];
    }

    public int K { get; }

    public static async Task<CrowdBook> ReadAsync(DealBook book, string engagement, int k) => new(await book.AllWithBuyersAsync(engagement), k);

    /// <summary>Each listed deal's value of an attribute, empty where the list gives none, and the side it fell on.</summary>
    public ImmutableDictionary<string, (string Value, Side Side)> Listed(string attribute) => entries.Zip(deals).DistinctBy(d => d.First.Deal)
        .ToImmutableDictionary(d => d.First.Deal, d => (d.Second.Deal.Attributes.GetValueOrDefault(attribute, ""), CodedCase.SideOf(d.First.Outcome)), StringComparer.Ordinal);

    /// <summary>How many listed deals could have said this quote, under the role it carries, on its side, with the rivals, regions and segments its words name.</summary>
    public CrowdVerdict Quote(string masked, string by, Side side)
    {
        var stated = Named(masked, places);
        stated[SideOf] = side.ToString();
        if (by != Attributed.Nobody) stated[Role] = RoleOf(by);
        return Test(stated, masked);
    }

    /// <summary>How many listed deals fit the roles, regions and segments that a sentence of the report speaks of; null where it speaks of none.</summary>
    public CrowdVerdict? Sentence(string words)
    {
        var stated = Named(words, places.AddRange(roles));
        return stated.Count == 0 ? null : Test(stated, "");
    }

    /// <summary>How many listed deals a finding could be about: its sides, and its regions where it names any.</summary>
    public int Finding(FindingDraft finding)
    {
        ImmutableArray<Side> sides = [.. finding.Reasons.Select(r => r.Side).OfType<Side>().Distinct()];
        var open = finding.Reasons.IsEmpty || finding.Reasons.Any(r => r.Side is null);
        return deals.Count(d => (open || sides.Any(s => d.Deal.Attributes[SideOf] == s.ToString()))
            && (finding.Regions.IsEmpty || finding.Regions.Contains(d.Deal.Attributes.GetValueOrDefault(Region, ""), StringComparer.OrdinalIgnoreCase)));
    }

    private CrowdVerdict Test(Dictionary<string, string> stated, string words)
    {
        // Two rivals named in one breath: a reader cannot tell which of them the deal was lost to or won from.
        var named = rivals.Where(r => Holds(words, r)).ToArray();
        var fitting = deals.Where(d => named.Length == 0 || d.Rivals.Any(r => named.Contains(r, StringComparer.OrdinalIgnoreCase))).Select(d => d.Deal).ToArray();
        return CrowdTest.Test(fitting, stated, K);
    }

    private static Dictionary<string, string> Named(string words, ImmutableArray<(string Attribute, string Value)> known)
    {
        var stated = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (attribute, value) in known)
            if (Holds(words, value)) stated.TryAdd(attribute, value);
        return stated;
    }

    private static bool Holds(string words, string sought)
    {
        for (var at = words.IndexOf(sought, StringComparison.OrdinalIgnoreCase); at >= 0; at = words.IndexOf(sought, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + sought.Length;
            if ((at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (end == words.Length || !char.IsLetterOrDigit(words[end]))) return true;
        }
        return false;
    }

    private static string RoleOf(string by)
    {
        var words = by.Trim();
        foreach (var article in (ReadOnlySpan<string>)["A ", "An ", "The "])
            if (words.StartsWith(article, StringComparison.OrdinalIgnoreCase)) return words[article.Length..].Trim();
        return words;
    }

    private static ImmutableDictionary<string, string> Attributes(DealEntry d)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in new[] { (Role, d.Role), (Region, d.Region), (Segment, d.Segment), (SideOf, CodedCase.SideOf(d.Outcome).ToString()) })
            if (value.Trim().Length > 0) attributes[name] = value.Trim();
        return attributes.ToImmutable();
    }

    private static ImmutableArray<string> Rivals(DealEntry d) => [.. d.Competitors.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

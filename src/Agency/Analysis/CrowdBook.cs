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
    private readonly ImmutableArray<DealEntry> entries;
    private readonly ImmutableArray<(ListedDeal Deal, ImmutableArray<string> Rivals, Side Side)> deals;
    private readonly ImmutableArray<string> rivals;
    private readonly ImmutableArray<(string Attribute, string Value)> places;
    private readonly ImmutableArray<(string Attribute, string Value)> roles;
    private readonly ImmutableArray<(string Attribute, string Value)> sizes;
    private readonly ImmutableArray<Widening> widenings;

    internal CrowdBook(ImmutableArray<DealEntry> entries, int k)
    {
        K = k;
        this.entries = entries;
        deals = [.. entries.Select(d => (new ListedDeal(Attributes(d)), Rivals(d), CodedCase.SideOf(d.Outcome)))];
        rivals = [.. entries.SelectMany(d => Rivals(d)).Distinct(StringComparer.OrdinalIgnoreCase)];
        places = Known(entries.SelectMany(d => new[] { (DealAttributes.Region, d.Region), (DealAttributes.Segment, d.Segment) }));
        roles = Known(entries.Select(d => (DealAttributes.Role, d.Role)));
        // A bare number stands for too many things.
        sizes = Known(entries.Where(d => !d.Size.All(char.IsDigit)).Select(d => (DealAttributes.Size, d.Size)));
        widenings = DealAttributes.Widenings(roles.Select(r => r.Value));
    }

    public int K { get; }

    public static async Task<CrowdBook> ReadAsync(DealBook book, string engagement, int k) => new(await book.AllWithBuyersAsync(engagement), k);

    /// <summary>Each listed deal's value of an attribute, empty where the list gives none, and the side it fell on.</summary>
    public ImmutableDictionary<string, (string Value, Side Side)> Listed(string attribute) => entries.Zip(deals).DistinctBy(d => d.First.Deal)
        .ToImmutableDictionary(d => d.First.Deal, d => (d.Second.Deal.Attributes.GetValueOrDefault(attribute, ""), d.Second.Side), StringComparer.Ordinal);

    /// <summary>How many listed deals could have said this quote, under the role it carries, on its side, with what its words name.</summary>
    public CrowdFit Quote(string path, string masked, string by, Side side)
    {
        var told = Named(masked, [.. places, .. sizes]);
        told.AddRange(Times(masked));
        if (by != Attributed.Nobody) told.Add(new TellTale(DealAttributes.Role, RoleOf(by), ""));
        return Test(path, told, side);
    }

    /// <summary>How many listed deals fit what a sentence of the report speaks of; null where it speaks of no role, region or segment. A rival, a month or a size narrows those and is no group by itself.</summary>
    public CrowdFit? Sentence(string path, string words)
    {
        var told = Named(words, [.. places, .. roles]);
        if (told.Count == 0) return null;
        told.AddRange(Named(words, sizes));
        told.AddRange(Times(words));
        return Test(path, told, null);
    }

    /// <summary>How many listed deals a finding could be about: its sides, and its regions where it names any.</summary>
    public CrowdFit Finding(FindingDraft finding, string path)
    {
        ImmutableArray<Side> sides = [.. finding.Reasons.Select(r => r.Side).OfType<Side>().Distinct()];
        var open = finding.Reasons.IsEmpty || finding.Reasons.Any(r => r.Side is null);
        var heard = deals.Where(d => open || sides.Contains(d.Side)).ToArray();
        var fitting = finding.Regions.IsEmpty ? heard.Length : heard.Count(d => finding.Regions.Contains(d.Deal.Attributes.GetValueOrDefault(DealAttributes.Region, ""), StringComparer.OrdinalIgnoreCase));
        var widens = fitting < K && heard.Length >= K;
        return new CrowdFit(fitting, fitting >= K, widens ? [.. finding.Regions.Select(region => new Rewording(path, region, ""))] : [], widens ? heard.Length : fitting);
    }

    // The side is what the passage is about and cannot be left unsaid, so it narrows the list and is no attribute.
    private CrowdFit Test(string path, List<TellTale> told, Side? side)
    {
        // Two rivals named in one breath: a reader cannot tell which of them the deal was lost to or won from.
        var named = told.Where(t => t.Attribute == DealAttributes.Competitor).ToArray();
        var joined = string.Join(" or ", named.Select(t => t.Value));
        var listed = deals.Where(d => side is null || d.Side == side)
            .Select(d => d.Rivals.Any(r => named.Any(t => t.Value.Equals(r, StringComparison.OrdinalIgnoreCase))) ? new ListedDeal(d.Deal.Attributes.SetItem(DealAttributes.Competitor, joined)) : d.Deal).ToArray();
        var stated = told.Where(t => t.Attribute != DealAttributes.Competitor).DistinctBy(t => t.Attribute).ToDictionary(t => t.Attribute, t => t.Value, StringComparer.Ordinal);
        if (named.Length > 0) stated[DealAttributes.Competitor] = joined;
        var verdict = CrowdTest.Test(listed, stated, K, widenings);
        if (verdict.Passes) return new CrowdFit(verdict.Fitting, true, [], verdict.Fitting);
        // All of it left unsaid is a suggestion too, where the side alone is crowd enough.
        if (verdict.Suggestion is not { } wider)
            return listed.Length >= K ? new CrowdFit(verdict.Fitting, false, [.. told.Select(t => Wider(path, t, null))], listed.Length) : new CrowdFit(verdict.Fitting, false, [], verdict.Fitting);
        return new CrowdFit(verdict.Fitting, false,
            [.. told.Where(t => wider.Dropped.Contains(t.Attribute) || wider.Widened.Contains(t.Attribute)).Select(t => Wider(path, t, wider.Stated.GetValueOrDefault(t.Attribute)))], wider.Fitting);
    }

    private static Rewording Wider(string path, TellTale told, string? instead)
    {
        var words = instead ?? DealAttributes.Nothing(told.Attribute);
        // Who said a quote stands by itself, as a line of its own.
        return new Rewording(path, told.SaidAs, told.SaidAs.Length == 0 ? char.ToUpperInvariant(words[0]) + words[1..] : words);
    }

    private IEnumerable<TellTale> Times(string words)
    {
        foreach (var rival in rivals.Where(r => WordsThat(words, r) is not null)) yield return new TellTale(DealAttributes.Competitor, rival, WordsThat(words, rival)!);
        if (DealAttributes.MonthIn(words) is { } month) yield return month;
    }

    private static List<TellTale> Named(string words, ImmutableArray<(string Attribute, string Value)> known) =>
        [.. known.Select(one => WordsThat(words, one.Value) is { } said ? new TellTale(one.Attribute, one.Value, said) : null).OfType<TellTale>().DistinctBy(t => t.Attribute)];

    /// <summary>Where the words hold this name whole, the name as it stands there with its article.</summary>
    private static string? WordsThat(string words, string sought)
    {
        for (var at = words.IndexOf(sought, StringComparison.OrdinalIgnoreCase); at >= 0; at = words.IndexOf(sought, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + sought.Length;
            if ((at > 0 && char.IsLetterOrDigit(words[at - 1])) || (end < words.Length && char.IsLetterOrDigit(words[end]))) continue;
            foreach (var article in (ReadOnlySpan<string>)["the ", "an ", "a "])
                if (words.AsSpan(0, at).EndsWith(article, StringComparison.OrdinalIgnoreCase) && (at == article.Length || !char.IsLetterOrDigit(words[at - article.Length - 1]))) return words[(at - article.Length)..end];
            return words[at..end];
        }
        return null;
    }

    private static string RoleOf(string by)
    {
        var words = by.Trim();
        foreach (var article in (ReadOnlySpan<string>)["A ", "An ", "The "])
            if (words.StartsWith(article, StringComparison.OrdinalIgnoreCase)) words = words[article.Length..].Trim();
        return words.Equals(DealAttributes.SeniorManager[2..], StringComparison.OrdinalIgnoreCase) ? DealAttributes.SeniorManager : words;
    }

    private static ImmutableArray<(string Attribute, string Value)> Known(IEnumerable<(string Attribute, string Value)> values) =>
        [.. values.Select(v => (v.Attribute, Value: v.Value.Trim())).Where(v => v.Value.Length > 2).Distinct()];

    private static ImmutableDictionary<string, string> Attributes(DealEntry d)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in new[] { (DealAttributes.Role, d.Role), (DealAttributes.Region, d.Region), (DealAttributes.Segment, d.Segment), (DealAttributes.Size, d.Size), (DealAttributes.Month, DealAttributes.MonthOf(d.DecidedOn.Month)) })
            if (value.Trim().Length > 0) attributes[name] = value.Trim();
        return attributes.ToImmutable();
    }

    private static ImmutableArray<string> Rivals(DealEntry d) => [.. d.Competitors.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

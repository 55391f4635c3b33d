using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>What the engagement keeps of a deal for choosing, progress and the crowd test. Sealed with the engagement.</summary>
internal sealed record DealEntry(string Deal, string Person, string CompanyKey, string Account, DealOutcome Outcome, LocalDate DecidedOn, Place Place, string Language, string Tier,
    string Value, long ValueMinor, string Region, string Segment, string Size, string Competitors, string Role, string Opportunity = "");

/// <summary>All deals of an engagement, one sealed document per import.</summary>
internal sealed class DealBook(AgencyStores stores)
{
    /// <summary>Documents read or written at once, so that the store can take them together.</summary>
    private const int AtOnce = 64;
    private const string WhoFile = "who";

    private sealed record Part(ImmutableArray<DealEntry> Deals);

    /// <summary>Who the buyer of a deal is: sealed with the case and not with the list, so that erasing one buyer leaves the list whole.</summary>
    private sealed record Who(string Person, string Role);

    public async Task WriteAsync(string engagement, string import, ImmutableArray<DealEntry> deals)
    {
        foreach (var some in deals.Chunk(AtOnce))
            await Task.WhenAll(some.Select(d => stores.People.WriteAsync(WhoOf(engagement, d.Deal), WhoFile, new Who(d.Person, d.Role))));
        await stores.People.WriteAsync(BookOf(engagement), $"import/{import}", new Part([.. deals.Select(d => d with { Person = "", Role = "" })]));
    }

    /// <summary>With each buyer's key and role; both are empty for a buyer who was erased.</summary>
    public async Task<ImmutableArray<DealEntry>> ReadWithBuyersAsync(string engagement, IEnumerable<string> imports)
    {
        var all = ImmutableArray.CreateBuilder<DealEntry>();
        foreach (var some in (await ReadAsync(engagement, imports)).Chunk(AtOnce))
            all.AddRange(await Task.WhenAll(some.Select(d => WithBuyerAsync(engagement, d))));
        return all.ToImmutable();
    }

    /// <summary>One deal with its buyer, as <see cref="ReadWithBuyersAsync"/>.</summary>
    public async Task<DealEntry> WithBuyerAsync(string engagement, DealEntry d) => d.Person.Length > 0 ? d
        : await stores.People.ReadAsync<Who>(WhoOf(engagement, d.Deal), WhoFile) is { } who ? d with { Person = who.Person, Role = who.Role } : d;

    /// <summary>Every list of the engagement that was ever taken.</summary>
    public async Task<ImmutableArray<DealEntry>> AllWithBuyersAsync(string engagement)
    {
        return await ReadWithBuyersAsync(engagement, await ImportsAsync(engagement));
    }

    private async Task<List<string>> ImportsAsync(string engagement)
    {
        const string prefix = "import/";
        var imports = new List<string>();
        await foreach (var id in stores.People.ListAsync(BookOf(engagement), prefix)) imports.Add(id[prefix.Length..]);
        return imports;
    }

    public async Task<ImmutableArray<DealEntry>> ReadAsync(string engagement, IEnumerable<string> imports)
    {
        var all = ImmutableArray.CreateBuilder<DealEntry>();
        foreach (var import in imports)
            all.AddRange((await stores.People.ReadAsync<Part>(BookOf(engagement), $"import/{import}"))?.Deals ?? []);
        return all.ToImmutable();
    }

    private static Subject WhoOf(string engagement, string deal) => DealSubjects.Of($"{engagement}/{deal}");

    private static Subject BookOf(string engagement) => new(engagement, "deal-book");
}

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
    private sealed record Part(ImmutableArray<DealEntry> Deals);

    public Task WriteAsync(string engagement, string import, ImmutableArray<DealEntry> deals) =>
        stores.People.WriteAsync(BookOf(engagement), $"import/{import}", new Part(deals));

    public async Task<ImmutableArray<DealEntry>> ReadAsync(string engagement, IEnumerable<string> imports)
    {
        var all = ImmutableArray.CreateBuilder<DealEntry>();
        foreach (var import in imports)
            all.AddRange((await stores.People.ReadAsync<Part>(BookOf(engagement), $"import/{import}"))?.Deals ?? []);
        return all.ToImmutable();
    }

    private static Subject BookOf(string engagement) => new(engagement, "deal-book");
}

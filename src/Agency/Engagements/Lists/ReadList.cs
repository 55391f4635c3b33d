using System.Collections.Immutable;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>One good row of a client's list: who to talk to, the deal, and the client's stated reason, which goes its own way.</summary>
internal sealed record ListedDeal(int Line, string Opportunity, DossierFile Dossier, DealFile Deal, DealOutcome Outcome, string StatedReason, Place Place, string Language, string Tier, long ValueMinor)
{
    /// <summary>The company as the list names it; empty where only the deal has a name, which many deals of many companies share.</summary>
    public string Company { get; init; } = "";
}

/// <summary>A row that cannot be used, with its cells as they stood, so that it can be mended and sent again.</summary>
internal sealed record BadRow(RejectedRow Why, ImmutableArray<string> Fields);

/// <summary>A list as it was read. Every row stands in exactly one of Good, Bad and Repeated.</summary>
internal sealed record ReadList
{
    public ImmutableArray<ListedDeal> Good { get; init; } = [];
    public ImmutableArray<BadRow> Bad { get; init; } = [];
    public ImmutableArray<RepeatedRow> Repeated { get; init; } = [];
    public ImmutableArray<ListNote> Notes { get; init; } = [];
    public int Rows { get; init; }
    public string Encoding { get; init; } = "";
    public string Separator { get; init; } = "";
    public ImmutableArray<string> Headings { get; init; } = [];
    public ImmutableArray<ColumnPreview> Columns { get; init; } = [];
    public DateOrder Dates { get; init; }

    /// <summary>Why nothing of the file could be taken; null where rows were read.</summary>
    public string? Refusal { get; init; }
}

using System.Collections.Immutable;

namespace WinLossAgency.Domain.Engagements;

/// <summary>What a column of a client's list can mean.</summary>
public enum DealField
{
    Ignored, Opportunity, DealName, Account, ContactName, FirstName, LastName, Email, Phone, Mobile, Title, Amount, Currency, ClosedOn,
    Stage, WonFlag, LostFlag, StatedReason, Competitors, City, State, Country, Region, Segment, Size, Products, Language,
}

/// <summary>Which way round a list writes 09/10/2026. Found tells that the column itself decides.</summary>
public enum DateOrder { Found, DayFirst, MonthFirst }

/// <summary>What one column is taken for. Column is the heading as it stands in the file.</summary>
public sealed record ColumnUse(string Column, DealField Field);

/// <summary>
/// How a client's lists are to be read where a person had to say so. It is remembered for the client and overrides what
/// the headings tell; an empty one leaves everything to the headings and to the column of dates.
/// </summary>
public sealed record DealMapping
{
    public static readonly DealMapping None = new();

    public ImmutableArray<ColumnUse> Columns { get; init; } = [];
    public DateOrder Dates { get; init; }

    /// <summary>ISO code of the country of rows that name none; empty where there is no such country.</summary>
    public string Country { get; init; } = "";

    public DealMapping With(DealMapping later) => later with
    {
        Columns = [.. Columns.Where(c => later.Columns.All(l => l.Column != c.Column)), .. later.Columns],
    };
}

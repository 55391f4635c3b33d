using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Billing;

/// <summary>Where billable facts of one client are told. Key: the client's. Facts that come after a month is closed fall into the next.</summary>
[Alias("ledger")]
public interface ILedger : IGrainWithStringKey
{
    /// <summary>Takes a fact once; the same fact told again changes nothing.</summary>
    [Alias("record"), Needs(Role.House)]
    Task<Answer> Record(string commandId, Evidence fact);
}

/// <summary>The billable facts of one engagement in one month. Key: {client}/{engagement}/{yyyy-MM}.</summary>
[Alias("ledger-month")]
public interface ILedgerMonth : IGrainWithStringKey
{
    [Alias("record"), Needs(Role.House)]
    Task<Answer> Record(string commandId, Evidence fact);

    [Alias("close"), Needs(Role.House)]
    Task<Answer> Close(string commandId);

    [Alias("facts"), Needs(Role.House)]
    Task<ImmutableArray<Evidence>> Facts();

    public static string KeyOf(string engagement, YearMonth month) => System.FormattableString.Invariant($"{engagement}/{month.Year:0000}-{month.Month:00}");
}

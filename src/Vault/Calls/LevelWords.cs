using System.Collections.Immutable;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Vault.Calls;

/// <summary>How somebody may be quoted, as it is said to them and as the desk notes it.</summary>
internal static class LevelWords
{
    public static string Short(Attribution level) => level switch
    {
        Attribution.Named => "With name",
        Attribution.RoleOnly => "Role only",
        Attribution.Unattributed => "Words, no role",
        Attribution.ParaphraseOnly => "Sense, not words",
        Attribution.AggregateOnly => "Counted only",
        _ => "Off the record",
    };

    /// <summary>The levels that this programme knows, the most open first. What it is not made for is not offered.</summary>
    public static ImmutableArray<Attribution> For(ProgrammeMode mode) =>
    [
        .. Enum.GetValues<Attribution>().Where(l => l != Attribution.OffTheRecord && l >= mode switch
        {
            ProgrammeMode.Attributed => Attribution.Named,
            ProgrammeMode.CompanyOnly or ProgrammeMode.Anonymous => Attribution.RoleOnly,
            _ => Attribution.AggregateOnly,
        }),
    ];
}

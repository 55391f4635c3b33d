using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Vault.Themes;

/// <summary>The proposed points as numbers and keys, which of them this person proposed, and the line of the log under which they look.</summary>
[Immutable, GenerateSerializer, Alias("themes-view")]
internal sealed record ThemesView(ImmutableArray<Theme> Themes, ImmutableArray<int> Mine, long Line);

/// <summary>
/// From asides to insights, one per engagement. Words never pass through here: a proposal is sealed under its number before
/// it is named. Every look and every decision is written in the log of openings first. Key: the engagement's.
/// </summary>
[Alias("themes")]
internal interface IThemes : IGrainWithStringKey
{
    /// <summary>Opens the proposals; recorded first.</summary>
    [Alias("view"), Needs(Role.Analyst | Role.PrivacyOfficer)]
    Task<ThemesView> View();

    /// <summary>Names a proposal whose words lie sealed under this number; refused where they are too near to what was said.</summary>
    [Alias("propose"), Needs(Role.Analyst)]
    Task<Answer> Propose(string commandId, int number, string theme);

    /// <summary>A second person lets it out: enough buyers said it, or all who said it released it.</summary>
    [Alias("approve"), Needs(Role.Analyst | Role.PrivacyOfficer)]
    Task<Answer> Approve(string commandId, int number);

    [Alias("decline"), Needs(Role.Analyst | Role.PrivacyOfficer)]
    Task<Answer> Decline(string commandId, int number);

    [Alias("ask-buyers"), Needs(Role.Analyst)]
    Task<Answer> AskBuyers(string commandId, int number);

    /// <summary>What the buyer of this interview says at their own page.</summary>
    [Alias("say"), Needs(Role.House)]
    Task<Answer> Say(string commandId, int number, string interview, bool yes);

    /// <summary>The points that the buyer of this interview was asked about, with what they said.</summary>
    [Alias("asked-of"), Needs(Role.House)]
    Task<ImmutableArray<Theme>> AskedOf(string interview);

    /// <summary>What may be told now. A point that has lost a voice since, and has too few, is not among them.</summary>
    [Alias("passed"), Needs(Role.House)]
    Task<ImmutableArray<PassedTheme>> Passed();

    /// <summary>What was let out and may not be told any more, because somebody took it back or too few are left who said it.</summary>
    [Alias("taken-back"), Needs(Role.House)]
    Task<ImmutableArray<TakenBackPoint>> TakenBack();
}

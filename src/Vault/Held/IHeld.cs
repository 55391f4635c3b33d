using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Vault.AccessLog;

namespace WinLossAgency.Vault.Held;

/// <summary>
/// Sentences of an engagement that a comparison held, and who cleared which. Words never pass through here: they are sealed
/// before they are named. Whoever looks says why, and that stands in the log of openings first. Key: the engagement's.
/// </summary>
[Alias("held")]
internal interface IHeld : IGrainWithStringKey
{
    /// <summary>The person's opening of the held sentences if it stands or a reason is given, else nothing.</summary>
    [Alias("enter"), Needs(Role.Analyst | Role.PrivacyOfficer)]
    Task<AccessLine?> Enter(AccessReason? why);

    /// <summary>What was held, the latest first; refused where no opening stands.</summary>
    [Alias("view"), Needs(Role.Analyst | Role.PrivacyOfficer)]
    Task<ImmutableArray<HeldSentence>> View();

    /// <summary>A second person lets a sentence pass, for the asides that they have seen it beside. Recorded, in the log too.</summary>
    [Alias("clear"), Needs(Role.Analyst | Role.PrivacyOfficer)]
    Task<Answer> Clear(string commandId, string sentence, ImmutableArray<string> seen, ClearingReason reason);

    /// <summary>Everything held so far, for the next comparison. Reads only.</summary>
    [Alias("known"), Needs(Role.House), AlwaysInterleave]
    Task<ImmutableArray<HeldSentence>> Known();

    /// <summary>A comparison that this person asked for held it; its words lie sealed under this interview.</summary>
    [Alias("note"), Needs(Role.House)]
    Task<Answer> Note(string by, string sentence, string interview);
}

using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Speakers;

namespace WinLossAgency.Vault.Intake;

/// <summary>Where a transcript stands, in numbers and places.</summary>
[Immutable, GenerateSerializer, Alias("intake-view")]
internal sealed record IntakeView(Marking Marking, bool IsOwn);

/// <summary>The opening that lets a person read, or null where they must say why first.</summary>
[Immutable, GenerateSerializer, Alias("entry")]
internal sealed record Entry(AccessLine? Opening);

/// <summary>
/// The marking of one interview's transcript, from upload to close. Words never pass through here: arguments and results
/// are numbers and places, and what they point at lies sealed in the vault. Key: the interview's.
/// </summary>
[Alias("intake")]
internal interface IIntake : IGrainWithStringKey
{
    [Alias("view"), Needs(Role.Interviewer | Role.Analyst | Role.PrivacyOfficer | Role.House)]
    Task<IntakeView> View();

    /// <summary>Opens the words for thirty minutes; recorded first. An interviewer's own interview needs no reason of theirs.</summary>
    [Alias("enter"), Needs(Role.Interviewer | Role.Analyst | Role.PrivacyOfficer)]
    Task<Entry> Enter(AccessReason? why);

    /// <summary>Whether this person may bring a transcript now; asked before a byte of it is taken.</summary>
    [Alias("may-deliver"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> MayDeliver();

    /// <summary>Reads an upload that lies sealed under this number; one that cannot be read is kept and refused with its line.</summary>
    [Alias("deliver"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> Deliver(string commandId, int upload);

    /// <summary>Where nothing was recorded, what was noted during the call is the transcript.</summary>
    [Alias("deliver-notes"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> DeliverNotes(string commandId);

    [Alias("confirm-speakers"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> ConfirmSpeakers(string commandId, ImmutableArray<VoiceRole?> roles);

    [Alias("confirm-shift"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> ConfirmShift(string commandId, TimeSpan shift);

    [Alias("place-mark"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> PlaceMark(string commandId, int mark, Span span);

    [Alias("set-mark-aside"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> SetMarkAside(string commandId, int mark);

    [Alias("seal"), Needs(Role.Interviewer | Role.Analyst | Role.PrivacyOfficer)]
    Task<Answer> Seal(string commandId, Span span, DeclaredBy declared);

    [Alias("answer-suggestion"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> AnswerSuggestion(string commandId, int suggestion, bool yes);

    [Alias("propose-unseal"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> ProposeUnseal(string commandId, int aside);

    [Alias("settle-unseal"), Needs(Role.Interviewer | Role.Analyst | Role.PrivacyOfficer)]
    Task<Answer> SettleUnseal(string commandId, int aside, bool approve);

    /// <summary>Files a sealed span under a theme of the code book, so that how many said it can be counted.</summary>
    [Alias("file"), Needs(Role.Analyst)]
    Task<Answer> File(string commandId, int aside, string theme);

    [Alias("close"), Needs(Role.Interviewer | Role.Analyst)]
    Task<Answer> Close(string commandId);

    /// <summary>The words are destroyed; places that pointed at them are forgotten too.</summary>
    [Alias("forget"), Needs(Role.House)]
    Task<Answer> Forget(string commandId);
}

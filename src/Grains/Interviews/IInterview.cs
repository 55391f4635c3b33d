using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Interviews;

/// <summary>Where a case stands, without a word of anyone.</summary>
[Immutable, GenerateSerializer, Alias("interview-view")]
public sealed record InterviewView(string Interview, InterviewState State);

/// <summary>What the call desk shows of a case. For its interviewer only; composed anew each time and kept nowhere.</summary>
[Immutable, GenerateSerializer, Alias("call-screen")]
public sealed record CallScreen(string Interview, InterviewState State, DossierFile Dossier, DealFile Deal, string ClientName, bool SponsorDisclosed,
    int Minutes, string Guide, ImmutableArray<HistoryLine> History, string Draft)
{
    /// <summary>The colleague whom the buyer named at their own page, until somebody has taken it up.</summary>
    [Id(0)] public NamedColleague? Suggested { get; init; }
    /// <summary>They have had their message of the day, for whichever client, so that none is left where they do not answer.</summary>
    [Id(1)] public bool HadMessage { get; init; }
}

[Immutable, GenerateSerializer, Alias("history-line")]
public sealed record HistoryLine(Instant At, string Sentence);

/// <summary>A case in a line of somebody's day.</summary>
[Immutable, GenerateSerializer, Alias("case-brief")]
public sealed record CaseBrief(string Interview, string Name, string City, string Company);

/// <summary>What was saved last of a case, from when on it waits again if it does, and until when it can be taken back.</summary>
[Immutable, GenerateSerializer, Alias("saved-line")]
public sealed record SavedLine(string Interview, string Name, string City, string Sentence, Instant? NotBefore, Place Where, Instant UndoUntil);

/// <summary>A time somebody named: whether it can be promised, or why not and the nearest that can.</summary>
[Immutable, GenerateSerializer, Alias("proposal")]
public sealed record Proposal(Instant Start, int Minutes, string? WhyNot, Instant? Nearest)
{
    /// <summary>What it goes beyond, where it can be promised because the buyer asks for it.</summary>
    [Id(0)] public string? Beyond { get; init; }
}

/// <summary>One dossier term that masking needs: who and what this buyer may be called.</summary>
[Immutable, GenerateSerializer, Alias("masking-dossier")]
public sealed record MaskingDossier(DossierFile Dossier, DealFile Deal, string ClientName, ImmutableArray<string> Keep);

/// <summary>A case as whoever leads the team sees it: its code, what comes next and why, what happened, and the notes. No word of the talk.</summary>
/// <param name="UndoUntil">Until when the last step can be taken back, or null.</param>
[Immutable, GenerateSerializer, Alias("led-case")]
public sealed record LedCase(string Interview, string Name, string Company, string City, InterviewCard Card, string Code, string CodeLabel, string Because,
    ImmutableArray<HistoryLine> History, ImmutableArray<DossierNote> Notes, Instant? UndoUntil)
{
    /// <summary>The interviewers of the team, each with the reason why this case cannot be theirs, or null.</summary>
    [Id(0)] public ImmutableArray<Taking> Team { get; init; } = [];
}

/// <summary>Whether an interviewer can be given a case, at the time that is promised to the buyer if one is; or why not.</summary>
[Immutable, GenerateSerializer, Alias("taking")]
public sealed record Taking(string Id, string Name, string? WhyNot);

/// <summary>The pursuit of one buyer and the conversation itself. Key: {client}/{engagement}/{interview}.</summary>
[Alias("interview")]
public interface IInterview : IGrainWithStringKey
{
    [Alias("sample"), Needs(Role.House)]
    Task<Answer> Sample(string commandId, InterviewEvent.Sampled facts);

    /// <summary>Asks the person's permit for one dial; refused when the person or the hour does not allow it.</summary>
    [Alias("dial"), Needs(Role.Interviewer | Role.House)]
    Task<Answer> Dial(string commandId, string numberId);

    /// <summary>Any outcome, promise, booking, consent or step of the conversation.</summary>
    [Alias("do"), Needs(Role.Interviewer | Role.House)]
    Task<Answer> Do(string commandId, InterviewCommand command);

    [Alias("screen"), Needs(Role.Interviewer)]
    Task<CallScreen> Screen();

    /// <summary>The case in a line; for its interviewer and for those who lead the team.</summary>
    [Alias("brief"), Needs(Role.Interviewer | Role.Supervisor | Role.House)]
    Task<CaseBrief> Brief();

    /// <summary>What was saved last, or null when there is nothing that could be taken back.</summary>
    [Alias("saved"), Needs(Role.Interviewer)]
    Task<SavedLine?> Saved();

    /// <summary>Whether the caller could promise this time, for an interview or for a call back.</summary>
    [Alias("propose"), Needs(Role.Interviewer)]
    Task<Proposal> Propose(Instant start, bool callback);

    /// <summary>Keeps what is being typed, apart from notes that were saved.</summary>
    [Alias("draft-note"), Needs(Role.Interviewer)]
    Task DraftNote(string words);

    /// <summary>Passes the case to the colleague whom the buyer named.</summary>
    [Alias("refer"), Needs(Role.Interviewer)]
    Task<Answer> Refer(string commandId, DossierFile colleague);

    [Alias("note"), Needs(Role.Interviewer)]
    Task<Answer> Note(string words);

    [Alias("correct"), Needs(Role.Interviewer)]
    Task<Answer> Correct(string field, string value);

    /// <summary>Looks for a colleague who keeps at its time what this interviewer promised; refused where nobody is free.</summary>
    [Alias("hand-over"), Needs(Role.Supervisor | Role.House)]
    Task<Answer> HandOver(string commandId, string from);

    /// <summary>The supervisor of the team has talked with the interviewer who wished it.</summary>
    [Alias("talked"), Needs(Role.Supervisor | Role.House)]
    Task<Answer> Talked(string commandId);

    /// <summary>The case for whoever leads its team.</summary>
    [Alias("led"), Needs(Role.Supervisor | Role.House)]
    Task<LedCase> Led();

    /// <summary>Gives the case to another, holds it back, lets it go, ends it or takes the last step back; why is kept as a note.</summary>
    [Alias("lead"), Needs(Role.Supervisor | Role.House)]
    Task<Answer> Lead(string commandId, InterviewCommand command, string why);

    [Alias("offers"), Needs(Role.Interviewer | Role.House)]
    Task<ImmutableArray<Instant>> Offers(string interviewer);

    /// <summary>Where the case stands, also while it is paying what it owes: the queue asks from inside its own turn.</summary>
    [AlwaysInterleave, Alias("view"), Needs(Role.House | Role.Interviewer | Role.Supervisor | Role.Analyst)]
    Task<InterviewView> View();

    /// <summary>Names for masking, for the candid side and the release gate only.</summary>
    [Alias("for-masking"), Needs(Role.House)]
    Task<MaskingDossier> ForMasking();

    /// <summary>The programme ended: the case stays as a count, and how it came about is forgotten. False while it still owes anybody anything.</summary>
    [Alias("forget"), Needs(Role.House)]
    Task<bool> Forget();

    /// <summary>A worker has carried a letter out or withdrawn the cases of a company, or could not; the case looks again at what it owes.</summary>
    [Alias("mail-carried"), Needs(Role.House)]
    Task MailCarried();

    /// <summary>Through the wall: this interview's on-record turns now lie under the given address in the transcripts store.</summary>
    [Alias("intake-closed"), Needs(Role.House)]
    Task<Answer> IntakeClosed(string commandId, string onRecord);
}

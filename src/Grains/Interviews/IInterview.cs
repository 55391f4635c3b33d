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
    int Minutes, string Guide, ImmutableArray<HistoryLine> History);

[Immutable, GenerateSerializer, Alias("history-line")]
public sealed record HistoryLine(Instant At, string Sentence);

/// <summary>One dossier term that masking needs: who and what this buyer may be called.</summary>
[Immutable, GenerateSerializer, Alias("masking-dossier")]
public sealed record MaskingDossier(DossierFile Dossier, DealFile Deal, string ClientName, ImmutableArray<string> Keep);

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

    [Alias("note"), Needs(Role.Interviewer)]
    Task<Answer> Note(string words);

    [Alias("correct"), Needs(Role.Interviewer)]
    Task<Answer> Correct(string field, string value);

    [Alias("offers"), Needs(Role.Interviewer | Role.House)]
    Task<ImmutableArray<Instant>> Offers(string interviewer);

    [Alias("view"), Needs(Role.House | Role.Interviewer | Role.Supervisor | Role.Analyst)]
    Task<InterviewView> View();

    /// <summary>Names for masking, for the candid side and the release gate only.</summary>
    [Alias("for-masking"), Needs(Role.House)]
    Task<MaskingDossier> ForMasking();

    /// <summary>Through the wall: this interview's on-record turns now lie under the given address in the transcripts store.</summary>
    [Alias("intake-closed"), Needs(Role.House)]
    Task<Answer> IntakeClosed(string commandId, string onRecord);
}

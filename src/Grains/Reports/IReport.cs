using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Grains.Reports;

/// <summary>A quote that a finding may take: masked, as it would be read, and from which coded interview.</summary>
[Immutable, GenerateSerializer, Alias("quote-offer")]
public sealed record QuoteOffer(QuoteRef Ref, string Masked, string By, Side Side, ImmutableArray<string> Reasons, bool Crowded);

/// <summary>How a reason stands on both sides, in the words that would be printed.</summary>
[Immutable, GenerateSerializer, Alias("reason-standing")]
public sealed record ReasonStanding(string Key, string For, string Against, string ChoseYouShare, string WentElsewhereShare);

[Immutable, GenerateSerializer, Alias("report-view")]
public sealed record ReportView(string Report, string EngagementTitle, string ClientName, ReportDraft Draft, ReportState State, ImmutableArray<Light> Lights,
    ImmutableArray<NumberedSentence> Sentences, ImmutableArray<QuoteOffer> Quotes, ImmutableArray<ReasonStanding> Reasons, ImmutableArray<string> ClientQuestions,
    ImmutableArray<string> ClientBeliefs, int Coded, string? ProposedByName, bool PdfOwed, string Seen)
{
    /// <summary>Every coded interview with what its buyer agreed to and said of their passages.</summary>
    [Id(0)] public ImmutableArray<ApprovalLine> Approvals { get; init; } = [];

    /// <summary>What reports that are out hold and should not any more. Until it is empty the draft says so.</summary>
    [Id(1)] public ImmutableArray<Recall> Recalls { get; init; } = [];

    /// <summary>Why this report was let out; null until it is.</summary>
    [Id(2)] public Certificate? Certificate { get; init; }

    /// <summary>What is left of that once the programme has ended; null before.</summary>
    [Id(5)] public Proof? Proof { get; init; }

    /// <summary>Points from asides that a finding may rest on.</summary>
    [Id(4)] public ImmutableArray<PassedTheme> Themes { get; init; } = [];

    [Id(3)] public string? ApprovedByName { get; init; }
}

/// <summary>One interview as the report builder shows it: its place, what was agreed and asked, and what the buyer said.</summary>
[Immutable, GenerateSerializer, Alias("approval-line")]
public sealed record ApprovalLine(int Place, string Interview, bool Quoted, Approval? Approval, int Softened, int TakenOut, Withdrawal? Withdrawal, Consent? Consent, string AskedBy, string Zone)
{
    /// <summary>They wrote to us after their call, and nobody has dealt with it yet.</summary>
    [Id(0)] public bool Unread { get; init; }
}

/// <summary>How far a report is, without a word of it.</summary>
[Immutable, GenerateSerializer, Alias("report-standing")]
public sealed record ReportStanding(ReportStage Stage, int Findings);

/// <summary>One report from draft to shelf. Key: {client}/{engagement}/r-{n}.</summary>
[Alias("report")]
public interface IReport : IGrainWithStringKey
{
    [Alias("view"), Needs(Role.Analyst | Role.Owner | Role.House)]
    Task<ReportView> View();

    [Alias("draft"), Needs(Role.Analyst | Role.Owner | Role.House)]
    Task<ReportDraft> Draft();

    [Alias("standing"), Needs(Role.Analyst | Role.Owner | Role.House)]
    Task<ReportStanding> Standing();

    /// <summary>Keeps the draft. A proposal that stood is void: what was proposed is no longer what lies here.</summary>
    [Alias("save-draft"), Needs(Role.Analyst | Role.House)]
    Task<Answer> SaveDraft(string commandId, ReportDraft draft);

    /// <summary>The six lights. The leak check is logged as one opening of the vault.</summary>
    [Alias("check"), Needs(Role.Analyst | Role.House)]
    Task<ImmutableArray<Light>> Check();

    /// <summary>Proposes the draft as it lies. Refused while a light stops it.</summary>
    [Alias("propose"), Needs(Role.Analyst)]
    Task<Answer> Propose(string commandId);

    /// <summary>
    /// Approves what another analyst proposed; the report takes the engagement's next number and goes to the shelf. Seen is
    /// that of the view which was read: where the words changed since, nobody has read what would leave, and it is refused.
    /// </summary>
    [Alias("approve"), Needs(Role.Analyst)]
    Task<Answer> Approve(string commandId, string seen);

    /// <summary>Writes to every buyer whom the draft quotes and who has not been asked about all of their passages.</summary>
    [Alias("ask-approval"), Needs(Role.Analyst)]
    Task<Answer> AskApproval(string commandId);

    /// <summary>Makes this report the correction of one that is out: its draft without what was taken back. What lay here moves to the next.</summary>
    [Alias("begin-correction"), Needs(Role.Analyst)]
    Task<Answer> BeginCorrection(string commandId, int of);

    /// <summary>The printing worker has told that it is done with this report's PDF.</summary>
    [Alias("look-again"), Needs(Role.House)]
    Task LookAgain();
}

using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Analysis;

/// <summary>One stretch of a turn that is masked or suggested for it. Decided is null while it waits for a person.</summary>
[Immutable, GenerateSerializer, Alias("mask-chip")]
public sealed record MaskChip(int Start, int End, string Words, string Wording, MaskChoice? Decided, string Why);

/// <summary>One on-record turn as the analyst sees it, with its masks and codes. At is seconds into the words on record.</summary>
[Immutable, GenerateSerializer, Alias("coding-turn")]
public sealed record CodingTurn(int N, Voice Who, int At, string Words, ImmutableArray<MaskChip> Masks, ImmutableArray<Code> Codes);

/// <summary>A kept quote as it would leave. Stands is false where its turn no longer says these words; Fitting is how many listed deals could have said it.</summary>
[Immutable, GenerateSerializer, Alias("kept-quote")]
public sealed record KeptQuote(string Id, int Turn, string Masked, string By, Attribution Level, bool Stands, int Fitting, bool Crowded);

[Immutable, GenerateSerializer, Alias("coding-view")]
public sealed record CodingView(string Interview, string EngagementTitle, string ClientName, int Place, int Of, ImmutableArray<CodingTurn> Turns, ImmutableArray<KeptQuote> Quotes,
    ImmutableArray<Reason> Reasons, RespondentFacts Facts, Attribution Allowed, DealOutcome Outcome, int MasksOpen, int MasksDecided, int CrowdNeeded, bool Closed, Instant? SavedAt);

/// <summary>
/// The coding of one interview: masks, reasons and quotes on its on-record words. Key: the interview's. Analysts of the
/// engagement only; an engagement that names no analysts is open to all of the agency's.
/// </summary>
[Alias("coding")]
public interface ICoding : IGrainWithStringKey
{
    /// <summary>Null until intake has handed out the words on record.</summary>
    [Alias("view"), Needs(Role.Analyst | Role.House)]
    Task<CodingView?> View();

    /// <summary>Decides on suggested masks, or adds some; each holds wherever its words stand.</summary>
    [Alias("save-masks"), Needs(Role.Analyst | Role.House)]
    Task<Answer> SaveMasks(string commandId, ImmutableArray<MaskDecision> decisions);

    /// <summary>Takes every suggestion that still waits as it is worded.</summary>
    [Alias("accept-masks"), Needs(Role.Analyst | Role.House)]
    Task<Answer> AcceptMasks(string commandId);

    /// <summary>Files words that the buyer said exactly once, inside one turn, under a reason.</summary>
    [Alias("add-code"), Needs(Role.Analyst | Role.House)]
    Task<Answer> AddCode(string commandId, string words, string reason, Sign sign, int weight, bool prompted);

    [Alias("remove-code"), Needs(Role.Analyst | Role.House)]
    Task<Answer> RemoveCode(string commandId, string code);

    /// <summary>Keeps words as a quote. Refused above the agreed level, where the words do not stand exactly once, and where a mask in them waits.</summary>
    [Alias("add-quote"), Needs(Role.Analyst | Role.House)]
    Task<Answer> AddQuote(string commandId, string words, Attribution level, string role);

    [Alias("remove-quote"), Needs(Role.Analyst | Role.House)]
    Task<Answer> RemoveQuote(string commandId, string quote);

    [Alias("describe"), Needs(Role.Analyst | Role.House)]
    Task<Answer> Describe(string commandId, RespondentFacts facts);

    [Alias("close"), Needs(Role.Analyst | Role.House)]
    Task<Answer> Close(string commandId);
}

/// <summary>The code book of one engagement. Key: the engagement's.</summary>
[Alias("code-book")]
public interface ICodeBook : IGrainWithStringKey
{
    [Alias("set"), Needs(Role.Analyst | Role.House)]
    Task<Answer> Set(string commandId, ImmutableArray<Reason> reasons);

    [Alias("view"), Needs(Role.Analyst | Role.House)]
    Task<ImmutableArray<Reason>> View();
}

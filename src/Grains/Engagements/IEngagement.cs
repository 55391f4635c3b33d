using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Engagements;

/// <summary>How one uploaded list went: what was taken, and each row that was not, with its line number and the reason.</summary>
[Immutable, GenerateSerializer, Alias("import-result")]
public sealed record ImportResult(string Import, int Accepted, int Duplicates, ImmutableArray<RejectedRow> Rejected);

[Immutable, GenerateSerializer, Alias("rejected-row")]
public sealed record RejectedRow(int Line, string Reason);

/// <summary>One deal of the list as staff choose by it: facts the client gave, no name of a person.</summary>
[Immutable, GenerateSerializer, Alias("deal-line")]
public sealed record DealLine(string Deal, string Account, DealOutcome Outcome, LocalDate DecidedOn, string Value, string Region, string Segment,
    string Competitors, int Priority, string State, string? LeftOutBecause);

[Immutable, GenerateSerializer, Alias("engagement-view")]
public sealed record EngagementView(string Engagement, SetUp SetUp, Stage Stage, int Deals, int RowsRejected, int LeftOut, int Chosen, int Interviewed, int Coded, int Releases);

/// <summary>The client's own words around the programme: its questions and what it expects. A document, never events.</summary>
[Immutable, GenerateSerializer, Alias("client-words")]
public sealed record ClientWords(ImmutableArray<string> Questions, ImmutableArray<string> Beliefs);

/// <summary>One programme of interviews for one client. Key: {client}/{engagement}.</summary>
[Alias("engagement")]
public interface IEngagement : IGrainWithStringKey
{
    [Alias("draft"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> Draft(string commandId, SetUp setUp);

    [Alias("change-set-up"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> ChangeSetUp(string commandId, SetUp setUp);

    [Alias("reach"), Needs(Role.House | Role.Owner | Role.Analyst | Role.Supervisor)]
    Task<Answer> Reach(string commandId, Stage stage);

    /// <summary>Reads an uploaded list that lies in the people store under the given address; good rows are taken, bad ones told.</summary>
    [Alias("import"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<ImportResult> Import(string commandId, string upload, string fileName);

    [Alias("leave-out"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<Answer> LeaveOut(string commandId, string deal, string reason);

    [Alias("deals"), Needs(Role.House | Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<ImmutableArray<DealLine>> Deals(int skip);

    /// <summary>Opens a case for each chosen deal.</summary>
    [Alias("choose"), Needs(Role.House | Role.Analyst | Role.Supervisor)]
    Task<Answer> Choose(string commandId, ImmutableArray<string> deals);

    [Alias("record-words"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<Answer> RecordWords(string commandId, ClientWords words);

    [Alias("words"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<ClientWords> Words();

    [Alias("view"), Needs(Role.Staff | Role.House)]
    Task<EngagementView?> View();

    /// <summary>An interview tells its card; an older version than the one kept is passed over.</summary>
    [Alias("tell"), Needs(Role.House)]
    Task Tell(InterviewCard card);

    [Alias("cards"), Needs(Role.House | Role.Supervisor | Role.Analyst | Role.Owner)]
    Task<ImmutableArray<InterviewCard>> Cards();

    [Alias("released"), Needs(Role.House)]
    Task<Answer> Released(string commandId, int number);
}

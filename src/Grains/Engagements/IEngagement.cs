using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Engagements;

/// <summary>
/// How one uploaded list went. Every row of it was taken, or stands among the rejected or the repeated; Refusal says why
/// nothing of the file could be read. Barred counts the taken deals whose buyer may not be contacted; neither which nor why is told.
/// </summary>
[Immutable, GenerateSerializer, Alias("import-result")]
public sealed record ImportResult(string Import, string FileName, int Rows, int Accepted, ImmutableArray<RejectedRow> Rejected,
    ImmutableArray<RepeatedRow> Repeated, ImmutableArray<ListNote> Notes, string? Refusal, int Barred = 0)
{
    public int Duplicates => Repeated.Length;
}

/// <summary>A row that was not taken. Reason is for staff; Told says the same and names nobody, for the shelf.</summary>
[Immutable, GenerateSerializer, Alias("rejected-row")]
public sealed record RejectedRow(int Line, string Reason, string Told)
{
    public static RejectedRow Plainly(int line, string reason) => new(line, reason, reason);
}

/// <summary>A row that says what another says. SameAs is that row's line, or 0 where it came with an earlier list.</summary>
[Immutable, GenerateSerializer, Alias("repeated-row")]
public sealed record RepeatedRow(int Line, int SameAs, string Reason);

/// <summary>Something of a taken row that had to be left aside or guessed at, said to staff.</summary>
[Immutable, GenerateSerializer, Alias("list-note")]
public sealed record ListNote(int Line, string Words);

/// <summary>One column of a list: its heading, what it is taken for, and up to three of its values.</summary>
[Immutable, GenerateSerializer, Alias("column-preview")]
public sealed record ColumnPreview(string Heading, DealField Field, ImmutableArray<string> Samples);

/// <summary>A list as it would be taken, before anything is.</summary>
[Immutable, GenerateSerializer, Alias("list-preview")]
public sealed record ListPreview(string Upload, string FileName, string Encoding, string Separator, ImmutableArray<ColumnPreview> Columns,
    DateOrder Dates, DealMapping Mapping, ImportResult Result);

/// <summary>A list that was uploaded: when, under which name, and what came of it, if it was taken.</summary>
[Immutable, GenerateSerializer, Alias("uploaded-list")]
public sealed record UploadedList(string Upload, string FileName, Instant At, string? Import, int Rows, int Accepted, int Rejected, int Repeated);

/// <summary>A file to download: its name and its bytes.</summary>
[Immutable, GenerateSerializer, Alias("sheet-file")]
public sealed record SheetFile(string FileName, ImmutableArray<byte> Bytes);

/// <summary>A deal that may be chosen, best first, and why it stands where it stands.</summary>
[Immutable, GenerateSerializer, Alias("suggested-deal")]
public sealed record SuggestedDeal(DealLine Deal, ImmutableArray<string> Reasons);

/// <summary>A deal that the client asked to leave out: which, why, when.</summary>
[Immutable, GenerateSerializer, Alias("left-out-deal")]
public sealed record LeftOutDeal(string Deal, string Account, DealOutcome Outcome, string Reason, Instant At);

/// <summary>A question that somebody at the client asked from their page.</summary>
[Immutable, GenerateSerializer, Alias("client-question")]
public sealed record ClientQuestion(string Id, Instant At, string From, string Words);

/// <summary>One deal of the list as staff choose by it: facts the client gave, no name of a person.</summary>
[Immutable, GenerateSerializer, Alias("deal-line")]
public sealed record DealLine(string Deal, string Account, DealOutcome Outcome, LocalDate DecidedOn, string Value, string Region, string Segment,
    string Competitors, int Priority, string State, string? LeftOutBecause);

[Immutable, GenerateSerializer, Alias("engagement-view")]
public sealed record EngagementView(string Engagement, SetUp SetUp, Stage Stage, int Deals, int RowsRejected, int LeftOut, int Chosen, int Interviewed, int Coded, int Releases)
{
    /// <summary>The time for which words said in confidence are kept is over: they are destroyed, and nothing new can be compared with them.</summary>
    [Id(0)] public bool RawIsForgotten { get; init; }
    [Id(1)] public Instant? ClosedAt { get; init; }
}

/// <summary>The client's own words around the programme: its questions and what it expects. A document, never events.</summary>
[Immutable, GenerateSerializer, Alias("client-words")]
public sealed record ClientWords(ImmutableArray<string> Questions, ImmutableArray<string> Beliefs);

/// <summary>What the end of a programme destroyed, and what of the files that stay would still lead back to a buyer: nothing, if all is well.</summary>
[Immutable, GenerateSerializer, Alias("ending-told")]
public sealed record EndingTold(Instant At, int Cases, int People, int Deals, int FilesThatStay, ImmutableArray<string> Joins);

/// <summary>One programme of interviews for one client. Key: {client}/{engagement}.</summary>
[Alias("engagement")]
public interface IEngagement : IGrainWithStringKey
{
    [Alias("draft"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<Answer> Draft(string commandId, SetUp setUp);

    /// <summary>Staff change words that reach the shelf at <see cref="IShelfWords"/>, which asks the lights first; so for the next two.</summary>
    [Alias("change-set-up"), Needs(Role.House)]
    Task<Answer> ChangeSetUp(string commandId, SetUp setUp);

    [Alias("reach"), Needs(Role.House | Role.Owner | Role.Analyst | Role.Supervisor)]
    Task<Answer> Reach(string commandId, Stage stage);

    /// <summary>Reads an uploaded list that lies in the people store under the given address; good rows are taken, bad ones told.</summary>
    [Alias("import"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<ImportResult> Import(string commandId, string upload, string fileName);

    /// <summary>Keeps an uploaded file, sealed with the engagement, and returns where it lies. Keeping it twice keeps it once.</summary>
    [Alias("keep"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<string> Keep(string commandId, string fileName, ImmutableArray<byte> bytes);

    /// <summary>Reads a kept list as Import would and changes nothing.</summary>
    [Alias("preview"), Needs(Role.House | Role.Analyst)]
    Task<ListPreview?> Preview(string upload);

    /// <summary>How this client's lists are to be read from now on.</summary>
    [Alias("map-columns"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<Answer> MapColumns(DealMapping mapping);

    [Alias("lists"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<ImmutableArray<UploadedList>> Lists();

    /// <summary>What came of a list that was taken, or null.</summary>
    [Alias("imported"), Needs(Role.House | Role.Analyst)]
    Task<ImportResult?> Imported(string import);

    /// <summary>The rows of a list that were not taken, with the reasons, to be mended and sent again; or null.</summary>
    [Alias("rejected"), Needs(Role.House | Role.Analyst)]
    Task<SheetFile?> Rejected(string import);

    /// <summary>Deals that may still be chosen, best first.</summary>
    [Alias("suggest"), Needs(Role.House | Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<ImmutableArray<SuggestedDeal>> Suggest(int skip);

    [Alias("left-out"), Needs(Role.House | Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<ImmutableArray<LeftOutDeal>> LeftOut();

    /// <summary>What is still wanting before the next stage, in sentences.</summary>
    [Alias("missing"), Needs(Role.Staff | Role.House)]
    Task<ImmutableArray<string>> Missing();

    [Alias("ask"), Needs(Role.House)]
    Task Ask(ClientQuestion question);

    [Alias("questions"), Needs(Role.House | Role.Owner | Role.Analyst)]
    Task<ImmutableArray<ClientQuestion>> Questions();

    [Alias("leave-out"), Needs(Role.House)]
    Task<Answer> LeaveOut(string commandId, string deal, string reason);

    [Alias("deals"), Needs(Role.House | Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<ImmutableArray<DealLine>> Deals(int skip);

    /// <summary>Opens a case for each chosen deal.</summary>
    [Alias("choose"), Needs(Role.House | Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<Answer> Choose(string commandId, ImmutableArray<string> deals);

    [Alias("record-words"), Needs(Role.House)]
    Task<Answer> RecordWords(string commandId, ClientWords words);

    [Alias("words"), Needs(Role.House | Role.Analyst | Role.Owner)]
    Task<ClientWords> Words();

    /// <summary>Reads only, so it waits for nobody: billing asks it while the engagement may be telling billing something.</summary>
    [Alias("view"), Needs(Role.Staff | Role.House), AlwaysInterleave]
    Task<EngagementView?> View();

    /// <summary>An interview tells its card; an older version than the one kept is passed over. Comes in between: the engagement may be waiting for that very case.</summary>
    [Alias("tell"), Needs(Role.House), AlwaysInterleave]
    Task Tell(InterviewCard card);

    [Alias("cards"), Needs(Role.House | Role.Supervisor | Role.Analyst | Role.Owner)]
    Task<ImmutableArray<InterviewCard>> Cards();

    /// <summary>Whether all that this engagement owes, the notes on the shelf among it, has been paid.</summary>
    [Alias("settled"), Needs(Role.House)]
    Task<bool> Settled();

    /// <summary>The number of a report that may be approved: the next free one, and the same whenever it asks again.</summary>
    [Alias("take-number"), Needs(Role.House)]
    Task<int> TakeNumber(string commandId, string report);

    /// <summary>Destroys what the engagement has kept for its time. Asked every day.</summary>
    [Alias("age"), Needs(Role.House)]
    Task<Answer> Age(string commandId);

    /// <summary>What the end of the programme destroyed, once it has.</summary>
    [Alias("ending"), Needs(Role.Staff | Role.House), AlwaysInterleave]
    Task<EndingTold?> Ending();

    /// <summary>A worker has something to tell of what it destroys.</summary>
    [Alias("lifetime-told"), Needs(Role.House)]
    Task LifetimeTold();

    [Alias("released"), Needs(Role.House)]
    Task<Answer> Released(string commandId, int number);
}

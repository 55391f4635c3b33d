using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>One programme of interviews: its set-up and stages, the client's deals, and a card of every case.</summary>
[GrainType("engagement")]
internal sealed class EngagementGrain([PersistentState("journal", "agency")] IPersistentState<Journal<EngagementState, EngagementEvent>> journal,
    JournalTools tools, AgencyStores stores, DealBook book, DealImport import, ProgressNote progress)
    : JournalGrain<EngagementState, EngagementEvent>(journal, tools), IEngagement
{
    private const int PageMax = 50;
    private const string ToCases = "cases";
    private const string ToShelf = "shelf";
    private const string WordsFile = "client-words";

    private Subject WordsSubject => new(Key, "client");

    protected override EngagementState Empty => EngagementState.None;

    protected override EngagementState Fold(EngagementState state, EngagementEvent happened) => EngagementState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(EngagementEvent happened) => happened switch
    {
        EngagementEvent.DealsChosen => [(ToCases, happened.At), (ToShelf, happened.At)],
        _ => [(ToShelf, happened.At)],
    };

    protected override async Task PayAsync(string to, EngagementEvent happened, string effectId)
    {
        if (to == ToCases) await OpenCasesAsync((EngagementEvent.DealsChosen)happened, effectId);
        else await progress.LayAsync(GrainFactory, Key, State, await Words());
    }

    public Task<Answer> Draft(string commandId, SetUp setUp) => Decide(commandId, new EngagementCommand.Draft(setUp));

    public Task<Answer> ChangeSetUp(string commandId, SetUp setUp) => Decide(commandId, new EngagementCommand.ChangeSetUp(setUp));

    public Task<Answer> Reach(string commandId, Stage stage) => Decide(commandId, new EngagementCommand.Reach(stage));

    public async Task<ImportResult> Import(string commandId, string upload, string fileName)
    {
        var known = await book.ReadAsync(Key, State.Imports);
        var id = commandId.Replace('/', '.').Replace('#', '.');
        var taken = await import.TakeAsync(GrainFactory, Key, id, upload, fileName, known);
        var answer = await Decide(commandId, new EngagementCommand.ImportDeals(id, taken.Accepted, taken.Rejected.Length));
        return answer.Ok ? taken : taken with { Accepted = 0, Rejected = [new RejectedRow(0, answer.Refusal!)] };
    }

    public Task<Answer> LeaveOut(string commandId, string deal, string reason) => Decide(commandId, new EngagementCommand.LeaveOut(deal, reason));

    public async Task<ImmutableArray<DealLine>> Deals(int skip)
    {
        var cards = new Dictionary<string, InterviewCard>();
        await foreach (var card in EngagementCards.OfAsync(stores.Facts, Key)) cards[card.Interview[(Key.Length + 1)..]] = card;
        return [.. (await book.ReadAsync(Key, State.Imports)).Skip(skip).Take(PageMax).Select((d, i) => new DealLine(d.Deal, d.Account, d.Outcome, d.DecidedOn,
            d.Value, d.Region, d.Segment, d.Competitors, skip + i + 1, StateOf(d.Deal, cards.GetValueOrDefault(d.Deal)), State.LeftOut.GetValueOrDefault(d.Deal)))];
    }

    public Task<Answer> Choose(string commandId, ImmutableArray<string> deals) => Decide(commandId, new EngagementCommand.Choose(deals));

    public async Task<Answer> RecordWords(string commandId, ClientWords words)
    {
        await stores.People.WriteAsync(WordsSubject, WordsFile, words);
        return await Decide(commandId, new EngagementCommand.RecordBeliefs(WordsFile));
    }

    public async Task<ClientWords> Words() => await stores.People.ReadAsync<ClientWords>(WordsSubject, WordsFile) ?? new ClientWords([], []);

    public async Task<EngagementView?> View()
    {
        if (State.SetUp is null) return null;
        var (interviewed, coded) = (0, 0);
        await foreach (var card in EngagementCards.OfAsync(stores.Facts, Key))
        {
            if (card.EndedAt is not null) interviewed++;
            if (card.Status == CaseStatus.Done) coded++;
        }
        return new EngagementView(Key, State.SetUp, State.Stage, State.DealsListed, State.RowsRejected, State.LeftOut.Count, State.Chosen.Count, interviewed, coded, State.Releases);
    }

    public async Task Tell(InterviewCard card)
    {
        if (!await EngagementCards.LayAsync(stores.Facts, card)) return;
        await GrainFactory.GetGrain<ICallQueue>(card.Team).Tell(card);
        if (card.EndedAt is not null) await progress.LayAsync(GrainFactory, Key, State, await Words());
    }

    public async Task<ImmutableArray<InterviewCard>> Cards()
    {
        var cards = ImmutableArray.CreateBuilder<InterviewCard>();
        await foreach (var card in EngagementCards.OfAsync(stores.Facts, Key)) cards.Add(card);
        return cards.ToImmutable();
    }

    public Task<Answer> Released(string commandId, int number) => Decide(commandId, new EngagementCommand.Release(number));

    private async Task OpenCasesAsync(EngagementEvent.DealsChosen chosen, string effectId)
    {
        var entries = (await book.ReadAsync(Key, State.Imports)).ToDictionary(d => d.Deal);
        var rank = entries.Values.OrderByDescending(d => d.ValueMinor).Select((d, i) => (d.Deal, i)).ToDictionary(p => p.Deal, p => p.i);
        foreach (var deal in chosen.Deals)
        {
            if (!entries.TryGetValue(deal, out var d) || State.LeftOut.ContainsKey(deal)) continue;
            var facts = new InterviewEvent.Sampled(chosen.At, d.Person, d.CompanyKey, State.SetUp!.Team, d.Outcome, d.DecidedOn, d.Place, d.Language,
                1 + rank[deal] * 5 / Math.Max(1, entries.Count), d.Tier);
            await GrainFactory.GetGrain<IInterview>($"{Key}/{deal}").Sample($"{effectId}/{deal}", facts);
        }
    }

    private string StateOf(string deal, InterviewCard? card) =>
        State.LeftOut.ContainsKey(deal) ? "left out at the client's request" : card is not null ? CaseWords.Of(card.Status) : State.Chosen.Contains(deal) ? "being opened" : "not chosen";

    private Task<Answer> Decide(string commandId, EngagementCommand command) => DecideAsync(commandId, (s, at) => Engagement.Decide(s, command, at));
}

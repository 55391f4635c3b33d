using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Engagements;

/// <summary>One programme of interviews: its set-up and stages, the client's deals, and a card of every case.</summary>
[GrainType("engagement")]
internal sealed partial class EngagementGrain([PersistentState("journal", "agency")] IPersistentState<Journal<EngagementState, EngagementEvent>> journal,
    JournalTools tools, AgencyStores stores, DealBook book, DealImport import, UploadShelf uploads, ClientDocuments documents, DealShelf deals, ProgressNote progress, Lifetime lifetime, EffectWorker worker, TimeProvider time)
    : JournalGrain<EngagementState, EngagementEvent>(journal, tools), IEngagement
{
    private const int PageMax = 50, ReasonLengthMax = 500;
    private const string ToCases = "cases";
    private const string ToShelf = "shelf";
    private const string ToDeals = "deals";
    private const string ToBilling = "billing";

    private string ClientKey => Key[..Key.IndexOf('/')];

    protected override EngagementState Empty => EngagementState.None;

    protected override EngagementState Fold(EngagementState state, EngagementEvent happened) => EngagementState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(EngagementEvent happened) => happened switch
    {
        EngagementEvent.DealsChosen => [(ToCases, happened.At), (ToShelf, happened.At)],
        // Withdrawing a case waits in the same line as opening it, so that the one never overtakes the other.
        EngagementEvent.DealLeftOut => [(ToCases, happened.At), (ToDeals, happened.At)],
        EngagementEvent.DealsImported => [(ToDeals, happened.At), (ToShelf, happened.At)],
        EngagementEvent.RawForgotten => [(ToVault, happened.At)],
        EngagementEvent.StageReached { Stage: Stage.Closed } => [(ToShelf, happened.At), (ToBilling, happened.At), (ToEnd, happened.At)],
        EngagementEvent.StageReached or EngagementEvent.Released => [(ToShelf, happened.At), (ToBilling, happened.At)],
        EngagementEvent.NumberTaken => [],
        _ => [(ToShelf, happened.At)],
    };

    protected override async Task PayAsync(string to, EngagementEvent happened, string effectId)
    {
        if (to == ToBilling) (await BillAsync(happened, effectId)).OrThrow();
        else if (to is ToVault or ToEnd) await LiveOutAsync(to, effectId);
        else if (to == ToDeals) await deals.LayAsync(Key, State);
        else if (to == ToShelf) await NoteAsync();
        else if (happened is EngagementEvent.DealsChosen chosen) await OpenCasesAsync(chosen, effectId);
        else if (happened is EngagementEvent.DealLeftOut left) await WithdrawAsync(left.Deal, effectId);
    }

    /// <summary>The set-up fee, milestones and readouts arise from what the engagement has come to.</summary>
    private Task<Answer> BillAsync(EngagementEvent happened, string effectId) => happened is EngagementEvent.StageReached reached
        ? GrainFactory.GetGrain<IAccount>(Key).Reached(effectId, reached.Stage)
        : GrainFactory.GetGrain<IAccount>(Key).Released(effectId, ((EngagementEvent.Released)happened).Number);

    public Task<bool> Settled() => Task.FromResult(NothingOwed);

    public async Task<Answer> Draft(string commandId, SetUp setUp)
    {
        await ClientTeam.EnterAsync(GrainFactory, ClientKey);
        return await Decide(commandId, new EngagementCommand.Draft(setUp));
    }

    public Task<Answer> ChangeSetUp(string commandId, SetUp setUp) => DecideOwnAsync(commandId, new EngagementCommand.ChangeSetUp(setUp), teamToo: false);

    public async Task<string> Keep(string commandId, string fileName, ImmutableArray<byte> bytes)
    {
        await OwnAsync();
        return await uploads.KeepAsync(Key, CommandName.Of(commandId), fileName, ImmutableCollectionsMarshal.AsArray(bytes)!, Now);
    }

    public async Task<ListPreview?> Preview(string upload)
    {
        OwnAnalyst();
        if (await uploads.FileAsync(Key, upload) is not { } file) return null;
        var mapping = await documents.MappingAsync(ClientKey);
        var read = DealListReader.Read(file.Bytes, mapping, State.SetUp?.Kind ?? EngagementKind.WinLoss);
        return new ListPreview(upload, file.FileName, read.Encoding, read.Separator, read.Columns, read.Dates, mapping,
            new ImportResult("", file.FileName, read.Rows, read.Good.Length, [.. read.Bad.Select(b => b.Why)], read.Repeated, read.Notes, read.Refusal));
    }

    public async Task<Answer> MapColumns(DealMapping mapping)
    {
        await OwnAsync();
        if (mapping.Country.Length > 0 && Places.Named(mapping.Country) is null) return Answer.No($"No country is called {mapping.Country}; one is Portugal or PT.");
        await documents.MapAsync(ClientKey, mapping);
        return Answer.Done;
    }

    public async Task<ImportResult> Import(string commandId, string upload, string fileName)
    {
        await OwnAsync();
        var id = CommandName.Of(commandId);
        // Taken before: the result stands, and taking again would find every row on the list already.
        if (State.Imports.Contains(id) && await uploads.TakenAsync(Key, id) is { } before) return before.Result;
        if (Engagement.Decide(State, new EngagementCommand.ImportDeals(id, 0, 0), Now) is Domain.Decision<EngagementEvent>.Refused refused)
            return new ImportResult(id, fileName, 0, 0, [], [], [], refused.Reason);
        if (await WhyEndsAsync() is { } ends) return new ImportResult(id, fileName, 0, 0, [], [], [], ends);
        var known = await book.ReadAsync(Key, State.Imports);
        var taken = await Caller.AsHouse(async () => await import.TakeAsync(GrainFactory, Key, State.SetUp!.Kind, id, upload, fileName, await documents.MappingAsync(ClientKey), known, Now));
        if (taken.Refusal is null) await Decide(commandId, new EngagementCommand.ImportDeals(id, taken.Accepted, taken.Rejected.Length));
        return taken;
    }

    public async Task<ImmutableArray<UploadedList>> Lists()
    {
        await OwnAsync();
        return await uploads.ListAsync(Key);
    }

    public async Task<ImportResult?> Imported(string import)
    {
        OwnAnalyst();
        return (await uploads.TakenAsync(Key, import))?.Result;
    }

    public async Task<SheetFile?> Rejected(string import)
    {
        OwnAnalyst();
        return await uploads.TakenAsync(Key, import) is { Bad.IsEmpty: false } taken
            ? new SheetFile($"{Path.GetFileNameWithoutExtension(taken.Result.FileName)}-to-repair.csv", ImmutableCollectionsMarshal.AsImmutableArray(RejectedSheet.Write(taken.Headings, taken.Bad)))
            : null;
    }

    /// <summary>
    /// Whose programme it is (DOMAIN §9.12): its own analysts and the owner; for what a team does, the supervisor of the
    /// team that rings for it too. One that names no analyst yet is open to all of them, or nobody could take it up.
    /// </summary>
    private async Task OwnAsync(bool teamToo = false)
    {
        var caller = Caller.Required;
        if (caller.Is(Role.House | Role.Owner) || State.SetUp is not { } setUp) return;
        if (caller.Is(Role.Analyst) && (setUp.Analysts.IsDefaultOrEmpty || setUp.Analysts.Contains(caller.Id))) return;
        if (teamToo && caller.Is(Role.Supervisor) && await Caller.AsHouse(() => TeamOfAsync(caller.Id)) == setUp.Team) return;
        throw new AccessRefusedException(caller.Id, "another team's engagement");
    }

    private async Task<string?> TeamOfAsync(string staff) =>
        (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == staff)?.Team;

    /// <summary>An uploaded list names buyers, and those are known to the analysts of their own engagement only.</summary>
    private void OwnAnalyst()
    {
        var caller = Caller.Required;
        if (!caller.Is(Role.House) && State.SetUp is { Analysts.IsEmpty: false } setUp && !setUp.Analysts.Contains(caller.Id))
            throw new AccessRefusedException(caller.Id, "the lists of another team's engagement");
    }

    public async Task<Answer> LeaveOut(string commandId, string deal, string reason)
    {
        await OwnAsync();
        if (State.LeftOut.ContainsKey(deal)) return Answer.Done;
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonLengthMax) return Answer.No($"Say why in 1 to {ReasonLengthMax} characters: the reason stands in the report.");
        if (!(await book.ReadAsync(Key, State.Imports)).Any(d => d.Deal == deal)) return Answer.No("This deal is not on the list.");
        return await Decide(commandId, new EngagementCommand.LeaveOut(deal, await documents.ReasonAsync(Key, deal, reason.Trim())));
    }

    public async Task<ImmutableArray<DealLine>> Deals(int skip)
    {
        await OwnAsync(teamToo: true);
        var page = (await book.ReadAsync(Key, State.Imports)).Skip(skip).Take(PageMax).ToArray();
        var cards = await CardsAsync();
        return [.. await Task.WhenAll(page.Select((d, i) => LineAsync(d, skip + i + 1, cards)))];
    }

    public async Task<ImmutableArray<SuggestedDeal>> Suggest(int skip)
    {
        await OwnAsync(teamToo: true);
        if (State.SetUp is not { } setUp) return [];
        var entries = (await book.ReadAsync(Key, State.Imports)).Where(d => !State.LeftOut.ContainsKey(d.Deal)).ToDictionary(d => d.Deal);
        var order = DealRanking.Order([.. entries.Values.Select(d => new RankedDeal(d.Deal, d.Outcome, d.DecidedOn, d.ValueMinor, d.Region, State.Chosen.Contains(d.Deal)))],
            setUp.GoalWins, setUp.GoalLosses, Now.InUtc().Date);
        var cards = await CardsAsync();
        return [.. await Task.WhenAll(order.Skip(skip).Take(PageMax).Select(async (place, i) => new SuggestedDeal(await LineAsync(entries[place.Deal], skip + i + 1, cards), place.Reasons)))];
    }

    public async Task<ImmutableArray<LeftOutDeal>> LeftOut()
    {
        await OwnAsync(teamToo: true);
        var left = ImmutableArray.CreateBuilder<LeftOutDeal>();
        foreach (var d in await book.ReadAsync(Key, State.Imports))
            if (State.LeftOut.TryGetValue(d.Deal, out var document))
                left.Add(new LeftOutDeal(d.Deal, d.Account, d.Outcome, await documents.ReasonOfAsync(Key, document), State.LeftOutAt.GetValueOrDefault(d.Deal)));
        return left.ToImmutable();
    }

    public Task<Answer> Choose(string commandId, ImmutableArray<string> deals) => DecideOwnAsync(commandId, new EngagementCommand.Choose(deals));

    public async Task<Answer> RecordWords(string commandId, ClientWords words)
    {
        await OwnAsync();
        var now = await WordsAsync();
        if (words.Questions.SequenceEqual(now.Questions) && words.Beliefs.SequenceEqual(now.Beliefs)) return Answer.Done;
        return await Decide(commandId, new EngagementCommand.RecordBeliefs(await documents.WordsAsync(Key, CommandName.Of(commandId), words), !words.Beliefs.SequenceEqual(now.Beliefs)));
    }

    public async Task<ClientWords> Words()
    {
        await OwnAsync();
        return await WordsAsync();
    }

    public Task Ask(ClientQuestion question) => documents.AskAsync(Key, question);

    public async Task<ImmutableArray<ClientQuestion>> Questions()
    {
        await OwnAsync();
        return await documents.QuestionsAsync(Key);
    }

    public async Task<ImmutableArray<string>> Missing()
    {
        var words = await WordsAsync();
        var cards = (await CardsAsync()).Values;
        return StageNeeds.Of(State, new StageFacts(words.Questions.Length, !words.Beliefs.IsEmpty, cards.Count(c => c.Status is CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked or CaseStatus.InInterview),
            cards.Count(c => c.EndedAt is not null), cards.Count(c => c.Status == CaseStatus.Done), Now.InUtc().Date));
    }

    public async Task<EngagementView?> View()
    {
        if (State.SetUp is null) return null;
        var cards = (await CardsAsync()).Values;
        return new EngagementView(Key, State.SetUp, State.Stage, State.DealsListed, State.RowsRejected, State.LeftOut.Count, State.Chosen.Count,
            cards.Count(c => c.EndedAt is not null), cards.Count(c => c.Status == CaseStatus.Done), State.Releases) { RawIsForgotten = State.RawIsForgotten, ClosedAt = State.ClosedAt };
    }

    public async Task Tell(InterviewCard card)
    {
        if (!await EngagementCards.LayAsync(stores.Facts, card)) return;
        await GrainFactory.GetGrain<ICallQueue>(card.Team).Tell(card);
        if (card.EndedAt is not null) await NoteAsync();
    }

    public async Task<ImmutableArray<InterviewCard>> Cards()
    {
        await OwnAsync(teamToo: true);
        return [.. (await CardsAsync()).Values];
    }

    public async Task<int> TakeNumber(string commandId, string report)
    {
        var taken = await Decide(commandId, new EngagementCommand.TakeNumber(report));
        return taken.Ok ? State.Numbers[report] : throw new InvalidOperationException($"No number for {report}: {taken.Refusal}");
    }

    public Task<Answer> Released(string commandId, int number) => Decide(commandId, new EngagementCommand.Release(number));

    private async Task OpenCasesAsync(EngagementEvent.DealsChosen chosen, string effectId)
    {
        var entries = (await book.ReadWithBuyersAsync(Key, State.Imports)).ToDictionary(d => d.Deal);
        var rank = entries.Values.OrderByDescending(d => d.ValueMinor).Select((d, i) => (d.Deal, i)).ToDictionary(p => p.Deal, p => p.i);
        foreach (var deal in chosen.Deals)
        {
            if (!entries.TryGetValue(deal, out var d) || d.Person.Length == 0 || State.LeftOut.ContainsKey(deal)) continue;
            var facts = new InterviewEvent.Sampled(chosen.At, d.Person, d.CompanyKey, State.SetUp!.Team, d.Outcome, d.DecidedOn, d.Place, d.Language,
                1 + rank[deal] * 5 / Math.Max(1, entries.Count), d.Tier);
            await GrainFactory.GetGrain<IInterview>($"{Key}/{deal}").Sample($"{effectId}/{deal}", facts);
        }
    }

    /// <summary>A case that was opened is withdrawn: nobody rings, and what was booked is freed. One never opened refuses, and that is well.</summary>
    private async Task WithdrawAsync(string deal, string effectId)
    {
        if (State.Chosen.Contains(deal)) await GrainFactory.GetGrain<IInterview>($"{Key}/{deal}").Do(effectId, new InterviewCommand.Suppress("house"));
    }

    private async Task<DealLine> LineAsync(DealEntry d, int place, Dictionary<string, InterviewCard> cards) => new(d.Deal, d.Account, d.Outcome, d.DecidedOn, d.Value, d.Region, d.Segment,
        d.Competitors, place, await StateOfAsync(d, cards.GetValueOrDefault(d.Deal)), State.LeftOut.TryGetValue(d.Deal, out var document) ? await documents.ReasonOfAsync(Key, document) : null);

    private async Task<string> StateOfAsync(DealEntry d, InterviewCard? card) =>
        State.LeftOut.ContainsKey(d.Deal) ? "left out at the client's request" : card is not null ? CaseWords.Of(card.Status) : (await book.WithBuyerAsync(Key, d)).Person.Length == 0 ? CaseWords.Of(CaseStatus.Suppressed)
        : State.Chosen.Contains(d.Deal) ? "being opened" : "not chosen";

    private async Task<Dictionary<string, InterviewCard>> CardsAsync()
    {
        var cards = new Dictionary<string, InterviewCard>();
        await foreach (var card in EngagementCards.OfAsync(stores.Facts, Key)) cards[card.Interview[(Key.Length + 1)..]] = card;
        return cards;
    }

    private async Task<Answer> DecideOwnAsync(string commandId, EngagementCommand command, bool teamToo = true)
    {
        await OwnAsync(teamToo);
        return await Decide(commandId, command);
    }

    private Task<ClientWords> WordsAsync() => documents.WordsOfAsync(Key, State.Beliefs);

    private Task<Answer> Decide(string commandId, EngagementCommand command) => DecideAsync(commandId, (s, at) => Engagement.Decide(s, command, at));
}

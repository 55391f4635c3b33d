using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Calls;

/// <summary>
/// Who is next for one team. Holds nothing of its own: on activation it reads the cards that engagements keep and the
/// leases that interviewers hold, and from then on is told of changes.
/// </summary>
[GrainType("call-queue")]
internal sealed class CallQueueGrain(AgencyStores stores, CallerIndex callers, JournalTools tools) : Grain, ICallQueue
{
    private const int PageMax = 50;
    /// <summary>People asked for one choice before the desk is told to look again.</summary>
    private const int HeldMax = 200;
    private readonly QueueIndex index = new(PlaceClock.At);

    private string Team => this.GetPrimaryKeyString();

    private Instant Now => tools.Clock.GetCurrentInstant();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await foreach (var card in EngagementCards.AllAsync(stores.Facts, cancellationToken))
            if (card.Team == Team) index.Put(card);
        Caller.House.Enter();
        foreach (var staff in await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList())
        {
            await KnowAsync(staff);
            if (staff.Roles.HasFlag(Role.Interviewer) && await GrainFactory.GetGrain<IInterviewer>(staff.Id).Leased() is { } open)
                index.Lease(open.Interview, staff.Id, open.Until);
        }
    }

    public async Task CrewChanged(string staff)
    {
        Caller.House.Enter();
        if ((await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == staff) is { } one) await KnowAsync(one);
    }

    private async Task KnowAsync(Staff staff)
    {
        if (staff.Team != Team || !staff.Roles.HasFlag(Role.Interviewer))
        {
            index.Forget(staff.Id);
            return;
        }
        var day = await GrainFactory.GetGrain<IInterviewer>(staff.Id).Day();
        index.Know(new Colleague(staff.Id, Tongues.Read(staff.Languages), day.Known ? day.Hours : null, day.Away));
    }

    public Task Tell(InterviewCard card)
    {
        index.Put(card);
        return Task.CompletedTask;
    }

    public async Task<NextCase> Next()
    {
        var caller = Caller.Required;
        Caller.House.Enter();
        await MeetAsync(caller.Id);
        var me = GrainFactory.GetGrain<IInterviewer>(caller.Id);
        // A case already open on this desk stays open: a reload is not a new case. One that nobody has begun gives way to a promise.
        if (await me.Leased() is { } open && IsTheirs(open.Interview, caller.Id) && await FreshAsync(open.Interview) is { Status: CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked or CaseStatus.InInterview } mine
            && (open.Begun || mine.Due <= Now + QueueIndex.PromiseLead || index.DuePromise(caller.Id, Now, tools.RealClock.GetCurrentInstant()) is null))
        {
            index.Lease(open.Interview, caller.Id, open.Until);
            return new NextCase(open.Interview, [.. index.ReasonsFor(mine, Now)], null, index.Waiting);
        }
        var day = await me.Day();
        var nextOwn = day.Promises.Where(p => p.Start > Now + QueueIndex.PromiseLead).Select(p => (Instant?)p.Start).FirstOrDefault();
        var choice = await OfferAsync(caller.Id, nextOwn);
        if (choice.Card is null) return new NextCase(null, choice.Reasons, choice.NextCallable, choice.Waiting);
        await LeaseAsync(me, caller.Id, choice.Card.Interview, begun: false);
        return new NextCase(choice.Card.Interview, choice.Reasons, null, choice.Waiting);
    }

    /// <summary>
    /// The best case whose person may be touched now. What a person was told by other clients is known to them alone, so each
    /// is asked when their turn has come; one who may not be is passed over until it is worth asking again. The case itself is
    /// asked too: after a crash its newest card may not have been told yet, and nobody is rung by an old one.
    /// </summary>
    private async Task<Choice> OfferAsync(string interviewer, Instant? nextOwn)
    {
        for (var asked = 0; ; asked++)
        {
            var now = Now;
            var choice = index.Next(interviewer, now, nextOwn, Calendar.FreeMinutes, tools.RealClock.GetCurrentInstant());
            if (choice.Card is not { } card) return choice;
            if ((await FreshAsync(card.Interview))?.Version == card.Version)
            {
                if (await HeldAsync(card, now) is not { } held) return choice;
                index.Hold(card.Interview, held, now);
            }
            if (asked == HeldMax) return new Choice(null, [$"the next {HeldMax} people may not be rung just now"], now, index.Waiting);
        }
    }

    /// <summary>The queue may be told of a new colleague only after they first ask.</summary>
    private async Task MeetAsync(string interviewer)
    {
        if (index.Interviewer(interviewer) is null) await CrewChanged(interviewer);
    }

    private async Task<Held?> HeldAsync(InterviewCard card, Instant now)
    {
        var kind = Dialling.KindOf(card, now);
        return Dialling.TriedThisPart(card, now) ?? await GrainFactory.GetGrain<IPerson>(card.Person).WhyNot(kind, card.Interview)
            ?? (GrainFactory.CompanyOf(stores, card.CompanyKey) is { } company ? await company.WhyNot(kind, card.Person) : null);
    }

    public async Task<Answer> Open(string interview)
    {
        var caller = Caller.Required;
        Caller.House.Enter();
        if (await FreshAsync(interview) is not { } card) return Answer.No("This case is not in your team's queue.");
        if (index.LeasedTo(interview, tools.RealClock.GetCurrentInstant()) is { } other && other != caller.Id) return Answer.No("A colleague has this case open just now.");
        // Whoever has a case open sees and works it; one that is not called any more is its own interviewer's alone.
        if (card.Owner != caller.Id && card.Status is not (CaseStatus.Waiting or CaseStatus.Promised or CaseStatus.Booked)) return Answer.No($"This case is no longer being called: it is {CaseWords.Of(card.Status)}.");
        if (card.Barred.Contains(caller.Id)) return Answer.No("You know this person; a colleague takes it.");
        if (card.ReturnedAt is null && index.IsKeptFrom(interview, caller.Id, Now))
            return Answer.No("This case belongs to a colleague.");
        await LeaseAsync(GrainFactory.GetGrain<IInterviewer>(caller.Id), caller.Id, interview, begun: true);
        return Answer.Done;
    }

    public async Task Close(string interview)
    {
        var caller = Caller.Required;
        Caller.House.Enter();
        await GrainFactory.GetGrain<IInterviewer>(caller.Id).EndLease(interview);
        index.EndLease(interview);
        await FreshAsync(interview);
    }

    public Task<int> Callable() => Task.FromResult(index.Callable(Now));

    public Task<ImmutableArray<FoundCaller>> Find(string words) => callers.FindAsync([.. index.Cards], words);

    public async Task<ImmutableArray<Ranked>> Ranking(int skip)
    {
        var lines = ImmutableArray.CreateBuilder<Ranked>();
        foreach (var card in index.Ranking(Now, skip, PageMax)) lines.Add(await RankAsync(card.Interview));
        return lines.ToImmutable();
    }

    public Task<Ranked> WhyNot(string interview) => RankAsync(interview);

    public Task<ImmutableArray<InterviewCard>> Mine()
    {
        var me = Caller.Required.Id;
        return Task.FromResult<ImmutableArray<InterviewCard>>([.. index.Cards
            .Where(c => c.Owner == me && (c.Due is not null || c.ReturnedAt is not null || c.Status is CaseStatus.WrapUpOpen or CaseStatus.Intake or CaseStatus.InInterview))
            .OrderBy(c => c.Due ?? c.ReturnedAt ?? c.EndedAt ?? Instant.MinValue).ThenBy(c => c.Interview, StringComparer.Ordinal)]);
    }

    public Task<ImmutableArray<InterviewCard>> Needing()
    {
        var now = Now;
        return Task.FromResult<ImmutableArray<InterviewCard>>([.. index.Cards.Where(c => c.NeedsLead(now)).OrderBy(c => c.TalkWished is null)
            .ThenBy(c => c.TalkWished?.At ?? c.Due ?? c.EndedAt).ThenBy(c => c.Interview, StringComparer.Ordinal).Take(ICallQueue.NeedingMax)]);
    }

    public Task<ImmutableArray<Concern>> Concerns()
    {
        var now = Now;
        return Task.FromResult<ImmutableArray<Concern>>([.. index.Cards.Select(card => (Card: card, Words: index.Concern(card))).Where(c => c.Words is not null)
            .OrderBy(c => c.Card.Due is null).ThenBy(c => c.Card.Due ?? c.Card.NotBefore).ThenBy(c => c.Card.Interview, StringComparer.Ordinal).Take(ICallQueue.NeedingMax)
            .Select(c => new Concern(c.Card, c.Words!, c.Card.Due > now && index.Uncovered(c.Card) is not null, index.Rings(c.Card)))]);
    }

    public Task<ImmutableArray<InterviewCard>> Board(int skip)
    {
        var now = Now;
        return Task.FromResult<ImmutableArray<InterviewCard>>([.. index.Cards.OrderBy(c => c.BoardRank(now)).ThenBy(c => c.Due ?? c.NotBefore)
            .ThenBy(c => c.Interview, StringComparer.Ordinal).Skip(skip).Take(PageMax)]);
    }

    public async Task<TeamField> Field()
    {
        var (now, cards) = (Now, index.Cards.ToArray());
        var paces = ImmutableArray.CreateBuilder<Pace>();
        var titles = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var engagement in cards.GroupBy(c => c.Engagement, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (await Caller.AsHouse(() => GrainFactory.GetGrain<IEngagement>(engagement.Key).View()) is not { SetUp: var agreed }) continue;
            titles[engagement.Key] = $"{await Caller.AsHouse(() => GrainFactory.GetGrain<IClient>(engagement.Key[..engagement.Key.IndexOf('/')]).Name())}: {agreed.Title}";
            foreach (var (wins, goal) in new[] { (true, agreed.GoalWins), (false, agreed.GoalLosses) })
                if (goal > 0) paces.Add(FieldReport.PaceOf(engagement.Key, engagement, wins, goal, agreed.FieldFrom, agreed.FieldUntil, now, DateTimeZone.Utc));
        }
        return new TeamField(FieldReport.Of(cards, now), paces.ToImmutable(), titles.ToImmutable());
    }

    public Task<ImmutableArray<InterviewCard>> Cases(CaseStatus? status, string? interviewer, int skip) =>
        Task.FromResult<ImmutableArray<InterviewCard>>([.. index.Cards.Where(c => (status is null || c.Status == status) && (interviewer is null || c.Owner == interviewer))
            .OrderBy(c => c.MovedAt).ThenBy(c => c.Interview, StringComparer.Ordinal).Skip(skip).Take(PageMax)]);

    /// <summary>The card as the case stands this moment: what was just saved on this desk may not have been told yet.</summary>
    private async Task<InterviewCard?> FreshAsync(string interview)
    {
        if (index.Find(interview) is null) return null;
        index.Put(InterviewCard.Of(interview, (await GrainFactory.GetGrain<IInterview>(interview).View()).State));
        return index.Find(interview);
    }

    /// <summary>Nobody else has it open, whatever a write that failed has left at this desk.</summary>
    private bool IsTheirs(string interview, string who) => index.LeasedTo(interview, tools.RealClock.GetCurrentInstant()) is not { } other || other == who;

    /// <summary>
    /// Kept from others before it is written, so that a write whose end nobody knows gives no case to two desks. Where it failed
    /// the desk is asked what it holds: a case that it does not hold is nobody's, and not kept from everybody until a lease ends.
    /// </summary>
    private async Task LeaseAsync(IInterviewer me, string id, string interview, bool begun)
    {
        if (await me.Leased() is { } before && before.Interview != interview)
        {
            await me.EndLease(before.Interview);
            index.EndLease(before.Interview);
        }
        index.Lease(interview, id, tools.RealClock.GetCurrentInstant() + Calendar.LeaseFor);
        try
        {
            index.Lease(interview, id, await me.Lease(interview, begun));
        }
        catch
        {
            if (await me.Leased() is not { } held || held.Interview != interview) index.EndLease(interview);
            throw;
        }
    }

    /// <summary>The reasons that the queue knows, and where it knows none, what the person's own budget says.</summary>
    private async Task<Ranked> RankAsync(string interview)
    {
        var now = Now;
        var card = index.Find(interview);
        var why = index.WhyNotYet(interview, Caller.Current?.Is(Role.Interviewer) == true ? Caller.Current.Id : null, now, tools.RealClock.GetCurrentInstant());
        if (why.IsEmpty && card is not null && await Caller.AsHouse(() => HeldAsync(card, now)) is { } held) why = [held.Why];
        return why.IsEmpty ? new Ranked(interview, true, [.. index.ReasonsFor(card!, Now)], card!.Place) : new Ranked(interview, false, why, card?.Place);
    }
}

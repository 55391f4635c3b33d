using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
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

namespace WinLossAgency.Agency.Interviews;

/// <summary>The whole case of one buyer. Whatever touches a person or a calendar is settled there first and written here after.</summary>
[GrainType("interview")]
internal sealed partial class InterviewGrain([PersistentState("journal", "agency")] IPersistentState<Journal<InterviewState, InterviewEvent>> journal,
    JournalTools tools, AgencyStores stores, InterviewDebts debts)
    : JournalGrain<InterviewState, InterviewEvent>(journal, tools), IInterview
{
    /// <summary>Free times that an interviewer is shown at once.</summary>
    private const int OffersShown = 5;

    protected override InterviewState Empty => InterviewState.None;

    protected override InterviewState Fold(InterviewState state, InterviewEvent happened) => InterviewFold.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(InterviewEvent happened) => InterviewDebts.Of(happened, State.Sample?.Place);

    protected override async Task PayAsync(string to, InterviewEvent happened, string effectId)
    {
        await debts.PayAsync(GrainFactory, Key, to, State, happened, effectId);
        if (await debts.BarredAsync(GrainFactory, to, State, Key) is { } barred) (await Decide($"{effectId}/barred", barred)).OrThrow();
        // What was handed to whoever delivers it is a fact of the case, told in the same turn that owed it.
        if (await debts.MailedAsync(to, State, happened, effectId) is { } mailed) (await Decide($"{effectId}/mailed", mailed)).OrThrow();
    }

    public Task MailCarried()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    public Task<Answer> Sample(string commandId, InterviewEvent.Sampled facts) => Decide(commandId, new InterviewCommand.Sample("house", facts));

    public async Task<Answer> Dial(string commandId, string numberId)
    {
        await OwnAsync();
        if (!State.Open) return Answer.No($"This case is no longer being called: it is {CaseWords.Of(State.Status)}.");
        var (card, now) = (InterviewCard.Of(Key, State), Now);
        if (Dialling.ClosedThere(card, now, PlaceClock.At) is { } closed) return Answer.No(closed.Why);
        if (Dialling.TriedThisPart(card, now) is { } tried) return Answer.No(tried.Why);
        if (State.Struck.Contains(numberId)) return Answer.No("This number was wrong and is struck out; choose another.");
        if (State.NoNumber) return Answer.No($"Nobody can be dialled: {CaseWords.NoNumberLeft}.");
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var kind = Dialling.KindOf(card, now);
            if (by != Caller.House.Id && kind == TouchKind.Dial && await OverrunsAsync(by, now) is { } overruns) return Answer.No(overruns);
            var company = CompanyOf(card);
            if (company is not null && await company.Permit(commandId, kind, card.Person) is { Ok: false } full) return full;
            var permit = await PersonOf(State).Permit(commandId, kind, Key);
            if (!permit.Ok && company is not null) await company.ReturnTouch(commandId, card.Person, now);
            if (permit.Ok && by != Caller.House.Id) await CalendarOf(by).CountDial(commandId);
            return permit;
        });
    }

    public async Task<Answer> Do(string commandId, InterviewCommand command)
    {
        var caller = Caller.Required;
        if (!caller.Is(Role.House))
        {
            await OwnAsync(command is InterviewCommand.Undo);
            // Nobody acts under a colleague's name.
            if (command.By != caller.Id) throw new AccessRefusedException(caller.Id, $"a step in the name of {command.By}");
        }
        return await Caller.AsHouse(() => command switch
        {
            InterviewCommand.Book c => BookAsync(commandId, c),
            InterviewCommand.PromiseCallback c => PromiseAsync(commandId, c),
            InterviewCommand.RefuseHard c => RefuseHardAsync(commandId, c),
            InterviewCommand.StateAvailability c => AvailableAsync(commandId, c),
            InterviewCommand.RecordAttempt { Outcome: AttemptOutcome.WrongNumber } c => StrikeAsync(commandId, c),
            InterviewCommand.RecordAttempt { Outcome: AttemptOutcome.VoicemailLeft } c => VoicemailAsync(commandId, c),
            InterviewCommand.Complete or InterviewCommand.BreakOff => EndAsync(commandId, command),
            InterviewCommand.Undo => UndoAsync(commandId, command),
            InterviewCommand.TakeConsent c => ConsentAsync(commandId, c),
            _ => Decide(commandId, command),
        });
    }

    public async Task<CallScreen> Screen()
    {
        await OwnAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            var engagement = GrainFactory.GetGrain<IEngagement>(EngagementKey);
            var view = await engagement.View() ?? throw new InvalidOperationException("A case without its engagement.");
            var staff = (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(s => s.Id, s => s.Name.Split(' ')[0]);
            var lines = InterviewHistory.Lines(Events, id => staff.GetValueOrDefault(id, "a colleague"), ZoneThere);
            return new CallScreen(Key, State with { Before = null }, await DossierAsync(), await DealAsync(),
                await GrainFactory.GetGrain<IClient>(ClientKey).Name(), view.SetUp.SponsorDisclosed, view.SetUp.Minutes, view.SetUp.Guide,
                [.. lines.Select(l => new HistoryLine(l.At, l.Sentence))], await DraftAsync(by)) { Suggested = await SuggestedAsync(), HadMessage = State.Person is { Length: > 0 } && Domain.People.Person.HadMessage((await StandingAsync()).Standing, Now) };
        });
    }

    public async Task<InterviewView> View()
    {
        if (!Caller.Required.Is(Role.House | Role.Supervisor | Role.Analyst)) await OwnAsync();
        return new InterviewView(Key, State with { Before = null });
    }

    public async Task<MaskingDossier> ForMasking()
    {
        var client = await GrainFactory.GetGrain<IClient>(ClientKey).Name();
        var deal = await DealAsync();
        ImmutableArray<string> keep = [client, .. deal.Competitors.Split(';', ',').Concat(deal.Products.Split(';', ',')).Select(w => w.Trim()).Where(w => w.Length > 0)];
        // Whoever is not known any more has no name: words of ours in its place would be masked as one.
        return new MaskingDossier(await KnownAsync() ?? new DossierFile { Name = "" }, deal, client, keep);
    }

    public Task<bool> Forget() => State.Person is "" ? ForgetHistoryAsync() : Task.FromResult(false);

    public Task<Answer> IntakeClosed(string commandId, string onRecord) => Decide(commandId, new InterviewCommand.CloseIntake("house", onRecord));

    private async Task<Answer> BookAsync(string commandId, InterviewCommand.Book c) =>
        State.Open ? await WithSlotAsync(commandId, (c.Interviewer, c.Start, c.Minutes), c with { Invites = !(await DossierAsync()).Emails.IsEmpty }) : await Decide(commandId, c);

    private Task<Answer> PromiseAsync(string commandId, InterviewCommand.PromiseCallback c) =>
        State.Open ? WithSlotAsync(commandId, (c.By, c.Due, Interview.CallbackMinutes), c) : Decide(commandId, c);

    /// <summary>
    /// A calendar decides who gets a time, so it is asked before the case says anything, and holds that time beside the one
    /// that stands. What is paid after the fact keeps the one that the case names; a kill in between loses neither.
    /// </summary>
    private async Task<Answer> WithSlotAsync(string commandId, (string With, Instant Start, int Minutes) slot, InterviewCommand command)
    {
        if (UnlawfulThere(slot.Start) is { } unlawful) return await WithNearestAsync(Answer.No(unlawful), slot, command.By == slot.With);
        if (command is not InterviewCommand.Undo && await CannotTalkAsync(slot.With) is { } mute) return Answer.No(mute);
        if (command is not InterviewCommand.Book && (command is not InterviewCommand.Undo || State.Before?.Booking is null)) return await TakeSlotAsync(commandId, slot, command);
        // Two programmes may reach for the same person at the same instant: who asks first is let through, the other may ask again.
        if (!await PersonOf(State).BeginBooking(Key)) return Answer.No("A colleague is agreeing on a time with this person just now. Try again in a minute.");
        try
        {
            return await BookedElsewhereAsync() ? Answer.No("They have another appointment with us. Hold that one first, or call it off.") : await TakeSlotAsync(commandId, slot, command);
        }
        finally
        {
            await PersonOf(State).EndBooking(Key);
        }
    }

    private async Task<Answer> TakeSlotAsync(string commandId, (string With, Instant Start, int Minutes) slot, InterviewCommand command)
    {
        if (WasAnswered(commandId)) return Answer.Done;
        var taken = await CalendarOf(slot.With).Take(commandId, Key, slot.Start, slot.Minutes);
        if (!taken.Ok) return await WithNearestAsync(taken, slot, command.By == slot.With);
        var answer = await Decide(commandId, command);
        if (!answer.Ok) await InterviewDebts.SettleAsync(GrainFactory, Key, State, slot.With, $"{commandId}/back");
        return answer;
    }

    /// <summary>Whoever stands on the lists of two clients is asked for one appointment at a time, and is not told of the other.</summary>
    private async Task<bool> BookedElsewhereAsync()
    {
        var (person, standing) = await StandingAsync();
        foreach (var other in standing.Interviews)
            if (other != Key && (await GrainFactory.GetGrain<IInterview>(other).View()).State is { Booking: not null, Person: { } theirs } && (theirs == person || standing.Absorbed.Contains(theirs))) return true;
        return false;
    }

    /// <summary>Whoever two records are of stands under one of them.</summary>
    private async Task<(string Person, PersonState Standing)> StandingAsync()
    {
        var (person, standing) = (State.Person!, await PersonOf(State).Standing());
        while (standing.MergedInto is { } into) (person, standing) = (into, await GrainFactory.GetGrain<IPerson>(into).Standing());
        return (person, standing);
    }

    /// <summary>The person is barred first, in one write, and from then on nothing of ours reaches them.</summary>
    private async Task<Answer> RefuseHardAsync(string commandId, InterviewCommand.RefuseHard command)
    {
        // What the buyer says at their own page is theirs for good; what an interviewer heard they may take back.
        var heardIn = command.By == Approvals.Buyer ? null : Key;
        await PersonOf(State).Suppress(commandId, heardIn);
        if (command.Of == RefusalOf.Company && CompanyOf(InterviewCard.Of(Key, State)) is { } company) await company.Bar(heardIn);
        return await Decide(commandId, command);
    }

    private async Task<Answer> VoicemailAsync(string commandId, InterviewCommand.RecordAttempt c) => await Decide(commandId, c with { Invites = !(await DossierAsync()).Emails.IsEmpty });

    /// <summary>Only the dossier knows which numbers there are; the case is told how many of them are left.</summary>
    private async Task<Answer> StrikeAsync(string commandId, InterviewCommand.RecordAttempt c)
    {
        var left = (await DossierAsync()).Phones.Count(p => p.Id != c.NumberId && !State.Struck.Contains(p.Id));
        return await Decide(commandId, new InterviewCommand.StrikeNumber(c.By, c.NumberId, left));
    }

    private async Task<Answer> EndAsync(string commandId, InterviewCommand command)
    {
        var answer = await Decide(commandId, command);
        if (answer.Ok) await CalendarOf(command.By).CountInterview(commandId);
        return answer;
    }

    /// <summary>Which law holds follows from where both ends are, never from what a page says.</summary>
    private async Task<Answer> ConsentAsync(string commandId, InterviewCommand.TakeConsent c)
    {
        var staff = await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList();
        return await Decide(commandId, State.Sample is { } sample ? c with { Ruling = Jurisdictions.Strictest(sample.Place, staff.FirstOrDefault(s => s.Id == c.By)?.Zone ?? "") } : c);
    }

    private async Task<Answer> UndoAsync(string commandId, InterviewCommand command)
    {
        var before = State;
        // The time that would stand again may have gone to somebody else since.
        var answer = before.Before?.Appointment() is { } again && again != before.Appointment() ? await WithSlotAsync(commandId, again, command) : await Decide(commandId, command);
        // Before the answer, so that whoever undid it can ring at once.
        if (answer.Ok && before.Never is not null) await debts.LiftAsync(GrainFactory, Key, State, Now, commandId);
        return answer;
    }

    /// <summary>An interviewer sees and works only cases that are theirs: open on their desk, owned or booked with them.</summary>
    private async Task OwnAsync(bool lastWillDo = false)
    {
        var caller = Caller.Required;
        if (caller.Is(Role.House)) return;
        if (State.Owner == caller.Id || State.Booking?.Interviewer == caller.Id) return;
        if (await Caller.AsHouse(() => CalendarOf(caller.Id).Leased()) is { } open && open.Interview == Key) return;
        if (lastWillDo && await Caller.AsHouse(() => CalendarOf(caller.Id).Last()) == Key) return;
        throw new AccessRefusedException(caller.Id, "a case that is not open on their desk");
    }

    /// <summary>What we know of the buyer; of the notes only those of this engagement, since what is said to one client's programme is no other's.</summary>
    private async Task<DossierFile?> KnownAsync() => !State.IsErased && State.Person is { Length: > 0 } && await PersonOf(State).Dossier() is { } known
        ? known with { Notes = known.Notes.RemoveAll(n => n.Engagement != EngagementKey) } : null;

    private async Task<DossierFile> DossierAsync() => await KnownAsync() ?? new DossierFile { Name = State.Person is "" ? "No longer known" : "Erased at their wish" };

    private async Task<DealFile> DealAsync() =>
        await stores.People.ReadAsync<DealFile>(DealSubjects.Of(Key), DealSubjects.Deal) ?? new DealFile { Key = Key };

    private IPerson PersonOf(InterviewState state) => GrainFactory.GetGrain<IPerson>(state.Person!);

    private IInterviewer CalendarOf(string interviewer) => GrainFactory.GetGrain<IInterviewer>(interviewer);

    private string EngagementKey => Key[..Key.LastIndexOf('/')];

    private string ClientKey => Key[..Key.IndexOf('/')];

    private Task<Answer> Decide(string commandId, InterviewCommand command) => DecideAsync(commandId, (s, at) => Interview.Decide(s, command, at));
}

using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.People;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>What each fact of a case owes to others, and how it is paid. Receivers take the effect's id, so paying twice is harmless.</summary>
internal sealed class InterviewDebts(MailRoom mail, EvidenceDesk evidence, EffectWorker worker, AgencyStores stores)
{
    private const string Card = "card";
    private const string Person = "person";
    private const string Slot = "slot";
    private const string Mail = "mail";
    private const string Evidence = "evidence";
    private const string Reminder = "reminder";
    private const string Touch = "touch";
    private const string Withdrawal = "withdrawal";
    private const string Message = "message";
    private const string Lift = "lift";

    /// <param name="e">What happened.</param>
    /// <param name="place">Where the buyer is, as the case knows it by then.</param>
    public static IEnumerable<(string To, Instant NotBefore)> Of(InterviewEvent e, Place? place)
    {
        yield return (Card, e.At);
        if (e is InterviewEvent.Sampled or InterviewEvent.Referred) yield return (Person, e.At);
        if (MovesAppointments(e)) yield return (Slot, e.At);
        if (e is InterviewEvent.Attempted { Outcome: AttemptOutcome.VoicemailLeft }) yield return (Message, e.At);
        // What the buyer did themselves nobody takes back, so nothing waits.
        if (e is InterviewEvent.Booked { By: Approvals.Buyer } or InterviewEvent.Moved { By: Approvals.Buyer } or InterviewEvent.CalledOff { By: Approvals.Buyer } or InterviewEvent.WayChanged) yield return (Mail, e.At);
        // Who keeps an appointment whose time has passed is the agency's own affair; a letter would invite its buyer to yesterday.
        else if (e is InterviewEvent.Booked or InterviewEvent.CalledOff || e is InterviewEvent.Moved moved && moved.Start > e.At || e is InterviewEvent.Invited { WithBooking: false } or InterviewEvent.Attempted { Outcome: AttemptOutcome.VoicemailLeft })
            yield return (Mail, e.At + Interview.UndoFor);
        // A line that was busy or failed reached nobody, so the call is given back; not before it can no longer be undone.
        if (e is InterviewEvent.Attempted { Outcome: AttemptOutcome.Busy or AttemptOutcome.Technical }) yield return (Touch, e.At + Interview.UndoFor);
        if (e is InterviewEvent.ApprovalAsked or InterviewEvent.PointsAsked) yield return (Mail, e.At);
        if (e is InterviewEvent.RefusedHard { Of: RefusalOf.Company }) yield return (Withdrawal, e.At + Interview.UndoFor);
        // What undo takes back may have barred somebody. Whoever asks lifts it in the same turn; a death in between leaves it to this.
        if (e is InterviewEvent.Undone) yield return (Lift, e.At);
        // Each appointment's reminder is a receiver of its own, so that one of an appointment that was moved nearer waits for no other.
        if (StartOf(e) is { } start && place is not null && Reminders.Due(start, place) is { } due && due > e.At + Interview.UndoFor) yield return ($"{Reminder}:{start.ToUnixTimeSeconds()}", due);
        if (e is InterviewEvent.Completed or InterviewEvent.BrokenOff) yield return (Evidence, e.At);
        if (e is InterviewEvent.Missed { Fault: Fault.Theirs }) yield return (Evidence, e.At + Interview.UndoFor);
    }

    public Task PayAsync(IGrainFactory grains, string interview, string to, InterviewState state, InterviewEvent e, string effectId) => to switch
    {
        Card => grains.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).Tell(InterviewCard.Of(interview, state)),
        Person => ListAsync(grains, interview, state, effectId),
        Slot => SettleAsync(grains, interview, state, effectId),
        Mail when e is InterviewEvent.CalledOff => StillStands(state, e) ? mail.PostAsync(grains, interview, ToldTo(state, e), e, effectId) : Task.CompletedTask,
        _ when IsReminder(to) => StillStands(state, e) ? mail.RemindAsync(grains, interview, state, e, effectId) : Task.CompletedTask,
        Mail => StillStands(state, e) ? mail.PostAsync(grains, interview, state, e, effectId) : Task.CompletedTask,
        Touch => StillStands(state, e) ? ReturnAsync(grains, interview, state, e.At, effectId) : Task.CompletedTask,
        Message => StillStands(state, e) ? MessageLeftAsync(grains.GetGrain<IPerson>(state.Person!), interview, e) : Task.CompletedTask,
        Withdrawal => StillStands(state, e) ? WithdrawAsync(grains, interview, state.Sample!.CompanyKey, e, effectId) : Task.CompletedTask,
        Lift => LiftAsync(grains, interview, state, e.At, effectId),
        Evidence => StillStands(state, e) ? evidence.ReportAsync(grains, interview, state, e, effectId) : Task.CompletedTask,
        _ => throw new InvalidOperationException($"No receiver is named {to}."),
    };

    /// <summary>
    /// A voicemail is permitted as the message it was, whether or not there was one before: its paired mail of the day then counts no second time. That mail
    /// asks for it again, since what is owed may be paid in any order.
    /// </summary>
    internal static Task<Answer> MessageLeftAsync(IPerson person, string interview, InterviewEvent voicemail) => person.Permit($"{interview}/message/{voicemail.At.ToUnixTimeTicks()}", TouchKind.Voicemail, interview);

    /// <summary>Whom a case came to when they, or their company, had already asked never to be contacted: nobody rings, so it stands in no line.</summary>
    public async Task<InterviewCommand.Suppress?> BarredAsync(IGrainFactory grains, string to, InterviewState state, string interview) =>
        to != Person || state is not { Open: true, Person.Length: > 0, Sample: { } sample } ? null
        : await grains.GetGrain<IPerson>(state.Person).WhyNot(TouchKind.BookingMail, interview) is not null ? new(Caller.House.Id)
        : grains.CompanyOf(stores, sample.CompanyKey) is { } company && await company.WhyNot(TouchKind.BookingMail, state.Person) is not null ? new(Caller.House.Id) { Of = RefusalOf.Company } : null;

    /// <summary>Where the case says no "never" any more, what it said by then bars nobody.</summary>
    public async Task LiftAsync(IGrainFactory grains, string interview, InterviewState state, Instant until, string commandId)
    {
        if (state is not { Never: null, IsErased: false, Person.Length: > 0, Sample: { } sample }) return;
        await grains.GetGrain<IPerson>(state.Person).Lift(commandId, interview, until);
        if (grains.CompanyOf(stores, sample.CompanyKey) is { } company) await company.Lift(interview, until);
    }

    /// <summary>A company that asked never to be called is called for nobody's programme: what its people were promised is called off, and they wait in no line.</summary>
    private Task WithdrawAsync(IGrainFactory grains, string interview, string company, InterviewEvent e, string effectId) => grains.CompanyOf(stores, company) is not { } barred ? Task.CompletedTask : worker.PayAsync(effectId, async stop =>
    {
        var theirs = new List<string>();
        await foreach (var card in EngagementCards.AllAsync(stores.Facts, stop))
            if (card.CompanyKey == company && card.Interview != interview) theirs.Add(card.Interview);
        foreach (var other in theirs)
            if (grains.GetGrain<IInterview>(other) is var its && (await its.View()).State.Open) (await its.Do($"withdrawn/{e.At.ToUnixTimeTicks()}", new InterviewCommand.Suppress(Caller.House.Id) { Of = RefusalOf.Company })).OrThrow();
        await barred.Keep(interview);
        return JobEnd.Done;
    }, () => grains.GetGrain<IInterview>(interview).MailCarried());

    /// <summary>What the case hears of a letter that was handed over; null where this is no letter, or none went.</summary>
    public async Task<InterviewCommand.NoteMailed?> MailedAsync(string to, InterviewState state, InterviewEvent e, string effectId) =>
        (to == Mail || IsReminder(to)) && ToldTo(state, e).Person is { Length: > 0 } person && !state.IsErased && await mail.HandedOverAsync(person, effectId) is { } id ? new(id, IsReminder(to) ? MailKind.Reminder : LetterKinds.Of(e)) : null;

    /// <summary>That an appointment is off is told to whoever had it, also where the case has gone on to a colleague since.</summary>
    internal static InterviewState ToldTo(InterviewState state, InterviewEvent e) => e is InterviewEvent.CalledOff && state.LetGoPerson is { } had ? state with { Person = had } : state;

    private static bool IsReminder(string to) => to.StartsWith(Reminder, StringComparison.Ordinal);

    private static Instant? StartOf(InterviewEvent e) => e switch
    {
        InterviewEvent.Booked f => f.Start,
        InterviewEvent.Moved f => f.Start,
        InterviewEvent.WayChanged f => f.Start,
        _ => null,
    };

    private static async Task ListAsync(IGrainFactory grains, string interview, InterviewState state, string effectId) =>
        (state.Person is "" ? Answer.Done : await grains.GetGrain<IPerson>(state.Person!).List(effectId, interview)).OrThrow();

    private async Task ReturnAsync(IGrainFactory grains, string interview, InterviewState state, Instant rang, string effectId)
    {
        (await grains.GetGrain<IPerson>(state.Person!).ReturnTouch(effectId, interview, rang)).OrThrow();
        if (grains.CompanyOf(stores, state.Sample!.CompanyKey) is { } company) await company.ReturnTouch(effectId, state.Person!, rang);
    }

    private static bool MovesAppointments(InterviewEvent e) => e is InterviewEvent.CalledOff or InterviewEvent.Missed or InterviewEvent.RefusedHard or InterviewEvent.RefusedSoft or InterviewEvent.TurnedAway or InterviewEvent.Ended or InterviewEvent.Reassigned
        or InterviewEvent.Suppressed or InterviewEvent.FoundWrongPerson or InterviewEvent.ClosedUnreached or InterviewEvent.Completed or InterviewEvent.Skipped or InterviewEvent.Recused
        or InterviewEvent.HandedOver or InterviewEvent.Erased or InterviewEvent.Parted or InterviewEvent.BrokenOff or InterviewEvent.Attempted or InterviewEvent.Undone or InterviewEvent.Booked or InterviewEvent.Moved or InterviewEvent.CallbackPromised;

    /// <summary>Brings every calendar that ever held a time of this case to what the case says now.</summary>
    private static async Task SettleAsync(IGrainFactory grains, string interview, InterviewState state, string effectId)
    {
        foreach (var interviewer in state.Held) await SettleAsync(grains, interview, state, interviewer, effectId);
    }

    /// <summary>A promise that stands has its slot and no other; one that does not stand has none.</summary>
    internal static Task SettleAsync(IGrainFactory grains, string interview, InterviewState state, string interviewer, string effectId) =>
        state.Appointment() is { } stands && stands.With == interviewer
            ? grains.GetGrain<IInterviewer>(interviewer).Settle(effectId, interview, stands.Start, stands.Minutes)
            : grains.GetGrain<IInterviewer>(interviewer).Settle(effectId, interview, null, 0);

    /// <summary>Mails and bills wait for undo: what was taken back is neither written about nor charged. A call back that was missed is no appointment.</summary>
    internal static bool StillStands(InterviewState state, InterviewEvent e) => e switch
    {
        _ when state.IsErased || state.Person is "" => e is InterviewEvent.Completed or InterviewEvent.BrokenOff,
        // What was taken back gives its number back too, so the time has to be the same as well.
        InterviewEvent.Booked f => state.Booking is { } b && (b.Sequence, b.Start, b.Interviewer) == (f.Sequence, f.Start, f.Interviewer),
        InterviewEvent.Moved f => state.Booking is { } b && (b.Sequence, b.Start, b.Interviewer) == (f.Sequence, f.Start, f.Interviewer),
        InterviewEvent.WayChanged f => state.Booking is { } b && (b.Sequence, b.Start, b.Way) == (f.Sequence, f.Start, f.Way),
        // Nobody writes about it to a house of mourning, nor to a desk where somebody else sits now.
        InterviewEvent.CalledOff f => state.Booking is null && state.Sequence >= f.Sequence && state.EndedFor is not (EndReason.Deceased or EndReason.LeftCompany),
        InterviewEvent.Missed f => state.MissedAt.Contains(f.At),
        // Taken back and said again, it is the second one whose minute counts.
        InterviewEvent.RefusedHard f => state.Never is not null && (state.NeverAt is not { } since || since == f.At),
        // A voicemail's own mail carries the link that came with it.
        InterviewEvent.Invited f => state.Invitation is { Revoked: false } sent && sent.Round == f.Round && state.Open && state.Booking is null
            && !state.Attempts.Any(a => a.At == f.At && a.Outcome == AttemptOutcome.VoicemailLeft),
        InterviewEvent.ApprovalAsked f => state.Approval is { Revoked: false } approval && approval.Round == f.Round && state.Withdrawal is null,
        InterviewEvent.PointsAsked f => state.Approval is { Revoked: false } approval && approval.Round == f.Round && state.Withdrawal is null,
        InterviewEvent.Attempted f => state.Attempts.Any(a => a.At == f.At && a.Outcome == f.Outcome) && state.Never is null,
        _ => true,
    };
}

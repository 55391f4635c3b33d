using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>The form of the call pane as it is posted.</summary>
internal sealed class OutcomeForm
{
    public string Command { get; set; } = "";
    public string Outcome { get; set; } = "";
    public string? Number { get; set; }
    public string? Book { get; set; }
    public MeetingWay Way { get; set; }
    public string? Callback { get; set; }
    public string? Wrong { get; set; }
    public RefusalOf Refusal { get; set; }
    public string? Other { get; set; }
    public string? Note { get; set; }
}

/// <summary>Turns a chosen outcome into the command it stands for, or says what is missing.</summary>
internal static class OutcomeReader
{
    /// <summary>What an interviewer may learn of a person that ends the case; the others are for whoever leads the team.</summary>
    public static readonly ImmutableArray<EndReason> Learnt = [EndReason.LeftCompany, EndReason.NotEligible, EndReason.Unable, EndReason.NoSharedLanguage, EndReason.Deceased];

    public static async Task<(InterviewCommand? Command, string? Why)> ReadAsync(OutcomeForm form, string me, IInterview interview, Instant now)
    {
        var number = form.Number ?? "";
        InterviewCommand Attempt(AttemptOutcome outcome) => new InterviewCommand.RecordAttempt(me, number, outcome);
        return form.Outcome switch
        {
            "2" => await BookAsync(form, me, interview, now),
            "3" => await PromiseAsync(form.Callback, me, number, interview, now),
            "4" => (Attempt(AttemptOutcome.VoicemailLeft), null),
            "5" => (Attempt(AttemptOutcome.NoAnswer), null),
            "6" => (Attempt(AttemptOutcome.Busy), null),
            "7" when form.Wrong == "person" => (new InterviewCommand.NoteWrongPerson(me), null),
            "7" => (Attempt(AttemptOutcome.WrongNumber), null),
            "8" => (new InterviewCommand.RefuseSoft(me), null),
            "9" => (new InterviewCommand.RefuseHard(me, form.Refusal), null),
            "0" when form.Other == "Returned" => (new InterviewCommand.NoteReturn(me, me), null),
            "0" when form.Other == "MissedTheirs" => (new InterviewCommand.NoteMissed(me, Fault.Theirs), null),
            "0" when form.Other == "MissedOurs" => (new InterviewCommand.NoteMissed(me, Fault.Ours), null),
            "0" when form.Other == "TurnedAway" => (new InterviewCommand.TurnAway(me, number), null),
            "0" when Enum.TryParse<EndReason>(form.Other, out var learnt) && Learnt.Contains(learnt) => (new InterviewCommand.EndFor(me, learnt), null),
            "0" when Enum.TryParse<AttemptOutcome>(form.Other, out var other) && Enum.IsDefined(other) => (Attempt(other), null),
            _ => (null, "Choose how the call ended first."),
        };
    }

    /// <summary>A typed time or the number of an offer, as an instant; null where it is neither.</summary>
    public static async Task<Instant?> TimeAsync(string? typed, bool callback, string me, IInterview interview, DateTimeZone zone, Instant now)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (!callback && typed.Trim() is [>= '1' and <= '5'] digit)
        {
            var offers = await interview.Offers(me);
            var index = digit[0] - '1';
            return index < offers.Length ? offers[index] : null;
        }
        return TypedTime.Read(typed, now.InZone(zone).LocalDateTime) is { } local ? Zones.ToInstant(local, zone).At : null;
    }

    private static async Task<(InterviewCommand?, string?)> BookAsync(OutcomeForm form, string me, IInterview interview, Instant now)
    {
        var zone = await ZoneAsync(interview);
        if (await TimeAsync(form.Book, false, me, interview, zone, now) is not { } start) return (null, "Which time? Press 1 to 5, or type th1430.");
        var proposal = await interview.Propose(start, false);
        if (proposal.WhyNot is not null) return (null, Echo.Words(proposal, zone, zone, now));
        return (new InterviewCommand.Book(me, me, start, proposal.Minutes, form.Way), null);
    }

    private static async Task<(InterviewCommand?, string?)> PromiseAsync(string? typed, string me, string number, IInterview interview, Instant now)
    {
        var zone = await ZoneAsync(interview);
        if (await TimeAsync(typed, true, me, interview, zone, now) is not { } due) return (null, "When shall we ring? Type 15, 1530 or th930.");
        var proposal = await interview.Propose(due, true);
        return proposal.WhyNot is null ? (new InterviewCommand.PromiseCallback(me, number, due), null) : (null, Echo.Words(proposal, zone, zone, now));
    }

    private static async Task<DateTimeZone> ZoneAsync(IInterview interview) => PlaceClock.ZoneOf((await interview.View()).State.Sample!.Place);
}

/// <summary>A time said back: "Thu 26 Nov 14:30 Lisbon = 15:30 yours · in shift · 45 min + 15 free".</summary>
internal static class Echo
{
    public static string Words(Proposal proposal, DateTimeZone theirs, DateTimeZone mine, Instant now)
    {
        var there = $"{When.Full(proposal.Start, theirs)} {When.Place(theirs)}";
        if (proposal.WhyNot is { } why)
            return $"{there}: {why}{(proposal.Nearest is { } near ? $" Nearest good time: {When.Full(near, theirs)} {When.Place(theirs)}." : "")}";
        var yours = theirs.Id == mine.Id ? "" : $" = {When.Clock(proposal.Start, mine)} yours";
        return $"{there}{yours} · {proposal.Beyond ?? "in shift"} · {proposal.Minutes} min + 15 free · {When.Away(proposal.Start, now)}";
    }
}

using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>One way a dial ends: the digit, its words, and what follows from it, told before it is saved.</summary>
internal sealed record Outcome(string Digit, string Words, string Consequence);

internal static class Outcomes
{
    public static ImmutableArray<Outcome> For(DeskView view)
    {
        var state = view.Case!.State;
        return
        [
            new("1", "Interview now", "Opens the consent script"),
            new("2", "Booked", state.Booking is null ? "Choose the time; invitation goes out" : "Moves the appointment; a new invitation goes out"),
            new("3", "Call back", "Stays yours, at the hour they name"),
            new("4", "Voicemail left", $"Sends “Sorry I missed you”; next {Next(view, AttemptOutcome.VoicemailLeft)}"),
            new("5", "No answer", $"Next try {Next(view, AttemptOutcome.NoAnswer)}"),
            new("6", "Busy", $"Again at {When.Clock(view.Now + InterviewFold.WaitAfter(AttemptOutcome.Busy), view.MyZone)}"),
            new("7", "Wrong number", "Number or person? Struck out"),
            new("8", "Not now", state.SoftRefusals == 0 ? "Once more in a week, by a colleague" : "A second time: the case is closed"),
            new("9", "Never", "Person or company? Stops for good"),
            new("0", "Other", "Say what happened in a line"),
        ];
    }

    /// <summary>"Thu morning": the first half day in which the next try may fall.</summary>
    private static string Next(DeskView view, AttemptOutcome outcome)
    {
        var rested = view.Now + InterviewFold.WaitAfter(outcome);
        var from = PlaceClock.At(view.Case!.State.Sample!.Place, rested).From;
        var local = from.InZone(view.TheirZone).LocalDateTime;
        var half = local.Hour < 12 ? "morning" : "afternoon";
        var day = local.Date.ToString("ddd", System.Globalization.CultureInfo.InvariantCulture);
        return local.Date == view.Now.InZone(view.TheirZone).Date ? $"this {half}" : outcome == AttemptOutcome.VoicemailLeft ? day : $"{day} {half}";
    }
}

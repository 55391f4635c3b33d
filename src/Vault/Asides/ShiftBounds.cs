using System.Globalization;

namespace WinLossAgency.Vault.Asides;

/// <summary>Which shifts between notes and recording can be, and which of them what was said does not bear out.</summary>
internal static class ShiftBounds
{
    /// <summary>How far a person may go from the proposed shift alone: a hand is slower than a mouth, and clocks drift.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(60);

    /// <summary>Notes cannot begin after the recording ended, nor the recording after the last aside was noted. Null where the shift can be.</summary>
    public static string? WhyNot(MarkingFacts facts, TimeSpan shift)
    {
        var ends = facts.Transcript.Turns.SelectMany(turn => turn.Parts).Select(part => part.End ?? part.Start).OfType<TimeSpan>().ToList();
        // Without times there is nothing to lay marks on; they are placed by hand.
        if (ends.Count == 0) return shift == TimeSpan.Zero ? null : "This transcript has no times, so there is no shift to it.";
        if (shift > ends.Max()) return $"The recording lasts {Clock(ends.Max())}; the notes cannot have begun {Clock(shift)} into it.";
        var last = facts.Marks.Select(mark => mark.End ?? mark.Start).DefaultIfEmpty(TimeSpan.Zero).Max();
        return shift < -last ? $"The last aside was noted at {Clock(last)}; the recording cannot have begun {Clock(-shift)} after the notes, for then it came before all of it." : null;
    }

    /// <summary>The proposed shift where marks fall on asides and this one is far from it; null where it is near, or nothing speaks for any shift.</summary>
    public static TimeSpan? IsFar(MarkingFacts facts, TimeSpan shift)
    {
        var proposal = ShiftProposal.Propose(facts.Transcript, facts.Marks, facts.Suggestions, null);
        return proposal.MarksMet > 0 && (proposal.Shift - shift).Duration() > Near ? proposal.Shift : null;
    }

    /// <summary>"4:32 after".</summary>
    public static string Words(TimeSpan shift) => shift == TimeSpan.Zero ? "a common beginning" : $"{Clock(shift.Duration())} {(shift > TimeSpan.Zero ? "after" : "before")}";

    private static string Clock(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes:00}:{time.Seconds:00}");
}

using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Desk.Field;

/// <summary>How an engagement comes out against a goal: "10 to 14 by 4 Dec: behind the goal", or once its last day has passed "Ended 4 Dec, 3 short of the goal".</summary>
internal static class PaceWords
{
    public static string Of(Pace pace, LocalDate today)
    {
        if (pace.Done >= pace.Goal) return "Goal reached";
        var until = pace.Until.ToString("d MMM", CultureInfo.InvariantCulture);
        if (pace.Until < today) return $"Ended {until}, {pace.Goal - pace.Done} short of the goal";
        return $"{(pace.Low == pace.High ? $"{pace.Low}" : $"{pace.Low} to {pace.High}")} by {until}{(pace.IsBehind ? ": behind the goal" : "")}";
    }
}

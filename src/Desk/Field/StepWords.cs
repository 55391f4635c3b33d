using NodaTime;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Desk.Field;

/// <summary>What comes next with a case, said with its hour and place: "Ring again from Thu 26 14:00 Lisbon".</summary>
internal static class StepWords
{
    public static string Of(NextStep? step, Instant now, DateTimeZone theirs) => step switch
    {
        null => "",
        { IsOver: true } => $"Nothing: {step.Because}",
        { From: { } from } when from > now => $"{step.Words}, {(step.Words is "Hold the interview" or "Ring as promised" ? "" : "from ")}{When.Short(from, now, theirs)} {When.Place(theirs)}",
        _ => step.Words,
    };
}

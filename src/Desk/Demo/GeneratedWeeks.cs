using System.Collections.Immutable;
using System.Globalization;

namespace WinLossAgency.Desk.Demo;

/// <summary>When generated cases were rung and met. Lisbon and London show the same time all year, so one clock serves both.</summary>
internal static class GeneratedWeeks
{
    /// <summary>Interviews begin on the eleventh working day: two a day, one for each interviewer, four weeks long.</summary>
    private const int FirstWorkDay = 10;

    // Hours that the first engagement's talks leave free on every one of these days, with ten minutes between.
    private static readonly ImmutableDictionary<string, string[]> Starts = new Dictionary<string, string[]>
    {
        ["Maya Lindqvist"] = ["10:15", "13:30", "16:00"],
        ["João Reis"] = ["11:45", "14:15", "17:00"],
    }.ToImmutableDictionary();

    public static readonly ImmutableArray<string> Interviewers = ["Maya Lindqvist", "João Reis"];

    public static string InterviewerOf(int n) => Interviewers[n % 2];

    public static ExampleMoment StartOf(GeneratedChance chance, int n) => new(Day(FirstWorkDay + (n / 2)), chance.Of(Starts[InterviewerOf(n)]));

    /// <summary>How an interview that starts then was reached: nobody is rung on more than two days of a week.</summary>
    public static ImmutableArray<ExampleStep> HistoryOf(GeneratedChance chance, string interviewer, ExampleMoment start)
    {
        var day = (start.Day / 7 * 5) + (start.Day % 7);
        ExampleStep Early(int before, string outcome, ExampleMoment? promised = null) => new(Day(day - before), Clock(chance, 9, 5, 50), outcome, promised, null);
        ExampleStep Late(int before, string outcome, ExampleMoment? promised = null) => new(Day(day - before), Clock(chance, 15, 0, 40), outcome, promised, null);
        var midday = new ExampleMoment(Day(day - 3), interviewer == Interviewers[0] ? "12:45" : "12:35");
        var back = Clock(chance, 15, 5, 20);
        return chance.Next(6) switch
        {
            0 => [Early(4, "noAnswer"), Late(2, "booked", start)],
            1 => [Late(5, "voicemail"), Early(3, "booked", start)],
            2 => [Early(4, "busy"), Late(4, "booked", start)],
            3 => [Early(5, "noAnswer"), Late(4, "callback", midday), new ExampleStep(midday.Day, Later(midday.Time!, 1), "booked", start, null)],
            4 => [Late(3, "booked", start)],
            _ => [Early(5, "noAnswer"), Late(4, "voicemail"), new ExampleStep(Day(day - 2), back, "inbound", null, null),
                new ExampleStep(Day(day - 2), Later(back, 4), "booked", start, null)],
        };
    }

    /// <summary>The n-th working day of fieldwork as days from its first Monday.</summary>
    public static int Day(int working) => (working / 5 * 7) + (working % 5);

    private static string Clock(GeneratedChance chance, int hour, int from, int minutes) => Text(hour, from + chance.Next(minutes));

    private static string Later(string time, int minutes) =>
        Text(int.Parse(time[..2], CultureInfo.InvariantCulture), int.Parse(time[3..], CultureInfo.InvariantCulture) + minutes);

    private static string Text(int hour, int minute) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");
}

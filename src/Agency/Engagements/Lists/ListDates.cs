using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using WinLossAgency.Domain.Engagements;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>A date that was read, or the sentence why not. The words name the value and nobody.</summary>
internal readonly record struct DateRead(LocalDate? Date, string? Why);

/// <summary>
/// Reads the dates of one column. Which way round 09/10/2026 stands is decided by the whole column: one value that can
/// be read only one way settles it; where none does, or two disagree, the doubtful ones are asked about, never guessed.
/// </summary>
internal sealed partial class ListDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private readonly bool dayFirstSeen, monthFirstSeen;

    public ListDates(IEnumerable<string> column, DateOrder said)
    {
        foreach (var value in column)
        {
            if (Slashed().Match(value.Trim()) is not { Success: true } m) continue;
            var (first, second) = (Number(m, 1), Number(m, 2));
            if (first > 12 && second <= 12) dayFirstSeen = true;
            if (second > 12 && first <= 12) monthFirstSeen = true;
        }
        Order = said != DateOrder.Found ? said
            : (dayFirstSeen, monthFirstSeen) switch { (true, false) => DateOrder.DayFirst, (false, true) => DateOrder.MonthFirst, _ => DateOrder.Found };
    }

    /// <summary>What the column, or a person, said; Found where neither did.</summary>
    public DateOrder Order { get; }

    public DateRead Read(string value)
    {
        var text = value.Trim();
        if (text.Length == 0) return No("There is no close date.");
        if (Iso().Match(text) is { Success: true } iso) return Day(Number(iso, 1), Number(iso, 2), Number(iso, 3), value);
        if (Dotted().Match(text) is { Success: true } dot) return Day(Year(dot, 3), Number(dot, 2), Number(dot, 1), value);
        if (Slashed().Match(text) is { Success: true } slash) return Either(Number(slash, 1), Number(slash, 2), Year(slash, 3), value);
        if (Named().Match(text) is { Success: true } named) return Day(Number(named, 3), Month(named.Groups[2].Value), Number(named, 1), value);
        if (NamedFirst().Match(text) is { Success: true } first) return Day(Number(first, 3), Month(first.Groups[1].Value), Number(first, 2), value);
        return No($"The close date \"{text}\" is not a date.");
    }

    private DateRead Either(int first, int second, int year, string value)
    {
        if (first > 12) return Day(year, second, first, value);
        if (second > 12) return Day(year, first, second, value);
        if (first == second) return Day(year, first, second, value);
        return Order switch
        {
            DateOrder.DayFirst => Day(year, second, first, value),
            DateOrder.MonthFirst => Day(year, first, second, value),
            _ => No($"The close date {value.Trim()} can be read as {Words(year, second, first)} or {Words(year, first, second)}; say which way round the dates stand."),
        };
    }

    private static DateRead Day(int year, int month, int day, string value) =>
        month is < 1 or > 12 || year is < 1990 or > 2100 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? No($"The close date {value.Trim()} does not exist.") : new DateRead(new LocalDate(year, month, day), null);

    private static DateRead No(string why) => new(null, why);

    private static string Words(int year, int month, int day) => new LocalDate(year, month, day).ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    private static int Number(Match m, int group) => int.Parse(m.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Year(Match m, int group) => Number(m, group) is var year && m.Groups[group].Length == 2 ? 2000 + year : year;

    private static int Month(string name) => 1 + Array.IndexOf(Months, name[..3].ToLowerInvariant());

    [GeneratedRegex(@"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?: .*)?$")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:[ ,].*)?$")]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^(\d{1,2})\.? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (\d{4})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2}),? (\d{4})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedFirst();
}

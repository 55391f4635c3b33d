using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Portal.Reports;

/// <summary>Dates and times as a reader says them; a time always names its place.</summary>
internal static class Words
{
    private static readonly LocalDatePattern Long = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("d MMMM uuuu, HH:mm 'UTC'");

    public static string Date(LocalDate date) => Long.Format(date);

    public static string At(Instant instant) => Moment.Format(instant);

    public static string Counted(int n) => n switch { 1 => "One", 2 => "Two", 3 => "Three", 4 => "Four", 5 => "Five", 6 => "Six", 7 => "Seven", _ => n.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}

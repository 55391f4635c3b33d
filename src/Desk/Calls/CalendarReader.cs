using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Calls;

/// <summary>One piece of a calendar as the page draws it: wall times of the interviewer's own zone, without an offset.</summary>
/// <param name="Display">"background" for what is not a promise, else "auto".</param>
public sealed record CalendarItem(string Title, string Start, string End, string Display, string ClassName);

/// <summary>The calendar of the person who asks.</summary>
internal sealed class CalendarReader(IGrainFactory grains, StaffVisit visit, IClock clock)
{
    /// <summary>Days that one question may span: a month's page and its edges.</summary>
    public const int DaysMax = 45;

    public Instant Now => clock.GetCurrentInstant();

    public Task<CalendarState> MineAsync() => grains.GetGrain<IInterviewer>(visit.Me.Id).Day();

    /// <summary>The link by which a calendar elsewhere reads mine; null where I made none.</summary>
    public Task<string?> AddressAsync() => grains.GetGrain<IInterviewer>(visit.Me.Id).FeedAddress();

    public async Task<ImmutableArray<CalendarItem>> ItemsAsync(LocalDate from, LocalDate until)
    {
        var day = await MineAsync();
        var zone = day.Hours.In();
        var (start, end) = (from.AtStartOfDayInZone(zone).ToInstant(), until.AtStartOfDayInZone(zone).ToInstant());
        var cards = (await grains.GetGrain<ICallQueue>(visit.Me.Team).Mine()).ToDictionary(c => c.Interview);
        var items = ImmutableArray.CreateBuilder<CalendarItem>();
        foreach (var promise in day.Promises.Where(p => p.End > start && p.Start < end))
        {
            var what = cards.GetValueOrDefault(promise.Interview) is { Interviewing: false } ? "Call back" : "Interview";
            items.Add(Item($"{what}: {await WhoAsync(promise.Interview)}", promise.Start, promise.End, "auto", what == "Interview" ? "is-interview" : "is-callback"));
            // The calendar on the page draws a stretch without length as a whole hour.
            if (day.Hours.BufferBefore > 0) items.Add(Item("Kept free", promise.Start - Duration.FromMinutes(day.Hours.BufferBefore), promise.Start, "background", "is-buffer"));
            if (day.Hours.BufferMinutes > 0) items.Add(Item("Kept free", promise.End, promise.End + Duration.FromMinutes(day.Hours.BufferMinutes), "background", "is-buffer"));
        }
        foreach (var away in day.Away.Where(a => a.Meets(start, end))) items.Add(Item("Away", away.Start, away.End, "background", "is-away"));
        for (var date = from; date < until; date = date.PlusDays(1))
            if (day.Hours.Days.Contains((int)date.DayOfWeek))
                foreach (var pause in day.Hours.Breaks) items.Add(new CalendarItem("Break", Text(date + pause.From), Text(date + pause.Until), "background", "is-break"));
        return items.ToImmutable();

        CalendarItem Item(string title, Instant a, Instant b, string display, string name) => new(title, Text(a.InZone(zone).LocalDateTime), Text(b.InZone(zone).LocalDateTime), display, name);
    }

    public async Task<string> WhoAsync(string interview)
    {
        try
        {
            var brief = await grains.GetGrain<IInterview>(interview).Brief();
            return brief.City.Length > 0 ? $"{brief.Name}, {brief.City}" : brief.Name;
        }
        catch (AccessRefusedException)
        {
            // The slot is mine but the case has passed to a colleague.
            return "a colleague's case";
        }
    }

    public static string Text(LocalDateTime at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains.Calls;

namespace WinLossAgency.Desk.Engagements;

/// <summary>An interviewer's hours as their own calendar keeps them; null where none were set.</summary>
internal static class StaffHours
{
    public static async Task<WorkingHours?> OfAsync(IGrainFactory grains, string id) => await grains.GetGrain<IInterviewer>(id).Day() is { Known: true } day ? day.Hours : null;

    public static WorkingHours? Read(FormReader form, string zone, WorkingHours? was) =>
        form.Time("from") is { } from && form.Time("until") is { } until && from < until
            ? WorkingHours.Default(zone) with { From = from, Until = until, Breaks = was is { Breaks.Length: > 1 } ? was.Breaks : Pause(form, from, until), BufferBefore = Minutes(form, "before", 0), BufferMinutes = Minutes(form, "after", 15),
                PromisesPerDay = AtLeastOne(form, "perDay", 12), PromisesPerWeek = AtLeastOne(form, "perWeek", 45), NoticeMinutes = form.Number("notice"), Days = [.. form.All("day").Select(d => int.TryParse(d, out var day) ? day : 0).Where(d => d is >= 1 and <= 7).Order()] } : null;

    /// <summary>A break lies within the working hours, or there is none.</summary>
    private static ImmutableArray<Break> Pause(FormReader form, LocalTime from, LocalTime until) =>
        form.Time("breakFrom") is { } begins && form.Time("breakUntil") is { } ends && from <= begins && begins < ends && ends <= until ? [new Break(begins, ends)] : [];

    private static int Minutes(FormReader form, string name, int otherwise) => form.Text(name).Length == 0 ? otherwise : form.Number(name);

    private static int AtLeastOne(FormReader form, string name, int otherwise) => form.Number(name) is > 0 and var number ? number : otherwise;
}

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
            ? (was ?? WorkingHours.Default(zone)) with { Zone = zone, From = from, Until = until, Days = [.. form.All("day").Select(d => int.TryParse(d, out var day) ? day : 0).Where(d => d is >= 1 and <= 7).Order()] } : null;
}

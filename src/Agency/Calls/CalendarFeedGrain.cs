using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Calls;

/// <summary>What leaves the house by a calendar's link. It lies with other companies and on telephones, so it says when and how long, and of nobody.</summary>
[GrainType("calendar-feed")]
internal sealed class CalendarFeedGrain(AgencyStores stores, BuyerLinks links, JournalTools tools) : Grain, ICalendarFeed
{
    private const int MarkDigits = 32;

    public Task<string?> Read() => Caller.AsHouse<string?>(async () =>
    {
        if (await links.FindAsync(this.GetPrimaryKeyString(), LinkPurpose.Day) is not var (interviewer, round)) return null;
        var day = await GrainFactory.GetGrain<IInterviewer>(interviewer).Day();
        var agency = GrainFactory.GetGrain<IAgency>(IAgency.Key);
        var holds = day.Feed == new CalendarFeed(round, true) && (await agency.StaffList()).Any(s => s.Id == interviewer && s.Roles.HasFlag(Role.Interviewer));
        if (!holds) return null;
        var interviews = new HashSet<Promise>();
        foreach (var promise in day.Promises)
            if ((await GrainFactory.GetGrain<IInterview>(promise.Interview).View()).State.Booking?.Start == promise.Start) interviews.Add(promise);
        return DayFeed.Of(await agency.Name(), day, interviews, tools.Clock.GetCurrentInstant(), what => stores.KeyedHash($"feed|{interviewer}|{what}")[..MarkDigits]).ToText();
    });
}

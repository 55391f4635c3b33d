using Orleans;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Desk.Access;

/// <summary>In Development the agency's own people are the people one can be, each with today's work in a line.</summary>
internal sealed class DemoStaff(IGrainFactory grains, AgencyClock clock) : IDemoPeople
{
    public IReadOnlyList<DemoLink> Links => [new("The local mailbox: what the agency has written", MailboxPaths.Root)];

    public async ValueTask<IReadOnlyList<DemoPerson>> TodayAsync(CancellationToken stop)
    {
        Caller.House.Enter();
        var people = new List<DemoPerson>();
        foreach (var staff in (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).Where(s => s.Roles != Role.None))
        {
            var person = new HousePerson(StaffDirectory.DemoTenant, StaffDirectory.DemoTenant, staff.Id, staff.Mail, staff.Name, [.. Names(staff.Roles)]);
            people.Add(new DemoPerson(staff.Id, staff.Name, RoleWords.Of(staff.Roles), await WorkOfAsync(staff), person));
        }
        return people;
    }

    private async Task<string> WorkOfAsync(Staff staff)
    {
        Caller.House.Enter();
        if (staff.Roles.HasFlag(Role.Interviewer))
        {
            var now = clock.GetCurrentInstant();
            var zone = PlaceClock.ZoneOf(new Domain.Interviews.Place(staff.Zone, "", null));
            var next = (await grains.GetGrain<IInterviewer>(staff.Id).Day()).Promises.FirstOrDefault(p => p.End > now);
            var callable = await grains.GetGrain<ICallQueue>(staff.Team).Callable();
            var promise = next is null ? "no promise yet" : $"next promise {When.Short(next.Start, now, zone)}";
            return $"{promise}, {callable} callable";
        }
        var engagements = (await grains.GetGrain<IAgency>(IAgency.Key).Clients()).Sum(c => c.Engagements.Length);
        return engagements == 1 ? "1 engagement" : $"{engagements} engagements";
    }

    private static IEnumerable<string> Names(Role roles) => Roles.OfStaff.Where(name => Enum.TryParse<Role>(name, out var role) && roles.HasFlag(role));
}

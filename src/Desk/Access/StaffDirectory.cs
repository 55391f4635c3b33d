using Orleans;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Desk.Access;

/// <summary>Who of the agency a signed-in person is. Looked up on every request, so that a role taken away is gone at once.</summary>
internal sealed class StaffDirectory(IGrainFactory grains, IHostEnvironment environment)
{
    /// <summary>Demo people are known by their staff id under this tenant; no real tenant has a name like it.</summary>
    public const string DemoTenant = "demo";

    /// <summary>The person as the directory knows them, with the roles that hold for this visit; null for a stranger and for whoever has left.</summary>
    public async Task<Staff?> FindAsync(HousePerson person)
    {
        Caller.House.Enter();
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        var staff = await agency.StaffList();
        if (person.TenantId == DemoTenant)
            return environment.IsDevelopment() ? staff.FirstOrDefault(s => s.Id == person.ObjectId && s.Roles != Role.None) : null;
        var known = staff.FirstOrDefault(s => s.Subject == person.Key);
        if (known is null && person.Mail is { } mail
            && staff.FirstOrDefault(s => s.Subject is null && s.Roles != Role.None && string.Equals(s.Mail, mail, StringComparison.OrdinalIgnoreCase)) is { } invited)
        {
            // The first sign-in binds the invited mail to tenant and object; from then on a mail opens nothing.
            known = invited with { Subject = person.Key, Name = invited.Name == FirstDay.NameUntilSignIn(invited.Mail) ? person.Name : invited.Name };
            await agency.Join($"bind/{invited.Id}/{person.Key}", known);
        }
        var roles = known is null ? Role.None : Held(known.Roles, person);
        return roles == Role.None ? null : known! with { Roles = roles };
    }

    /// <summary>The directory says what somebody is here; a provider that sends roles can only take away.</summary>
    private static Role Held(Role directory, HousePerson person)
    {
        if (person.Roles.IsEmpty) return directory;
        var sent = Role.None;
        foreach (var role in person.Roles)
            if (Roles.OfStaff.Contains(role) && Enum.TryParse<Role>(role, out var known)) sent |= known;
        return directory & sent;
    }
}

/// <summary>Who this request is from. Set once by the middleware; pages read it.</summary>
internal sealed class StaffVisit
{
    private Staff? me;

    public Staff Me => me ?? throw new InvalidOperationException("Nobody has been let in on this request.");

    public bool Is(Role any) => (Me.Roles & any) != 0;

    public void Enter(Staff staff)
    {
        me = staff;
        new Caller(staff.Id, staff.Roles & Role.Staff).Enter();
    }
}

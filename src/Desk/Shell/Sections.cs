using WinLossAgency.Grains.Access;

namespace WinLossAgency.Desk.Shell;

/// <summary>One section of the desk: its words in the top bar, where it begins, and who may enter.</summary>
internal sealed record Section(string Words, string Path, Role Needs)
{
    public bool Holds(PathString path) => path.StartsWithSegments(Path);
}

/// <summary>The top bar. A page below a section's path is open to the section's roles only; its grains decide the rest.</summary>
internal static class Sections
{
    public static readonly IReadOnlyList<Section> All =
    [
        new("Call desk", "/calls", Role.Interviewer),
        new("My calendar", "/calendar", Role.Interviewer),
        new("Board", "/board", Role.Supervisor),
        new("Engagements", "/engagements", Role.Analyst | Role.Supervisor | Role.Owner),
        new("Privacy", "/privacy", Role.PrivacyOfficer),
        new("Transcripts", "/transcripts", Role.Interviewer | Role.Analyst | Role.PrivacyOfficer),
        new("Reports", "/reports", Role.Analyst | Role.Owner),
        new("Billing", "/billing", Role.BillingAdmin | Role.Owner),
        new("Staff", "/staff", Role.Owner),
        new("Master keys", "/keys", Role.Owner),
        new("Not done", "/undone", Role.Owner),
        new("Access log", "/access-log", Role.Interviewer | Role.Analyst | Role.PrivacyOfficer | Role.Owner),
        new("The wall", "/wall-check", Role.PrivacyOfficer | Role.Owner),
    ];

    public static Section? Of(PathString path) => All.FirstOrDefault(s => s.Holds(path));

    public static IEnumerable<Section> For(Role roles) => All.Where(s => (s.Needs & roles) != 0);
}

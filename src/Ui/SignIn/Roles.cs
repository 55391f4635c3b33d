namespace WinLossAgency.Ui.SignIn;

/// <summary>What a person may be. The values are the app roles of the provider's `roles` claim and never change once assigned.</summary>
public static class Roles
{
    public const string Interviewer = "Interviewer";
    public const string Supervisor = "Supervisor";
    public const string Analyst = "Analyst";
    public const string PrivacyOfficer = "PrivacyOfficer";
    public const string BillingAdmin = "BillingAdmin";
    public const string Owner = "Owner";
    public const string ClientReader = "ClientReader";
    public const string ClientAdmin = "ClientAdmin";

    public static IReadOnlyList<string> OfStaff { get; } = [Interviewer, Supervisor, Analyst, PrivacyOfficer, BillingAdmin, Owner];

    /// <summary>The role as a screen says it; a role that we do not know is shown as the provider wrote it.</summary>
    public static string InWords(string role) => role switch
    {
        Interviewer => "interviewer",
        Supervisor => "supervisor",
        Analyst => "analyst",
        PrivacyOfficer => "privacy officer",
        BillingAdmin => "billing",
        Owner => "owner",
        ClientReader => "client",
        ClientAdmin => "client, admin",
        _ => role,
    };
}

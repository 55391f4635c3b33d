using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Desk.Engagements;

/// <summary>What the engagement pages call things.</summary>
internal static class Texts
{
    public static string Of(EngagementKind kind) => kind switch
    {
        EngagementKind.WinLoss => "Win-loss: buyers who decided",
        EngagementKind.CustomerExit => "Customer exit: accounts that left",
        EngagementKind.EmployeeExit => "Employee exit: people who leave",
        _ => "Check-in: customers who stay",
    };

    public static string Of(ProgrammeMode mode) => mode switch
    {
        ProgrammeMode.Attributed => "With names, where the buyer consents",
        ProgrammeMode.CompanyOnly => "Company only",
        ProgrammeMode.Anonymous => "Anonymous",
        _ => "Only counts and themes",
    };

    public static string Of(Stage stage) => stage switch
    {
        Stage.Draft => "Draft",
        Stage.Agreed => "Agreed by the client",
        Stage.InTheField => "In the field",
        Stage.Analysis => "Analysis",
        Stage.Delivered => "Delivered",
        _ => "Closed",
    };

    public static string Of(DealOutcome outcome) => outcome switch { DealOutcome.Won => "Won", DealOutcome.Lost => "Lost", DealOutcome.Churned => "Left the client", _ => "Left" };

    public static string Of(DealField field) => field switch
    {
        DealField.Ignored => "not used",
        DealField.Opportunity => "number of the deal",
        DealField.DealName => "name of the deal",
        DealField.Account => "company",
        DealField.ContactName => "buyer's name",
        DealField.FirstName => "buyer's first name",
        DealField.LastName => "buyer's last name",
        DealField.Email => "e-mail",
        DealField.Phone => "phone",
        DealField.Mobile => "mobile phone",
        DealField.Title => "buyer's title",
        DealField.Amount => "value",
        DealField.Currency => "currency",
        DealField.ClosedOn => "date of the decision",
        DealField.Stage => "won or lost",
        DealField.WonFlag => "yes where won",
        DealField.LostFlag => "yes where lost",
        DealField.StatedReason => "client's own reason",
        DealField.Competitors => "competitors",
        DealField.City => "town",
        DealField.State => "state or province",
        DealField.Country => "country",
        DealField.Region => "sales region",
        DealField.Segment => "segment",
        DealField.Size => "size of the company",
        DealField.Products => "products",
        _ => "language",
    };

    /// <summary>What happens next with cases that stand so: no row of the board is a dead end.</summary>
    public static string Next(CaseStatus status) => status switch
    {
        CaseStatus.Waiting => "in line at the call desk",
        CaseStatus.Promised => "a call back is promised",
        CaseStatus.Booked => "an interview is booked",
        CaseStatus.InInterview => "being interviewed now",
        CaseStatus.WrapUpOpen => "the interviewer finishes the wrap-up",
        CaseStatus.Intake => "the transcript waits to be taken in",
        CaseStatus.Coding => "an analyst codes it",
        CaseStatus.Done => "counts in the report",
        _ => "ended: choose another deal in its place",
    };

    public static bool Ended(CaseStatus status) => status is CaseStatus.Refused or CaseStatus.Suppressed or CaseStatus.WrongPerson or CaseStatus.Unreached;

    public static string Of(Role role) => role switch
    {
        Role.PrivacyOfficer => "Privacy officer",
        Role.BillingAdmin => "Billing",
        _ => role.ToString(),
    };

    public static readonly Role[] Roles = [Role.Interviewer, Role.Supervisor, Role.Analyst, Role.PrivacyOfficer, Role.BillingAdmin, Role.Owner];

    public static string Day(LocalDate date) => date == default ? "open" : date.ToString("d MMM uuuu", CultureInfo.InvariantCulture);

    /// <summary>For a date field of a form.</summary>
    public static string Iso(LocalDate date) => date == default ? "" : date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}

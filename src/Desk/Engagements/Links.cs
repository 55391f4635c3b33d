namespace WinLossAgency.Desk.Engagements;

/// <summary>Addresses of the engagement pages, each written once.</summary>
internal static class Links
{
    public const string Clients = "/engagements";
    public const string Staff = "/staff";

    /// <summary>With billing, since the owner and billing say when a contract ends, and billing has no way into the engagements.</summary>
    public const string Contracts = "/billing/contracts";

    public static string Contract(string client) => $"{Contracts}/{client}";

    public static string Client(string client) => $"{Clients}/{client}";

    public static string Engagement(string engagement) => $"{Clients}/{engagement}";

    public static string SetUp(string engagement) => $"{Engagement(engagement)}/set-up";

    public static string Deals(string engagement) => $"{Engagement(engagement)}/deals";

    public static string Letters(string engagement) => $"{Engagement(engagement)}/letters";

    public static string Letter(string engagement, string letter, string language) => $"{Letters(engagement)}/{letter}/{language}";

    public static string List(string engagement, string upload) => $"{Engagement(engagement)}/lists/{upload[(upload.IndexOf('/') + 1)..]}";
}

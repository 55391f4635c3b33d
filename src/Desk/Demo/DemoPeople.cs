namespace WinLossAgency.Desk.Demo;

/// <summary>Under which issuer and tenant the demo's people are known. No provider bears this name, so no real account can match.</summary>
internal static class DemoPeople
{
    public const string Issuer = "demo";
    public const string Tenant = "demo";
}

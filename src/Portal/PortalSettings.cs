using WinLossAgency.Storage;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Portal;

/// <summary>The settings that stand in sections of their own: sign-in and stores. The program starts on all of them or says what is wrong with each.</summary>
internal static class PortalSettings
{
    public const string Program = "Portal";

    /// <summary>It reads the shelf, lays requests into the inbox and keeps its own; a setting for any other store stops it.</summary>
    public static readonly StoreNeed[] Stores = [new("shelf"), new("inbox"), new("portal", StoreKeys.Beside)];

    public static IReadOnlyList<string> Problems(IConfiguration settings, bool isDevelopment)
    {
        var problems = new List<string>(SignInSettings.Problems(settings, isDevelopment));
        if (settings.GetSection(StoreSettings.Section) is var stores && stores.GetChildren().Any()) problems.AddRange(StoreSettings.Problems(stores, Program, Stores));
        return problems;
    }

    /// <summary>This machine only, unless an address or a bare port of a container is named.</summary>
    public static string? AddressesOf(IConfiguration settings) => settings["urls"] is null && settings["http_ports"] is null ? PortalOptions.UrlsDefault : null;
}

using Microsoft.AspNetCore.Http;

namespace WinLossAgency.Ui.Web;

/// <summary>Light, dark, or as the system says; a preference cookie and nothing else.</summary>
internal static class Theme
{
    public const string Cookie = "theme";
    public const string Script = "_content/WinLossAgency.Ui/theme.js";

    /// <summary>What the server can know before the script runs: "auto" begins light.</summary>
    public static string Of(HttpContext? context) => context?.Request.Cookies[Cookie] == "dark" ? "dark" : "light";
}

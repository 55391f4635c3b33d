namespace WinLossAgency.Portal;

/// <summary>What the program takes from its command line and environment: --data var --urls http://127.0.0.1:5080.</summary>
internal sealed class PortalOptions
{
    /// <summary>The data folder: the shelf and the inbox, which Desk shares, and a store of Portal's own.</summary>
    public string Data { get; set; } = "var";

    /// <summary>Where nothing else is said, this machine only.</summary>
    public const string UrlsDefault = "http://127.0.0.1:5080";

    /// <summary>Makes the ids of requests repeat in a demo; empty in a real agency.</summary>
    public string Seed { get; set; } = "";

    public const long UploadBytesMax = 20 * 1024 * 1024;
    public const int RequestsWaitingMax = 200;
}

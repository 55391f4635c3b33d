namespace WinLossAgency.Desk;

/// <summary>
/// What the program takes from its command line and environment: --data var --urls http://127.0.0.1:5080 --buyers http://127.0.0.1:5082.
/// What stands in sections (sign-in, ports, stores in the cloud) is in DeskSettings.
/// </summary>
internal sealed class DeskOptions
{
    /// <summary>The data folder of one agency: its stores, keys, shelf and inbox, where no stores in the cloud are named.</summary>
    public string Data { get; set; } = "var";

    /// <summary>Where nothing else is said, this machine only.</summary>
    public const string UrlsDefault = "http://127.0.0.1:5080";

    /// <summary>The second address, for buyers' pages and webhooks; it answers nothing else.</summary>
    public string Buyers { get; set; } = "http://127.0.0.1:5082";

    /// <summary>Makes ids repeat in a demo; empty in a real agency.</summary>
    public string Seed { get; set; } = "";

    /// <summary>Fills an empty agency with the worked example. Development only.</summary>
    public bool Demo { get; set; }

    /// <summary>A phrase said in every candid place of the demo, to be looked for everywhere else.</summary>
    public string? Canary { get; set; }

    /// <summary>Does the whole job of the example once, leaves its files in this folder, prints the proof and ends.</summary>
    public string DemoRun { get; set; } = "";

    /// <summary>Founds an agency of this name on empty data, with the zone and the first owner's mail beside it.</summary>
    public string Found { get; set; } = "";

    public string Zone { get; set; } = "Europe/Lisbon";

    public string Owner { get; set; } = "";

    /// <summary>Who vouches for clients' people at the Portal; empty where it is the provider of Desk.</summary>
    public string ClientAuthority { get; set; } = "";
}

using Orleans.Hosting;

namespace WinLossAgency.Desk;

/// <summary>One silo that clusters with nobody, on loopback.</summary>
internal static partial class Hosting
{
    private const string Cluster = "localhost alone";

    /// <summary>One silo that clusters with nobody: a second one on the same stores is a mistake.</summary>
    public static bool IsAlone => true;

    private static void Join(ISiloBuilder silo, IConfigurationSection orleans) => silo.UseLocalhostClustering();
}

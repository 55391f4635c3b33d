using Orleans.Hosting;

namespace WinLossAgency.Desk;

/// <summary>Silos find each other through PostgreSQL tables, laid by the scripts that Orleans publishes for it.</summary>
internal static partial class Hosting
{
    private const string Cluster = "PostgreSQL";

    /// <summary>Several silos share the stores; each grain lives on one of them.</summary>
    public static bool IsAlone => false;

    private static void Join(ISiloBuilder silo, IConfigurationSection orleans)
    {
        var connection = orleans["ConnectionString"] ?? throw new InvalidOperationException("Orleans:ConnectionString names the PostgreSQL database by which silos find each other; it is not set.");
        silo.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = connection;
        });
    }
}

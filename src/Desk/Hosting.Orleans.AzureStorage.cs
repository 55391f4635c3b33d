using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Orleans.Hosting;

namespace WinLossAgency.Desk;

/// <summary>Silos find each other through a table of an Azure storage account, opened with the program's own identity.</summary>
internal static partial class Hosting
{
    private const string Cluster = "Azure Storage";

    /// <summary>Several silos share the stores; each grain lives on one of them.</summary>
    public static bool IsAlone => false;

    private static void Join(ISiloBuilder silo, IConfigurationSection orleans)
    {
        var endpoint = orleans["TableEndpoint"] ?? throw new InvalidOperationException("Orleans:TableEndpoint names the account by whose table silos find each other; it is not set.");
        // A container has an identity for each thing that it may touch, and none that is the default.
        TokenCredential credential = orleans["Identity"] is { Length: > 0 } identity
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity))
            : new DefaultAzureCredential();
        silo.UseAzureStorageClustering(options => options.TableServiceClient = new TableServiceClient(new Uri(endpoint), credential));
    }
}

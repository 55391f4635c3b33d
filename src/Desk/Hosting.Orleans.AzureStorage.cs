using Azure.Data.Tables;
using Azure.Identity;
using Orleans.Hosting;

namespace WinLossAgency.Desk;

/// <summary>Silos find each other through a table of an Azure storage account, opened with the program's own identity.</summary>
internal static partial class Hosting
{
    private const string Cluster = "Azure Storage";

    private static void Join(ISiloBuilder silo, IConfigurationSection orleans)
    {
        var endpoint = orleans["TableEndpoint"] ?? throw new InvalidOperationException("Orleans:TableEndpoint names the account by whose table silos find each other; it is not set.");
        silo.UseAzureStorageClustering(options => options.TableServiceClient = new TableServiceClient(new Uri(endpoint), new DefaultAzureCredential()));
    }
}

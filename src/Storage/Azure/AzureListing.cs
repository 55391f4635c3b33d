using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace WinLossAgency.Storage;

/// <summary>The names under a prefix; the service gives them in ordinal order, a page at a time.</summary>
internal static class AzureListing
{
    public static async IAsyncEnumerable<string> Names(string store, BlobContainerClient container, string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var names = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancel).GetAsyncEnumerator(cancel);
        while (await MoveAsync(store, names))
            yield return names.Current.Name;
    }

    private static async ValueTask<bool> MoveAsync(string store, IAsyncEnumerator<BlobItem> names)
    {
        try
        {
            return await names.MoveNextAsync();
        }
        catch (RequestFailedException failed)
        {
            throw failed.For(store);
        }
        catch (AggregateException failed)
        {
            throw failed.Unreachable(store);
        }
    }
}

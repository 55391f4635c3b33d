using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace WinLossAgency.Storage;

/// <summary>The names under a prefix; the service gives them in ordinal order, a page at a time.</summary>
internal static class AzureListing
{
    public static async IAsyncEnumerable<string> Names(string store, BlobContainerClient container, string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var names = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancel).GetAsyncEnumerator(cancel);
        while (await AzureFaults.Telling(store, () => names.MoveNextAsync().AsTask()))
            yield return names.Current.Name;
    }
}

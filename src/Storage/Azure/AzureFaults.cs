using Azure;

namespace WinLossAgency.Storage;

/// <summary>What the service's answers mean here.</summary>
internal static class AzureFaults
{
    private const string Unreachable = "the storage account cannot be reached; whether this write was kept is not known.";

    /// <summary>A create that met an existing blob answers 409, an ETag that no longer holds 412, and both mean that another write came first.</summary>
    public static bool LostRace(this RequestFailedException failed) =>
        failed.Status == 412 || (failed.Status == 409 && failed.ErrorCode is "BlobAlreadyExists" or "UnauthorizedBlobOverwrite");

    public static bool Missing(this RequestFailedException failed) => failed.Status == 404;

    /// <summary>Runs a request; what the service or the way to it refuses is told as the store's failure, except what the caller handles itself.</summary>
    public static async ValueTask<T> Telling<T>(string store, Func<Task<T>> request, Func<RequestFailedException, bool>? handled = null)
    {
        try
        {
            return await request();
        }
        catch (RequestFailedException failed) when (handled?.Invoke(failed) != true)
        {
            throw new StoreUnavailableException(store, failed.Status == 0 ? Unreachable : $"the storage account answered {failed.Status} {failed.ErrorCode}; nothing of this write was kept.", failed);
        }
        catch (AggregateException failed)
        {
            // All retries failed on the way; the library gathers their errors.
            throw new StoreUnavailableException(store, Unreachable, failed);
        }
        catch (Azure.Identity.AuthenticationFailedException failed)
        {
            throw new StoreUnavailableException(store, "the program's identity was refused; nothing was kept.", failed);
        }
    }
}

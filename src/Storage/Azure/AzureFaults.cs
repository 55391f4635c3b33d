using Azure;

namespace WinLossAgency.Storage;

/// <summary>What the service's answers mean here.</summary>
internal static class AzureFaults
{
    /// <summary>A create that met an existing blob answers 409, an ETag that no longer holds 412, and both mean that another write came first.</summary>
    public static bool LostRace(this RequestFailedException failed) =>
        failed.Status == 412 || (failed.Status == 409 && failed.ErrorCode is "BlobAlreadyExists" or "UnauthorizedBlobOverwrite");

    public static bool Missing(this RequestFailedException failed) => failed.Status == 404;

    public static StoreUnavailableException For(this RequestFailedException failed, string store) => new(
        store,
        failed.Status == 0
            ? "the storage account cannot be reached; nothing is known to be kept."
            : $"the storage account answered {failed.Status} {failed.ErrorCode}; nothing of this write was kept.",
        failed);

    /// <summary>The service could not be reached at all, or took too long after every retry.</summary>
    public static StoreUnavailableException Unreachable(this AggregateException failed, string store) =>
        new(store, "the storage account cannot be reached; nothing is known to be kept.", failed);
}

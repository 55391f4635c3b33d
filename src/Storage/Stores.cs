using Azure.Storage.Blobs;

namespace WinLossAgency.Storage;

/// <summary>How a store is opened.</summary>
public sealed record StoreOptions
{
    /// <summary>How long a write waits for a file that another program has locked.</summary>
    public TimeSpan BusyMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes documents.db may grow to; none means as much as the disk has.</summary>
    public long? BytesMax { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>An open store: its documents and its blobs. Disposing it lets running writes end first.</summary>
public sealed record OpenStore(string Name, IDocumentStore Documents, IBlobStore Blobs) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Documents is IAsyncDisposable open)
            await open.DisposeAsync();
    }
}

/// <summary>Opens stores: embedded files for one machine, Azure Blob for the cloud.</summary>
public static class Stores
{
    /// <summary>Documents in <c>folder/name/documents.db</c>, blobs in <c>folder/name/blobs/</c>.</summary>
    public static OpenStore Embedded(string folder, string name, StoreOptions? options = null)
    {
        BlobName.Check(name);
        options ??= new StoreOptions();
        var place = Path.Combine(folder, name);
        return new OpenStore(
            name,
            new SqliteDocuments(name, Path.Combine(place, "documents.db"), options),
            new FileBlobs(Path.Combine(place, "blobs"), name, options.Time));
    }

    /// <summary>Plain create-only files, for what two programs share without a lock.</summary>
    public static IBlobStore PlainFiles(string folder, StoreOptions? options = null) =>
        new FileBlobs(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), (options ?? new StoreOptions()).Time);

    /// <summary>A container of a storage account by its connection string; made if it is missing.</summary>
    public static ValueTask<OpenStore> AzureAsync(string connection, string container, CancellationToken cancel = default) =>
        OpenAsync(new BlobContainerClient(connection, container), make: true, cancel: cancel);

    /// <param name="container">The container.</param>
    /// <param name="make">Makes it if it is missing, for which a program that only reads or lays down has no right.</param>
    /// <param name="createOnly">The program may lay new blobs down and do nothing else.</param>
    /// <param name="cancel">Stops the opening.</param>
    internal static async ValueTask<OpenStore> OpenAsync(BlobContainerClient container, bool make = false, bool createOnly = false, CancellationToken cancel = default)
    {
        HashingStandIn.Ensure();
        if (make) await AzureFaults.Telling(container.Name, () => container.CreateIfNotExistsAsync(cancellationToken: cancel));
        return new OpenStore(container.Name, new AzureDocuments(container.Name, container), new AzureBlobs(container.Name, container, createOnly));
    }
}

namespace WinLossAgency.Storage;

/// <summary>
/// The file a blob is written into. What goes wrong on the disk is told as the store's failure, so that it is never taken for a failure of
/// whoever supplies the bytes.
/// </summary>
internal sealed class PartStream : OneWayStream
{
    private readonly string store;
    private readonly FileStream file;

    public PartStream(string store, string path) => (this.store, file) = (store, Guard(store, () => new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
    })));

    public override bool CanWrite => true;

    /// <summary>Runs work on files, turning what the disk refuses into a clear failure of the store.</summary>
    public static T Guard<T>(string store, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(store, error);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancel = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancel);
        }
        catch (IOException error)
        {
            throw Failure(store, error);
        }
    }

    public override Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Puts the bytes on the disk and closes the file.</summary>
    public void Finish() => Guard(store, () =>
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        return true;
    });

    protected override void Dispose(bool disposing)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // The part is given up; its last bytes need no place.
        }

        base.Dispose(disposing);
    }

    private static StoreUnavailableException Failure(string store, Exception error) =>
        new(store, $"a blob could not be kept ({error.GetType().Name}, code {error.HResult & 0xffff}); nothing of it stays.", error);
}

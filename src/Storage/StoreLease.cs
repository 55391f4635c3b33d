namespace WinLossAgency.Storage;

/// <summary>
/// One process's hold on a data folder, kept until disposed or the process dies: the lock is the system's, so nothing stale stays behind.
/// </summary>
public sealed class StoreLease : IStoreHold, IDisposable
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly FileStream file;

    private StoreLease(FileStream file) => this.file = file;

    public Task Lost => Never;

    /// <summary>Takes the folder, or throws <see cref="StoreInUseException"/> naming it.</summary>
    public static StoreLease Take(string folder)
    {
        var place = Path.GetFullPath(folder);
        Directory.CreateDirectory(place);
        try
        {
            return new StoreLease(new FileStream(Path.Combine(place, "lease"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken)
        {
            throw new StoreInUseException(place, taken);
        }
    }

    /// <summary>The file stays: removing it could take it away from under the next holder.</summary>
    public void Dispose() => file.Dispose();

    public ValueTask DisposeAsync() => file.DisposeAsync();
}

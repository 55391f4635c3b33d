using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace WinLossAgency.Storage;

/// <summary>
/// Blobs as plain files: written aside under <c>.part</c>, synced, then given their name without replacing anything,
/// so several processes share a folder without a lock.
/// </summary>
internal sealed class FileBlobs : IBlobStore
{
    /// <summary>A part older than this was left by a process that died.</summary>
    private static readonly TimeSpan PartAgeMax = TimeSpan.FromDays(1);

    private readonly string store;
    private readonly string folder;
    private readonly string parts;

    public FileBlobs(string folder, string store, TimeProvider time)
    {
        this.store = store;
        this.folder = Path.GetFullPath(folder);
        parts = Path.Combine(this.folder, ".part");
        Directory.CreateDirectory(parts);
        SweepParts(time.GetUtcNow() - PartAgeMax);
    }

    public async ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp, CancellationToken cancel)
    {
        var final = PathOf(name);
        if (File.Exists(final))
            throw new BlobExistsException(store, name);
        var part = Path.Combine(parts, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        try
        {
            await using (var target = new PartStream(store, part))
            {
                await write(target, cancel);
                target.Finish();
            }

            if (!PartStream.Guard(store, () => Publish(part, final, stamp)))
                throw new BlobExistsException(store, name);
        }
        finally
        {
            File.Delete(part);
        }
    }

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        try
        {
            return new(new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new((Stream?)null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(store, $"a blob could not be opened ({error.GetType().Name})", error);
        }
    }

    public ValueTask<bool> ExistsAsync(string name, CancellationToken cancel) => new(File.Exists(PathOf(name)));

    public ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel)
    {
        var file = new FileInfo(PathOf(name));
        return new(file.Exists ? new BlobFacts(file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) : null);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        BlobName.CheckPrefix(prefix);
        await ValueTask.CompletedTask;
        // Only the deepest folder that the prefix names can hold matches.
        var start = Path.Combine(folder, prefix[..(prefix.LastIndexOf('/') + 1)]);
        foreach (var name in NamesUnder(start).Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancel)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing of that name was ever here.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(store, $"a blob could not be deleted ({error.GetType().Name})", error);
        }

        return ValueTask.CompletedTask;
    }

    private bool Publish(string part, string final, DateTimeOffset? stamp)
    {
        if (stamp is { } time)
            File.SetLastWriteTimeUtc(part, time.UtcDateTime);
        CreateFolderOf(final);
        if (!Posix.PublishNew(part, final))
            return false;
        Posix.SyncFolder(Path.GetDirectoryName(final)!);
        return true;
    }

    private string PathOf(string name)
    {
        BlobName.Check(name);
        return Path.Combine(folder, name);
    }

    private void CreateFolderOf(string file)
    {
        var missing = new Stack<string>();
        for (var place = Path.GetDirectoryName(file)!; !Directory.Exists(place); place = Path.GetDirectoryName(place)!)
            missing.Push(place);
        foreach (var place in missing)
        {
            Directory.CreateDirectory(place);
            Posix.SyncFolder(Path.GetDirectoryName(place)!);
        }
    }

    private IEnumerable<string> NamesUnder(string start) => Directory.Exists(start)
        ? Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name[0] != '.')
        : [];

    private void SweepParts(DateTimeOffset before)
    {
        foreach (var part in new DirectoryInfo(parts).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before.UtcDateTime))
            part.Delete();
    }
}

namespace WinLossAgency.House.Tests.Storage;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder() => Place = Directory.CreateTempSubdirectory("house-storage-").FullName;

    public string Place { get; }

    public string In(params string[] names) => Path.Combine([Place, .. names]);

    public void Dispose()
    {
        if (Directory.Exists(Place))
            Directory.Delete(Place, recursive: true);
    }

    /// <summary>Whether any file under the folder holds these bytes, as a search of the medium would find them.</summary>
    public bool Holds(ReadOnlySpan<byte> needle)
    {
        foreach (var file in Directory.EnumerateFiles(Place, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new MemoryStream();
            stream.CopyTo(all);
            if (all.ToArray().AsSpan().IndexOf(needle) >= 0)
                return true;
        }

        return false;
    }
}

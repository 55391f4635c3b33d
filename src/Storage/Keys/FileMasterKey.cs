using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>
/// A master key in a file that only its owner may read. While one key takes the place of another the file has a line for each, newest last;
/// that second line is also how a change that was cut off is known.
/// </summary>
public sealed class FileMasterKey : IMasterKey
{
    private const string Heading = "master-key-1 ";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path;
    private ImmutableArray<(string Id, byte[] Key)> held;

    private FileMasterKey(string path) => (this.path, held) = (path, Read(path));

    public string Id => held[^1].Id;

    /// <summary>Opens the key file, creating it with a new random key where none stands. Refuses a file that others may read.</summary>
    public static FileMasterKey OpenOrCreate(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
            Create(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new KeyUnusableException($"The key file {path} may be read by others; set its mode to 0600.");
        return new FileMasterKey(path);
    }

    public ValueTask<byte[]> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancel = default)
    {
        var (id, key) = held[^1];
        var wrapped = new byte[secret.Length + AesSeal.Overhead];
        AesSeal.Seal(key, secret.Span, Encoding.UTF8.GetBytes(id), wrapped);
        return new(wrapped);
    }

    public ValueTask<byte[]> UnwrapAsync(string by, ReadOnlyMemory<byte> wrapped, CancellationToken cancel = default)
    {
        // Another process of the same agency may have changed the key since this one read it.
        if (held.All(one => one.Id != by))
            held = Read(path);
        foreach (var (id, key) in held)
            if (id == by) return new(AesSeal.Open(key, wrapped.Span, Encoding.UTF8.GetBytes(id)));
        throw new KeyUnusableException($"This was wrapped by master key {by}; this program holds {Id}.");
    }

    public ValueTask RotateAsync(CancellationToken cancel = default)
    {
        held = Read(path);
        if (held.Length > 1)
            return ValueTask.CompletedTask;
        var key = RandomNumberGenerator.GetBytes(AesSeal.KeyBytes);
        Replace([.. held, (IdOf(key), key)]);
        return ValueTask.CompletedTask;
    }

    public ValueTask RetireAsync(CancellationToken cancel = default)
    {
        held = Read(path);
        if (held.Length > 1)
            Replace([held[^1]]);
        return ValueTask.CompletedTask;
    }

    private static ImmutableArray<(string, byte[])> Read(string path)
    {
        var keys = ImmutableArray.CreateBuilder<(string, byte[])>();
        foreach (var line in File.ReadAllLines(path).Where(line => line.Length > 0))
        {
            var bytes = new byte[AesSeal.KeyBytes];
            if (!line.StartsWith(Heading, StringComparison.Ordinal) || !Convert.TryFromBase64String(line[Heading.Length..].Trim(), bytes, out var length) || length != bytes.Length)
                throw new KeyUnusableException($"The key file {path} holds no 256-bit master key; restore it from its copy.");
            keys.Add((IdOf(bytes), bytes));
        }
        return keys.Count > 0 ? keys.ToImmutable() : throw new KeyUnusableException($"The key file {path} holds no 256-bit master key; restore it from its copy.");
    }

    private static string IdOf(byte[] key) => "file-" + Convert.ToHexStringLower(HMACSHA256.HashData(key, "id of this key"u8).AsSpan(0, 6));

    /// <summary>The file is whole at every moment: the new one is written aside and takes the old one's name.</summary>
    private void Replace(ImmutableArray<(string Id, byte[] Key)> keys)
    {
        File.Move(WriteAside(path, keys.Select(one => one.Key)), path, overwrite: true);
        Posix.SyncFolder(Path.GetDirectoryName(path)!);
        held = keys;
    }

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var part = WriteAside(path, [RandomNumberGenerator.GetBytes(AesSeal.KeyBytes)]);
        // Where another process was first, its key holds and this one was never used.
        if (!Posix.PublishNew(part, path))
            File.Delete(part);
        Posix.SyncFolder(folder);
    }

    private static string WriteAside(string path, IEnumerable<byte[]> keys)
    {
        var part = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) + ".part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(part, options);
        foreach (var key in keys)
            file.Write(Encoding.ASCII.GetBytes(Heading + Convert.ToBase64String(key) + "\n"));
        file.Flush(flushToDisk: true);
        return part;
    }
}

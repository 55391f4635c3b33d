using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>A master key in a file that only its owner may read.</summary>
public sealed class FileMasterKey : IMasterKey
{
    private const string Heading = "master-key-1 ";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] key;

    private FileMasterKey(byte[] key)
    {
        this.key = key;
        Id = "file-" + Convert.ToHexStringLower(HMACSHA256.HashData(key, "id of this key"u8).AsSpan(0, 6));
    }

    public string Id { get; }

    /// <summary>Opens the key file, creating it with a new random key where none stands. Refuses a file that others may read.</summary>
    public static FileMasterKey OpenOrCreate(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
            Create(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new KeyUnusableException($"The key file {path} may be read by others; set its mode to 0600.");
        var text = File.ReadAllText(path).Trim();
        var bytes = new byte[AesSeal.KeyBytes];
        if (!text.StartsWith(Heading, StringComparison.Ordinal) || !Convert.TryFromBase64String(text[Heading.Length..], bytes, out var length) || length != bytes.Length)
            throw new KeyUnusableException($"The key file {path} holds no 256-bit master key; restore it from its copy.");
        return new FileMasterKey(bytes);
    }

    public ValueTask<byte[]> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancel = default)
    {
        var wrapped = new byte[secret.Length + AesSeal.Overhead];
        AesSeal.Seal(key, secret.Span, Encoding.UTF8.GetBytes(Id), wrapped);
        return new(wrapped);
    }

    public ValueTask<byte[]> UnwrapAsync(ReadOnlyMemory<byte> wrapped, CancellationToken cancel = default) =>
        new(AesSeal.Open(key, wrapped.Span, Encoding.UTF8.GetBytes(Id)));

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var part = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) + ".part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(part, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Heading + Convert.ToBase64String(RandomNumberGenerator.GetBytes(AesSeal.KeyBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        // Where another process was first, its key holds and this one was never used.
        if (!Posix.PublishNew(part, path))
            File.Delete(part);
        Posix.SyncFolder(folder);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>A wrapped key as it rests: format byte, live or destroyed, key version, the master key's id, the wrapped bytes.</summary>
internal sealed record KeyRecord(bool Live, int Version, string MasterId, byte[] Wrapped)
{
    private const byte Format = 1;
    private const int HeadBytes = 7;

    public static KeyRecord Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes || bytes[0] != Format || bytes.Length < HeadBytes + bytes[6])
            throw new KeyUnusableException("A record in the key store is not in a format this program knows.");
        var master = bytes.Slice(HeadBytes, bytes[6]);
        return new(bytes[1] == 1, BinaryPrimitives.ReadInt32BigEndian(bytes[2..]), Encoding.ASCII.GetString(master), bytes[(HeadBytes + bytes[6])..].ToArray());
    }

    public byte[] Write()
    {
        var master = Encoding.ASCII.GetBytes(MasterId);
        var bytes = new byte[HeadBytes + master.Length + Wrapped.Length];
        bytes[0] = Format;
        bytes[1] = Live ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(2), Version);
        bytes[6] = checked((byte)master.Length);
        master.CopyTo(bytes, HeadBytes);
        Wrapped.CopyTo(bytes, HeadBytes + master.Length);
        return bytes;
    }
}

/// <summary>An unwrapped key, wiped when disposed.</summary>
internal sealed class SubjectKey(int version, byte[] bytes) : IDisposable
{
    public int Version { get; } = version;

    public ReadOnlySpan<byte> Bytes => bytes;

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);

    public override string ToString() => "[key]";
}

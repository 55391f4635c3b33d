using System.Text;

namespace Orleans.Runtime;

/// <summary>A piece of an identity: UTF-8 bytes with their hash, made once.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, IFormattable
{
    private readonly byte[]? _bytes;
    private readonly int _hash;

    public IdSpan(byte[] value)
    {
        _bytes = value;
        _hash = (int)StableHash.Of(value);
    }

    public ReadOnlyMemory<byte> Value => _bytes;

    public bool IsDefault => _bytes is null || _bytes.Length == 0;

    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    public ReadOnlySpan<byte> AsSpan() => _bytes;

    /// <summary>The same in every process, so that stored rows can be divided by it.</summary>
    public uint GetUniformHashCode() => (uint)_hash;

    public bool Equals(IdSpan obj) =>
        ReferenceEquals(_bytes, obj._bytes) || (_hash == obj._hash && AsSpan().SequenceEqual(obj.AsSpan()));

    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override int GetHashCode() => _hash;

    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    public override string ToString() => Encoding.UTF8.GetString(AsSpan());

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}

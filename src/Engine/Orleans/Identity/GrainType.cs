namespace Orleans.Runtime;

/// <summary>The kind of a grain: the text of its class's [GrainType].</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>, IFormattable
{
    private readonly IdSpan _id;

    public GrainType(IdSpan id) => _id = id;

    public IdSpan Value => _id;

    public bool IsDefault => _id.IsDefault;

    public static GrainType Create(string value) => new(IdSpan.Create(value));

    public ReadOnlySpan<byte> AsSpan() => _id.AsSpan();

    public uint GetUniformHashCode() => _id.GetUniformHashCode();

    public bool Equals(GrainType obj) => _id.Equals(obj._id);

    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    public override int GetHashCode() => _id.GetHashCode();

    public int CompareTo(GrainType other) => _id.CompareTo(other._id);

    public override string ToString() => _id.ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}

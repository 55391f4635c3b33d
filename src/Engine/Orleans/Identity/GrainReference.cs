namespace Orleans.Runtime;

/// <summary>The caller's hold on a grain: an identity and an interface.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, IFormattable
{
    private protected GrainReference(GrainId id) => GrainId = id;

    public GrainId GrainId { get; }

    public virtual string InterfaceName => GetType().Name;

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    public sealed override string ToString() => $"{InterfaceName} {GrainId}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}

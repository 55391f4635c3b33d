using Orleans;
using Orleans.Concurrency;

namespace WinLossAgency.Vault.Asides;

/// <summary>A place in the raw transcript: before the character <paramref name="Char"/> of turn <paramref name="Turn"/>, both from 0.</summary>
[Immutable, GenerateSerializer, Alias("place")]
internal readonly record struct Place(int Turn, int Char) : IComparable<Place>
{
    public int CompareTo(Place other) => (Turn, Char).CompareTo((other.Turn, other.Char));

    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
}

/// <summary>From one place up to another, over as many turns as lie between.</summary>
[Immutable, GenerateSerializer, Alias("span")]
internal sealed record Span(Place From, Place To);

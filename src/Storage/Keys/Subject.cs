using System.Buffers;

namespace WinLossAgency.Storage;

/// <summary>
/// Whom sealed bytes are about, by opaque ids: a group and one subject in it. Ids hold 1 to 120 characters of A–Z a–z 0–9 <c>. _ - : /</c>;
/// blobs allow the lower-case part of that only, without the colon.
/// </summary>
public readonly record struct Subject
{
    internal const int LengthMax = 120;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:/");

    public Subject(string group, string id)
    {
        CheckPart(group, nameof(group));
        CheckPart(id, nameof(id));
        (Group, Id) = (group, id);
    }

    public string Group { get; }

    public string Id { get; }

    /// <summary>A bar would let two different subjects read as one in the associated data.</summary>
    internal static void CheckPart(string part, string name)
    {
        ArgumentNullException.ThrowIfNull(part, name);
        if (part.Length is 0 or > LengthMax || part.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException($"An id for sealing holds 1 to {LengthMax} characters of A-Z a-z 0-9 . _ - : and slash.", name);
    }
}

using System.Diagnostics;
using System.Text.Json.Serialization;

namespace WinLossAgency.Vault.Candid;

/// <summary>
/// Words said in confidence, from the first byte read. They print as [sealed], have no JSON and turn into
/// nothing else by themselves; only <see cref="Reveal"/> shows them, and it asks what for.
/// </summary>
[DebuggerDisplay("[sealed]")]
[JsonConverter(typeof(SealedJson))]
internal sealed class CandidText : IEquatable<CandidText>
{
    public static readonly CandidText Empty = new("");

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string words;

    private CandidText(string words) => this.words = words;

    public int Length => words.Length;

    public bool IsEmpty => words.Length == 0;

    public static CandidText Of(ReadOnlySpan<char> words) => words.IsEmpty ? Empty : new(words.ToString());

    public static CandidText Join(char separator, IEnumerable<CandidText> parts) =>
        new(string.Join(separator, parts.Select(part => part.words)));

    public CandidText Slice(int from, int to) => Of(words.AsSpan(from, to - from));

    /// <summary>The words themselves, for one stated purpose.</summary>
    public string Reveal(Opening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return words;
    }

    public bool Equals(CandidText? other) => other is not null && string.Equals(words, other.words, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as CandidText);

    // The runtime seeds string hashes anew for each process, so a hash that gets out says nothing later.
    public override int GetHashCode() => words.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "[sealed]";
}

using WinLossAgency.Storage;

namespace WinLossAgency.Vault.WallCheck;

/// <summary>One place outside the vault where no candid word may be: documents or blobs of a store, or only some of them.</summary>
public sealed record WallPlace(string Name)
{
    public IDocumentStore? Documents { get; init; }

    public IBlobStore? Blobs { get; init; }

    /// <summary>Which keys or names belong to it; null takes all.</summary>
    public Func<string, bool>? Wanted { get; init; }

    /// <summary>Why this program may not look here, in words for its users; the place stands in the table all the same.</summary>
    public string? NotSeen { get; init; }
}

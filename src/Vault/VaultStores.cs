using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;
using WinLossAgency.Vault.WallCheck;

namespace WinLossAgency.Vault;

/// <summary>What the candid side works with: its own store with its own keys, and the one place where on-record words go.</summary>
public sealed record VaultStores
{
    /// <summary>Grain state of this side (numbers, places, ids) and sealed documents.</summary>
    public required IDocumentStore Documents { get; init; }

    /// <summary>Uploads as they came, sealed.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>Keys of the vault's subjects, in a store apart from their data.</summary>
    public required SubjectKeys Keys { get; init; }

    /// <summary>Where on-record words are laid at close; the open side reads them there.</summary>
    public required SealedFiles Transcripts { get; init; }

    /// <summary>Everywhere that no candid word may be, for the check of the wall.</summary>
    public ImmutableArray<WallPlace> Outside { get; init; } = [];

    /// <summary>The agency's clock.</summary>
    public required IClock Clock { get; init; }
}

using System.Security.Cryptography;
using System.Text;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency;

/// <summary>
/// The stores that the open side of the house works with, and no others: facts, people, on-record words, the shelf and the
/// inbox. The vault is not among them and its keys are never given to this room.
/// </summary>
public sealed record AgencyStores
{
    /// <summary>Facts and ids. Also under the key "agency" as the grains' storage.</summary>
    public required IDocumentStore Facts { get; init; }

    /// <summary>Dossiers, deals, notes, corrections; sealed per person.</summary>
    public required SealedFiles People { get; init; }

    /// <summary>Indexes by keyed hash into people; holds no words.</summary>
    public required IDocumentStore PeopleIndex { get; init; }

    /// <summary>The key of the hash by which a person is found again.</summary>
    public required ReadOnlyMemory<byte> MatchKey { get; init; }

    /// <summary>On-record turns, codings, drafts; sealed per respondent.</summary>
    public required SealedFiles Transcripts { get; init; }

    /// <summary>The list of erasures, apart from every store that is backed up: ids and keyed hashes only.</summary>
    public required IDocumentStore Erasures { get; init; }

    /// <summary>Looks for bytes in all files of all stores; how an erasure is verified.</summary>
    public required Func<IReadOnlyList<ReadOnlyMemory<byte>>, ValueTask<Searched>> SearchAsync { get; init; }

    public required IBlobStore Shelf { get; init; }

    public required IBlobStore Inbox { get; init; }

    public required IdStream Ids { get; init; }

    /// <summary>A hash that only this agency can make: the same words give the same mark, and the mark gives no words back.</summary>
    public string KeyedHash(string words) => Convert.ToHexStringLower(HMACSHA256.HashData(MatchKey.Span, Encoding.UTF8.GetBytes(words)));
}

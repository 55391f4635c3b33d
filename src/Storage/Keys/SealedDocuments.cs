using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>
/// Documents about subjects, each sealed under its subject's key: format byte, key version, nonce, tag, ciphertext.
/// Bound to group, subject, kind, id and key version, so that a document moved to another place does not open.
/// </summary>
public sealed class SealedDocuments
{
    internal const byte Format = 1;
    internal const int HeadBytes = 5;

    private readonly IDocumentStore documents;
    private readonly SubjectKeys keys;
    private readonly string kind;

    /// <param name="documents">Where the sealed bytes rest.</param>
    /// <param name="keys">Where the keys rest, in a store of their own.</param>
    /// <param name="kind">What kind of thing these documents are, such as "turns"; part of their place.</param>
    public SealedDocuments(IDocumentStore documents, SubjectKeys keys, string kind)
    {
        Subject.CheckPart(kind, nameof(kind));
        (this.documents, this.keys, this.kind) = (documents, keys, kind);
    }

    /// <summary>The opened document, or null where none stands. Throws <see cref="KeyDestroyedException"/> for an erased subject.</summary>
    public async ValueTask<StoredDocument?> ReadAsync(Subject subject, string id, CancellationToken cancel = default)
    {
        var stored = await documents.ReadAsync(PlaceOf(subject, id), cancel);
        if (stored is null)
            return null;
        using var key = await keys.FindAsync(subject, cancel)
            ?? throw new KeyUnusableException($"Subject {subject.Id} has sealed documents but no key.");
        return stored with { Bytes = Open(stored.Bytes.Span, key, subject, id) };
    }

    /// <summary>Seals and writes, by the same rules of <paramref name="ifMatch"/> as <see cref="IDocumentStore.WriteAsync"/>. Makes the subject's key if it has none.</summary>
    public async ValueTask<string> WriteAsync(Subject subject, string id, ReadOnlyMemory<byte> plain, string? ifMatch, CancellationToken cancel = default)
    {
        var place = PlaceOf(subject, id);
        using var key = await keys.GetOrCreateAsync(subject, cancel: cancel);
        return await documents.WriteAsync(place, Seal(plain.Span, key, subject, id), ifMatch, cancel);
    }

    /// <summary>Destroys the subject's key, and then sweeps what it sealed, which nobody can open any more. May be repeated.</summary>
    public async ValueTask DestroyAsync(Subject subject, CancellationToken cancel = default)
    {
        await keys.DestroyAsync(subject, cancel);
        await SweepAsync($"{kind}|{subject.Group}|{subject.Id}|", cancel);
    }

    /// <summary>Destroys the key that wraps those of all subjects of a group, and sweeps what they sealed. May be repeated.</summary>
    public async ValueTask DestroyGroupAsync(string group, CancellationToken cancel = default)
    {
        await keys.DestroyGroupAsync(group, cancel);
        await SweepAsync($"{kind}|{group}|", cancel);
    }

    /// <summary>A new key for a subject that was erased; nothing that the old one sealed opens by it.</summary>
    public ValueTask RenewAsync(Subject subject, CancellationToken cancel = default) => keys.EnsureAsync(subject, afterErasure: true, cancel);

    private async ValueTask SweepAsync(string start, CancellationToken cancel)
    {
        var swept = new List<string>();
        await foreach (var key in documents.ListAsync(start, cancel)) swept.Add(key);
        foreach (var key in swept) await documents.DeleteAsync(key, cancel: cancel);
        if (swept.Count > 0) await documents.ScrubAsync(cancel);
    }

    public ValueTask DeleteAsync(Subject subject, string id, string? ifMatch = null, CancellationToken cancel = default) =>
        documents.DeleteAsync(PlaceOf(subject, id), ifMatch, cancel);

    /// <summary>The ids of a subject's documents that begin with the prefix, in ordinal order; also of an erased one, so that they can be swept.</summary>
    public async IAsyncEnumerable<string> ListAsync(Subject subject, string prefix = "", [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var start = $"{kind}|{subject.Group}|{subject.Id}|";
        await foreach (var key in documents.ListAsync(start + prefix, cancel))
            yield return key[start.Length..];
    }

    private string PlaceOf(Subject subject, string id)
    {
        Subject.CheckPart(id, nameof(id));
        return $"{kind}|{subject.Group}|{subject.Id}|{id}";
    }

    private byte[] Bond(Subject subject, string id, int version) =>
        Encoding.UTF8.GetBytes($"{subject.Group}|{subject.Id}|{kind}|{id}|{version}");

    private byte[] Seal(ReadOnlySpan<byte> plain, SubjectKey key, Subject subject, string id)
    {
        var closed = new byte[HeadBytes + AesSeal.Overhead + plain.Length];
        closed[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(closed.AsSpan(1), key.Version);
        AesSeal.Seal(key.Bytes, plain, Bond(subject, id, key.Version), closed.AsSpan(HeadBytes));
        return closed;
    }

    private byte[] Open(ReadOnlySpan<byte> closed, SubjectKey key, Subject subject, string id)
    {
        if (closed.Length < HeadBytes || closed[0] != Format)
            throw new KeyUnusableException("A sealed document is not in a format this program knows.");
        var version = BinaryPrimitives.ReadInt32BigEndian(closed[1..]);
        if (version != key.Version)
            throw new KeyUnusableException($"A document was sealed under version {version} of its subject's key, which was erased; the subject now has version {key.Version}.");
        return AesSeal.Open(key.Bytes, closed[HeadBytes..], Bond(subject, id, version));
    }
}

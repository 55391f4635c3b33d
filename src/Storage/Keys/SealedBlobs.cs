using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>
/// Blobs about subjects, sealed and opened in chunks of 64 KiB, so that a recording of any length takes the same memory.
/// Each blob has its own key, derived from the subject's key and a random salt in its head; each chunk is bound to its number and to being
/// the last or not, so a blob that is cut short, reordered or joined to another does not open.
/// </summary>
public sealed class SealedBlobs
{
    internal const byte Format = 1;
    internal const int SaltBytes = 32;
    internal const int HeadBytes = 1 + 4 + SaltBytes;

    private readonly IBlobStore blobs;
    private readonly SubjectKeys keys;
    private readonly string kind;

    /// <param name="blobs">Where the sealed bytes rest.</param>
    /// <param name="keys">Where the keys rest, in a store of their own.</param>
    /// <param name="kind">What kind of thing these blobs are, such as "audio"; part of their place.</param>
    public SealedBlobs(IBlobStore blobs, SubjectKeys keys, string kind)
    {
        Subject.CheckPart(kind, nameof(kind));
        (this.blobs, this.keys, this.kind) = (blobs, keys, kind);
    }

    /// <summary>Seals what <paramref name="write"/> puts into the stream. Makes the subject's key if it has none. Otherwise as <see cref="IBlobStore.CreateAsync"/>.</summary>
    public async ValueTask CreateAsync(Subject subject, string id, Func<Stream, CancellationToken, ValueTask> write, CancellationToken cancel = default)
    {
        var place = PlaceOf(subject, id);
        using var key = await keys.GetOrCreateAsync(subject, cancel: cancel);
        var head = SealedHead.New(key.Version);
        await blobs.CreateAsync(
            place,
            async (target, stop) =>
            {
                await target.WriteAsync(head.Bytes, stop);
                await using var seal = new SealingStream(target, head.DeriveKey(key), Bond(subject, id, key.Version));
                await write(seal, stop);
                await seal.FinishAsync(stop);
            },
            stamp: null,
            cancel);
    }

    /// <summary>Seals a stream, read to its end.</summary>
    public ValueTask CreateAsync(Subject subject, string id, Stream content, CancellationToken cancel = default) =>
        CreateAsync(subject, id, async (target, stop) => await content.CopyToAsync(target, stop), cancel);

    /// <summary>
    /// The opened bytes from the start, or null where no blob stands. Each chunk is proven before a byte of it is given out; a cut at the end
    /// shows only when the end is read. Throws <see cref="KeyDestroyedException"/> for an erased subject.
    /// </summary>
    public async ValueTask<Stream?> OpenReadAsync(Subject subject, string id, CancellationToken cancel = default)
    {
        var source = await blobs.OpenReadAsync(PlaceOf(subject, id), cancel);
        if (source is null)
            return null;
        try
        {
            var head = await SealedHead.ReadAsync(source, cancel);
            using var key = await keys.FindAsync(subject, cancel)
                ?? throw new KeyUnusableException($"Subject {subject.Id} has sealed blobs but no key.");
            if (head.Version != key.Version)
                throw new KeyUnusableException($"A blob was sealed under version {head.Version} of its subject's key, which was erased; the subject now has version {key.Version}.");
            return new OpeningStream(source, head.DeriveKey(key), Bond(subject, id, key.Version));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public ValueTask<bool> ExistsAsync(Subject subject, string id, CancellationToken cancel = default) => blobs.ExistsAsync(PlaceOf(subject, id), cancel);

    public ValueTask DeleteAsync(Subject subject, string id, CancellationToken cancel = default) => blobs.DeleteAsync(PlaceOf(subject, id), cancel);

    /// <summary>The ids of a subject's blobs, in ordinal order; also of an erased one, so that they can be swept.</summary>
    public async IAsyncEnumerable<string> ListAsync(Subject subject, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var start = PlaceOf(subject, "x")[..^1];
        await foreach (var name in blobs.ListAsync(start, cancel))
            yield return name[start.Length..];
    }

    /// <summary>A lone underscore parts group, subject and id, because ids may hold slashes; as a segment of an id it is refused.</summary>
    private string PlaceOf(Subject subject, string id)
    {
        Subject.CheckPart(id, nameof(id));
        foreach (var part in new[] { subject.Group, subject.Id, id })
        {
            if (part.Split('/').Contains("_"))
                throw new ArgumentException("An id for a sealed blob has no segment that is a lone underscore.", nameof(id));
        }

        return $"{kind}/{subject.Group}/_/{subject.Id}/_/{id}";
    }

    private byte[] Bond(Subject subject, string id, int version) =>
        Encoding.UTF8.GetBytes($"{subject.Group}|{subject.Id}|{kind}|{id}|{version}");
}

using System.Security.Cryptography;
using WinLossAgency.Agency;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk;

/// <summary>
/// The embedded stores of one agency, each in its own folder with its own keys. Keys lie apart from the data they open,
/// so that a backup of one is no backup of the other.
/// </summary>
internal sealed class DeskStores : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> open = [];
    private readonly List<StoreLease> leases = [];

    public required string Data { get; init; }
    public required AgencyStores Agency { get; init; }
    public required OpenStore VaultStore { get; init; }
    public required SubjectKeys VaultKeys { get; init; }
    public required OpenStore TranscriptsStore { get; init; }
    public required SubjectKeys TranscriptsKeys { get; init; }
    public required SubjectKeys PeopleKeys { get; init; }

    public static async Task<DeskStores> OpenAsync(string data, string? seed)
    {
        Directory.CreateDirectory(data);
        StoreLease[] taken = [StoreLease.Take(Path.Combine(data, "agency")), StoreLease.Take(Path.Combine(data, "vault"))];
        var (agency, people, transcripts, vault) = (Stores.Embedded(data, "agency"), Stores.Embedded(data, "people"), Stores.Embedded(data, "transcripts"), Stores.Embedded(data, "vault"));
        var (peopleKeys, transcriptsKeys, vaultKeys) = (Keys(data, "people"), Keys(data, "transcripts"), Keys(data, "vault"));
        var stores = new DeskStores
        {
            Data = data, VaultStore = vault, VaultKeys = vaultKeys.Keys, TranscriptsStore = transcripts, TranscriptsKeys = transcriptsKeys.Keys, PeopleKeys = peopleKeys.Keys,
            Agency = new AgencyStores
            {
                Facts = agency.Documents,
                People = new SealedFiles(new SealedDocuments(people.Documents, peopleKeys.Keys, "people")),
                PeopleIndex = people.Documents,
                MatchKey = await MatchKeyAsync(people.Documents, peopleKeys.Keys, seed),
                Transcripts = new SealedFiles(new SealedDocuments(transcripts.Documents, transcriptsKeys.Keys, "transcripts")),
                Shelf = Stores.PlainFiles(Path.Combine(data, "shelf")),
                Inbox = Stores.PlainFiles(Path.Combine(data, "inbox")),
                Ids = seed is null ? IdStream.Random() : await IdStream.SeededAsync(seed, agency.Documents, "id-stream"),
            },
        };
        stores.open.AddRange([agency, people, transcripts, vault, peopleKeys.Store, transcriptsKeys.Store, vaultKeys.Store]);
        stores.leases.AddRange(taken);
        return stores;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in open) await store.DisposeAsync();
        foreach (var lease in leases) lease.Dispose();
    }

    private static (OpenStore Store, SubjectKeys Keys) Keys(string data, string name)
    {
        var folder = Path.Combine(data, "keys");
        var store = Stores.Embedded(folder, name);
        return (store, new SubjectKeys(store.Documents, FileMasterKey.OpenOrCreate(Path.Combine(folder, name, "master.key"))));
    }

    /// <summary>The key of the hash by which people are found again; sealed like a person's own words. A seeded agency repeats itself.</summary>
    private static async Task<ReadOnlyMemory<byte>> MatchKeyAsync(IDocumentStore people, SubjectKeys keys, string? seed)
    {
        var documents = new SealedDocuments(people, keys, "house");
        var subject = new Subject("people", "match-key");
        if (await documents.ReadAsync(subject, "key") is { } stored) return stored.Bytes;
        var key = seed is null ? RandomNumberGenerator.GetBytes(32) : SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"match {seed}"));
        await documents.WriteAsync(subject, "key", key, null);
        return key;
    }
}

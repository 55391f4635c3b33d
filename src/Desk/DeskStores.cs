using System.Security.Cryptography;
using WinLossAgency.Agency;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk;

/// <summary>
/// The stores of one agency, each with its own keys, in folders of this machine or in containers of the cloud. Where one
/// process runs all grains it holds the agency and the vault from before the first read until the last write.
/// </summary>
internal sealed class DeskStores : IAsyncDisposable
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly List<IAsyncDisposable> open = [];
    private readonly List<IStoreHold> holds = [];

    public required StorePlaces Places { get; init; }
    public AgencyStores Agency { get; private set; } = null!;
    public OpenStore VaultStore { get; private set; } = null!;
    public SubjectKeys VaultKeys { get; private set; } = null!;

    /// <summary>The keys of each store, by its name.</summary>
    public List<(string Store, SubjectKeys Keys)> Keyed { get; } = [];

    /// <summary>The keys of Desk's cookies.</summary>
    public SealedXml CookieKeys { get; private set; } = null!;

    /// <summary>Ends when another process may take the stores, and this one must stop.</summary>
    public Task Lost { get; private set; } = null!;

    public static async Task<DeskStores> OpenAsync(StorePlaces places, string? seed, TimeProvider time)
    {
        var stores = new DeskStores { Places = places };
        try
        {
            await stores.OpenAsync(seed, time);
            return stores;
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in open) await store.DisposeAsync();
        foreach (var hold in holds) await hold.DisposeAsync();
    }

    private async Task OpenAsync(string? seed, TimeProvider time)
    {
        if (Hosting.IsAlone)
            foreach (var held in (string[])["agency", "vault"]) holds.Add(await Places.HoldAsync(held, time));
        Lost = Task.WhenAny([Never, .. holds.Select(hold => hold.Lost)]);
        var (agency, agencyKeys) = (await OpenAsync("agency"), await KeysAsync("agency"));
        var (people, peopleKeys) = (await OpenAsync("people"), await KeysAsync("people"));
        var (transcripts, transcriptsKeys) = (await OpenAsync("transcripts"), await KeysAsync("transcripts"));
        (VaultStore, VaultKeys) = (await OpenAsync("vault"), await KeysAsync("vault"));
        CookieKeys = new SealedXml(new SealedDocuments(agency.Documents, agencyKeys, "cookie-keys"), new Subject("desk", "cookies"));
        Agency = new AgencyStores
        {
            Facts = agency.Documents,
            People = new SealedFiles(new SealedDocuments(people.Documents, peopleKeys, "people")),
            PeopleIndex = people.Documents,
            MatchKey = await MatchKeyAsync(people.Documents, peopleKeys, seed),
            Transcripts = new SealedFiles(new SealedDocuments(transcripts.Documents, transcriptsKeys, "transcripts")),
            Erasures = await ErasuresAsync(),
            SearchAsync = needles => Places.SearchAsync(needles),
            Shelf = await Places.ShareAsync("shelf"),
            Inbox = await Places.ShareAsync("inbox"),
            Ids = seed is null ? IdStream.Random() : await IdStream.SeededAsync(seed, agency.Documents, "id-stream"),
        };
    }

    private async Task<OpenStore> OpenAsync(string name)
    {
        var store = await Places.OpenAsync(name);
        open.Add(store);
        return store;
    }

    private async Task<IDocumentStore> ErasuresAsync()
    {
        var store = await Places.ErasuresAsync();
        open.Add(store);
        return store.Documents;
    }

    private async Task<SubjectKeys> KeysAsync(string name)
    {
        var keys = await Places.KeysAsync(name);
        open.Add(keys.Store);
        Keyed.Add((name, keys.Keys));
        return keys.Keys;
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

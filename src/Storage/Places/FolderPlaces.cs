namespace WinLossAgency.Storage;

/// <summary>Each store in its own folder; the keys of all in a folder beside them, so that a backup of one is no backup of the other.</summary>
internal sealed class FolderPlaces(string data, IReadOnlyCollection<StoreNeed> needs) : StorePlaces(needs)
{
    /// <summary>Where copies of the stores lie that were made here.</summary>
    private const string Backups = "backups";

    public override string Words => data;

    private protected override ValueTask<OpenStore> OpenOwnAsync(StoreNeed need, CancellationToken cancel) => new(Stores.Embedded(data, need.Name));

    private protected override ValueTask<IBlobStore> OpenSharedAsync(StoreNeed need, bool createOnly, CancellationToken cancel) =>
        new(Stores.PlainFiles(Path.Combine(data, need.Name)));

    private protected override async ValueTask<OpenKeys> OpenKeysAsync(StoreNeed need, CancellationToken cancel)
    {
        var folder = Path.Combine(data, "keys");
        var file = Path.Combine(folder, need.Name, "master.key");
        var store = Stores.Embedded(folder, need.Name);
        try
        {
            // A key file that is gone must not be made anew over keys that only the lost one opens.
            if (!File.Exists(file) && await SubjectKeys.GroupsAsync(store.Documents, cancel) is > 0 and var wrapped)
                throw new KeyUnusableException($"The master key {file} is gone, and {wrapped} keys of the store {need.Name} open with no other. Put its copy back; without it what it sealed cannot be read again.");
            var keys = new SubjectKeys(store.Documents, FileMasterKey.OpenOrCreate(file));
            await keys.CheckAsync(cancel);
            return new OpenKeys(store, keys);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private protected override ValueTask<OpenStore> OpenErasuresAsync(CancellationToken cancel) => new(Stores.Embedded(Path.Combine(data, "keys"), "erasures"));

    private protected override ValueTask<IStoreHold> TakeAsync(StoreNeed need, TimeProvider time, CancellationToken cancel) => new(StoreLease.Take(Path.Combine(data, need.Name)));

    public override async ValueTask<Searched> SearchAsync(IReadOnlyList<ReadOnlyMemory<byte>> needles, CancellationToken cancel = default)
    {
        var all = Searched.Nothing;
        foreach (var need in needs) all = all.With(await FileSearch.InAsync(Path.Combine(data, need.Name), "*", needles, cancel));
        return all.With(await FileSearch.InAsync(Path.Combine(data, "keys"), "*", needles, cancel)).With(await FileSearch.InAsync(Path.Combine(data, Backups), "*", needles, cancel));
    }
}

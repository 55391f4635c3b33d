namespace WinLossAgency.Storage;

/// <summary>Each store in its own folder; the keys of all in a folder beside them, so that a backup of one is no backup of the other.</summary>
internal sealed class FolderPlaces(string data, IEnumerable<StoreNeed> needs) : StorePlaces(needs)
{
    public override string Words => data;

    private protected override ValueTask<OpenStore> OpenOwnAsync(StoreNeed need, CancellationToken cancel) => new(Stores.Embedded(data, need.Name));

    private protected override ValueTask<IBlobStore> OpenSharedAsync(StoreNeed need, bool createOnly, CancellationToken cancel) =>
        new(Stores.PlainFiles(Path.Combine(data, need.Name)));

    private protected override ValueTask<OpenKeys> OpenKeysAsync(StoreNeed need, CancellationToken cancel)
    {
        var folder = Path.Combine(data, "keys");
        var store = Stores.Embedded(folder, need.Name);
        return new(new OpenKeys(store, new SubjectKeys(store.Documents, FileMasterKey.OpenOrCreate(Path.Combine(folder, need.Name, "master.key")))));
    }

    private protected override ValueTask<IStoreHold> TakeAsync(StoreNeed need, TimeProvider time, CancellationToken cancel) => new(StoreLease.Take(Path.Combine(data, need.Name)));
}

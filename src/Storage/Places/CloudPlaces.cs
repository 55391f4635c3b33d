using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace WinLossAgency.Storage;

/// <summary>Each store in a container of an account of its own, opened as an identity that can open this one and no other.</summary>
internal sealed class CloudPlaces(IConfigurationSection section, IReadOnlyCollection<StoreNeed> needs) : StorePlaces(needs)
{
    public override string Words => string.Join(", ", needs.Select(need => ContainerOf(Of(need), need).Uri));

    private protected override async ValueTask<OpenStore> OpenOwnAsync(StoreNeed need, CancellationToken cancel) => await AtAsync(need, createOnly: false, cancel);

    private protected override async ValueTask<IBlobStore> OpenSharedAsync(StoreNeed need, bool createOnly, CancellationToken cancel) => (await AtAsync(need, createOnly, cancel)).Blobs;

    private protected override async ValueTask<OpenKeys> OpenKeysAsync(StoreNeed need, CancellationToken cancel)
    {
        var settings = Of(need);
        var wrapped = need.Keys == StoreKeys.Beside ? await AtAsync(need, createOnly: false, cancel) : await ApartAsync(need, cancel);
        IMasterKey master = settings.KeyIsInVault ? new VaultMasterKey(new Uri(settings.Key), As(settings)) : FileMasterKey.OpenOrCreate(settings.Key);
        return new OpenKeys(wrapped, new SubjectKeys(wrapped.Documents, master));
    }

    /// <summary>In the container of the people's wrapped keys: the one place about people of which no version and no copy is kept.</summary>
    private protected override ValueTask<OpenStore> OpenErasuresAsync(CancellationToken cancel) => ApartAsync(needs.First(need => need is { Name: "people", Keys: StoreKeys.Apart }), cancel);

    private ValueTask<OpenStore> ApartAsync(StoreNeed need, CancellationToken cancel)
    {
        var settings = Of(need);
        return settings.Connection.Length > 0 ? Stores.OpenAsync(new BlobContainerClient(settings.Connection, NameIn(settings, need) + "-keys"), make: true, cancel: cancel)
            : Stores.OpenAsync(new BlobContainerClient(new Uri(settings.WrappedKeys), As(settings)), cancel: cancel);
    }

    private protected override async ValueTask<IStoreHold> TakeAsync(StoreNeed need, TimeProvider time, CancellationToken cancel)
    {
        await AtAsync(need, createOnly: false, cancel);
        return await BlobHold.TakeAsync(need.Name, ContainerOf(Of(need), need), time, cancel);
    }

    private ValueTask<OpenStore> AtAsync(StoreNeed need, bool createOnly, CancellationToken cancel)
    {
        var settings = Of(need);
        return Stores.OpenAsync(ContainerOf(settings, need), make: settings.Connection.Length > 0, createOnly, cancel);
    }

    private StoreSettings Of(StoreNeed need) => StoreSettings.Read(section, need.Name);

    private static BlobContainerClient ContainerOf(StoreSettings settings, StoreNeed need) =>
        settings.Connection.Length > 0 ? new BlobContainerClient(settings.Connection, NameIn(settings, need)) : new BlobContainerClient(new Uri(settings.Blobs), As(settings));

    private static string NameIn(StoreSettings settings, StoreNeed need) => settings.Container.Length > 0 ? settings.Container : need.Name;

    private static TokenCredential As(StoreSettings settings) => ProgramIdentity.Of(settings.Identity);
}

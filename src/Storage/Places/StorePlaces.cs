using Microsoft.Extensions.Configuration;

namespace WinLossAgency.Storage;

/// <summary>Whether a store has keys of its own, and where those that it wraps rest.</summary>
public enum StoreKeys
{
    /// <summary>What rests here is not sealed by the program.</summary>
    None,

    /// <summary>Wrapped keys rest beside what they open; only the master key lies elsewhere.</summary>
    Beside,

    /// <summary>Wrapped keys rest in a place without backups, so that destroying one is for good.</summary>
    Apart,
}

/// <summary>One store that a program opens, and which keys it has there.</summary>
public sealed record StoreNeed(string Name, StoreKeys Keys = StoreKeys.None);

/// <summary>A store or a program's settings are not as they must be; the message has one line for each thing to mend.</summary>
public sealed class SettingsException(IEnumerable<string> problems) : Exception(string.Join(Environment.NewLine, problems));

/// <summary>
/// Where the stores of one program lie: folders of this machine, or containers in the cloud. A program names the stores that
/// it may open, and gets no other.
/// </summary>
public abstract class StorePlaces
{
    private readonly Dictionary<string, StoreNeed> needs;

    private protected StorePlaces(IEnumerable<StoreNeed> needs) => this.needs = needs.ToDictionary(need => need.Name, StringComparer.Ordinal);

    /// <summary>The place in words, for a log.</summary>
    public abstract string Words { get; }

    /// <summary>
    /// Containers where the settings say anything under <c>Stores</c>, folders below <paramref name="data"/> otherwise.
    /// Throws <see cref="SettingsException"/> naming every setting that is missing, unknown or not this program's to have.
    /// </summary>
    public static StorePlaces Of(IConfiguration settings, string data, string program, params StoreNeed[] needs)
    {
        var section = settings.GetSection(StoreSettings.Section);
        if (!section.GetChildren().Any())
            return new FolderPlaces(data, needs);
        var problems = StoreSettings.Problems(section, program, needs);
        return problems.Count == 0 ? new CloudPlaces(section, needs) : throw new SettingsException(problems);
    }

    /// <summary>The documents and blobs of a store that this program alone writes.</summary>
    public ValueTask<OpenStore> OpenAsync(string store, CancellationToken cancel = default) => OpenOwnAsync(Need(store), cancel);

    /// <summary>The create-only blobs of a store that two programs share.</summary>
    /// <param name="store">The name of the store.</param>
    /// <param name="createOnly">The program has no right but to lay new blobs down, each in one request.</param>
    /// <param name="cancel">Stops the opening.</param>
    public ValueTask<IBlobStore> ShareAsync(string store, bool createOnly = false, CancellationToken cancel = default) => OpenSharedAsync(Need(store), createOnly, cancel);

    /// <summary>The keys of a store, wrapped by its master key.</summary>
    public ValueTask<OpenKeys> KeysAsync(string store, CancellationToken cancel = default) =>
        Need(store) is { Keys: not StoreKeys.None } need ? OpenKeysAsync(need, cancel) : throw new ArgumentException($"Store {store} has no keys.", nameof(store));

    /// <summary>The list of erasures: beside the wrapped keys, where no backup is made, so that a restore brings nobody back.</summary>
    public ValueTask<OpenStore> ErasuresAsync(CancellationToken cancel = default) => OpenErasuresAsync(cancel);

    /// <summary>Looks for bytes in every file of this program's stores, their logs, keys and copies. Stores in the cloud have no files to search.</summary>
    public virtual ValueTask<Searched> SearchAsync(IReadOnlyList<ReadOnlyMemory<byte>> needles, CancellationToken cancel = default) => new(Searched.Nothing);

    /// <summary>Takes the store for this process alone, or throws <see cref="StoreInUseException"/>.</summary>
    public ValueTask<IStoreHold> HoldAsync(string store, TimeProvider time, CancellationToken cancel = default) => TakeAsync(Need(store), time, cancel);

    private protected abstract ValueTask<OpenStore> OpenOwnAsync(StoreNeed need, CancellationToken cancel);

    private protected abstract ValueTask<IBlobStore> OpenSharedAsync(StoreNeed need, bool createOnly, CancellationToken cancel);

    private protected abstract ValueTask<OpenKeys> OpenKeysAsync(StoreNeed need, CancellationToken cancel);

    private protected abstract ValueTask<OpenStore> OpenErasuresAsync(CancellationToken cancel);

    private protected abstract ValueTask<IStoreHold> TakeAsync(StoreNeed need, TimeProvider time, CancellationToken cancel);

    private StoreNeed Need(string store) => needs.TryGetValue(store, out var need) ? need : throw new ArgumentException($"This program does not open the store {store}.", nameof(store));
}

/// <summary>The keys of one store, and the store in which they rest.</summary>
public sealed record OpenKeys(OpenStore Store, SubjectKeys Keys) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

/// <summary>One process's hold on a store, until it is disposed.</summary>
public interface IStoreHold : IAsyncDisposable
{
    /// <summary>Ends when the hold is lost and another process may take the store; never where the system itself keeps it.</summary>
    Task Lost { get; }
}

using WinLossAgency.Domain;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Stores;

/// <summary>Typed documents about people, sealed under each subject's key.</summary>
public sealed class SealedFiles(SealedDocuments documents)
{
    /// <summary>Null where nothing stands, and for whoever was erased: nothing of theirs can stand anywhere.</summary>
    public async Task<T?> ReadAsync<T>(Subject subject, string id) where T : class
    {
        try
        {
            return await documents.ReadAsync(subject, id) is { } stored ? HouseJson.Read<T>(stored.Bytes.Span) : null;
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    /// <summary>Writes whatever was there before.</summary>
    public Task WriteAsync<T>(Subject subject, string id, T value) where T : class => ChangeAsync<T>(subject, id, _ => value);

    /// <summary>Reads, changes and writes until no other write came between.</summary>
    public async Task ChangeAsync<T>(Subject subject, string id, Func<T?, T> change) where T : class
    {
        while (true)
        {
            var stored = await documents.ReadAsync(subject, id);
            var value = change(stored is null ? null : HouseJson.Read<T>(stored.Bytes.Span));
            try
            {
                await documents.WriteAsync(subject, id, HouseJson.Bytes(value), stored?.ETag);
                return;
            }
            catch (EtagMismatchException)
            {
                // Another write came first; read what it left and change that.
            }
        }
    }

    /// <summary>Destroys the subject's key, checks that it is gone, and sweeps what it sealed. May be repeated.</summary>
    public ValueTask DestroyAsync(Subject subject) => documents.DestroyAsync(subject);

    /// <summary>Destroys the key of a whole group, and sweeps what all of its subjects sealed.</summary>
    public ValueTask DestroyGroupAsync(string group) => documents.DestroyGroupAsync(group);

    /// <summary>Makes a new key for a subject whose earlier one was destroyed; nothing that one sealed opens by it.</summary>
    public ValueTask RenewAsync(Subject subject) => documents.RenewAsync(subject);

    public ValueTask DeleteAsync(Subject subject, string id) => documents.DeleteAsync(subject, id);

    public IAsyncEnumerable<string> ListAsync(Subject subject, string prefix) => documents.ListAsync(subject, prefix);
}

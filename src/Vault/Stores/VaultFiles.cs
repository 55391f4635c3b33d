using System.Text.Json;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Vault.Stores;

/// <summary>The vault's documents about one interview each, sealed under its respondent's key.</summary>
internal sealed class VaultFiles(SealedDocuments documents)
{
    /// <summary>Whom an interview's key is about: its engagement, and the last segment in it.</summary>
    public static Subject SubjectOf(string interview) => CaseSubject.Of(interview);

    /// <summary>Null where nothing stands, and for whoever was erased: nothing of theirs can stand.</summary>
    public async Task<T?> ReadAsync<T>(string interview, string id) where T : class
    {
        try
        {
            return await documents.ReadAsync(SubjectOf(interview), id) is { } stored ? Read<T>(stored) : null;
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    /// <summary>Destroys the respondent's key, and sweeps what it sealed. May be repeated.</summary>
    public ValueTask DestroyAsync(string interview) => documents.DestroyAsync(SubjectOf(interview));

    /// <summary>Whether anything of this interview rests here.</summary>
    public async Task<bool> AnyAsync(string interview)
    {
        await foreach (var _ in documents.ListAsync(SubjectOf(interview))) return true;
        return false;
    }

    /// <summary>Deletes what rests here but what stays, under the key as it is. Returns whether anything went.</summary>
    public async Task<bool> DeleteBesideAsync(string interview, Func<string, bool> stays)
    {
        var ids = new List<string>();
        await foreach (var id in documents.ListAsync(SubjectOf(interview)))
            if (!stays(id)) ids.Add(id);
        foreach (var id in ids) await DeleteAsync(interview, id);
        return ids.Count > 0;
    }

    /// <summary>A new key after one that was destroyed: what is said from now on may rest here again.</summary>
    public ValueTask RenewAsync(string interview) => documents.RenewAsync(SubjectOf(interview));

    /// <summary>Writes whatever was there before.</summary>
    public Task WriteAsync<T>(string interview, string id, T value) where T : class => ChangeAsync<T>(interview, id, _ => value);

    /// <summary>Reads, changes and writes until no other write came between.</summary>
    public async Task ChangeAsync<T>(string interview, string id, Func<T?, T> change) where T : class
    {
        var subject = SubjectOf(interview);
        while (true)
        {
            var stored = await documents.ReadAsync(subject, id);
            var value = change(stored is null ? null : Read<T>(stored));
            try
            {
                await documents.WriteAsync(subject, id, JsonSerializer.SerializeToUtf8Bytes(value, VaultJson.Options), stored?.ETag);
                return;
            }
            catch (EtagMismatchException)
            {
                // Another write came first; read what it left and change that.
            }
        }
    }

    public ValueTask DeleteAsync(string interview, string id) => documents.DeleteAsync(SubjectOf(interview), id);

    private static T Read<T>(StoredDocument stored) => JsonSerializer.Deserialize<T>(stored.Bytes.Span, VaultJson.Options)
        ?? throw new JsonException($"A {typeof(T).Name} was expected, null was found.");
}

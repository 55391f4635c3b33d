using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>
/// One random 256-bit key per subject, wrapped by the key of its group, wrapped by the master key; kept in a store of their own, apart from the data
/// and its backups. Erasing a subject is one act: its wrapped key is destroyed, and a marker stays so that it cannot come back by mistake.
/// </summary>
public sealed class SubjectKeys(IDocumentStore documents, IMasterKey master)
{
    private readonly ConcurrentDictionary<string, byte[]> groups = new(StringComparer.Ordinal);

    /// <summary>
    /// The subject's key, made if there is none. Throws <see cref="KeyDestroyedException"/> for an erased subject unless
    /// <paramref name="afterErasure"/> says that a new key is meant.
    /// </summary>
    internal async ValueTask<SubjectKey> GetOrCreateAsync(Subject subject, bool afterErasure = false, CancellationToken cancel = default)
    {
        while (true)
        {
            var stored = await documents.ReadAsync(NameOf(subject), cancel);
            var record = stored is null ? null : KeyRecord.Read(stored.Bytes.Span);
            if (record is { Live: true })
                return await OpenAsync(subject, record, cancel);
            if (record is not null && !afterErasure)
                throw new KeyDestroyedException(subject);
            try
            {
                return await CreateAsync(subject, (record?.Version ?? 0) + 1, stored?.ETag, cancel);
            }
            catch (EtagMismatchException)
            {
                // Somebody else made, or destroyed, the key meanwhile: look again.
            }
        }
    }

    /// <summary>The subject's key, null where it never had one. Throws <see cref="KeyDestroyedException"/> for an erased subject.</summary>
    internal async ValueTask<SubjectKey?> FindAsync(Subject subject, CancellationToken cancel = default)
    {
        var stored = await documents.ReadAsync(NameOf(subject), cancel);
        if (stored is null)
            return null;
        var record = KeyRecord.Read(stored.Bytes.Span);
        return record.Live ? await OpenAsync(subject, record, cancel) : throw new KeyDestroyedException(subject);
    }

    /// <summary>Makes the key ready, for callers that want to know early that it cannot be made.</summary>
    public async ValueTask EnsureAsync(Subject subject, bool afterErasure = false, CancellationToken cancel = default) =>
        (await GetOrCreateAsync(subject, afterErasure, cancel)).Dispose();

    /// <summary>Where the subject stands: no key yet, a key, or erased.</summary>
    public async ValueTask<KeyStanding> StandingAsync(Subject subject, CancellationToken cancel = default) =>
        await StandingOf(NameOf(subject), cancel);

    /// <summary>
    /// Erases the subject: overwrites its wrapped key, empties the log, reads back that no key is left. May be repeated, also for a subject
    /// that never had a key, as when erasures are replayed after a restore.
    /// </summary>
    public ValueTask DestroyAsync(Subject subject, CancellationToken cancel = default) => DestroyRecordAsync(NameOf(subject), cancel);

    /// <summary>Erases every subject of a group at once by destroying the key that wraps theirs.</summary>
    public async ValueTask DestroyGroupAsync(string group, CancellationToken cancel = default)
    {
        Subject.CheckPart(group, nameof(group));
        await DestroyRecordAsync(NameOfGroup(group), cancel);
        if (groups.TryRemove(group, out var key))
            CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>
    /// Changes the master key: a new one wraps every group's key anew, and then the earlier one opens nothing. What was sealed stays as it is.
    /// Cut off at any moment it goes on where it was when it is asked for again; until then both keys open.
    /// </summary>
    public async ValueTask<int> RotateMasterAsync(CancellationToken cancel = default)
    {
        await master.RotateAsync(cancel);
        var wrapped = 0;
        await foreach (var name in documents.ListAsync(GroupPrefix, cancel))
            if (await RewrapAsync(name, cancel)) wrapped++;
        // Replaced bytes leave the store's files before the key that opened them is let go.
        await documents.ScrubAsync(cancel);
        await master.RetireAsync(cancel);
        return wrapped;
    }

    /// <summary>Says at once, not at the first reading, that the master key here is not the one that wrapped these keys.</summary>
    public async ValueTask CheckAsync(CancellationToken cancel = default)
    {
        await foreach (var name in documents.ListAsync(GroupPrefix, cancel))
            if (await documents.ReadAsync(name, cancel) is { } stored && KeyRecord.Read(stored.Bytes.Span) is { Live: true } record)
                CryptographicOperations.ZeroMemory(await master.UnwrapAsync(record.MasterId, record.Wrapped, cancel));
    }

    /// <summary>How many keys the master key wraps.</summary>
    public ValueTask<int> WrappedAsync(CancellationToken cancel = default) => GroupsAsync(documents, cancel);

    /// <summary>How many live keys of groups a key store holds.</summary>
    internal static async ValueTask<int> GroupsAsync(IDocumentStore documents, CancellationToken cancel)
    {
        var live = 0;
        await foreach (var name in documents.ListAsync(GroupPrefix, cancel))
            if (await documents.ReadAsync(name, cancel) is { } stored && KeyRecord.Read(stored.Bytes.Span).Live) live++;
        return live;
    }

    private async ValueTask<bool> RewrapAsync(string name, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(name, cancel) is not { } stored || KeyRecord.Read(stored.Bytes.Span) is not { Live: true } record)
                return false;
            var key = await master.UnwrapAsync(record.MasterId, record.Wrapped, cancel);
            var anew = record with { MasterId = master.Id, Wrapped = await master.WrapAsync(key, cancel) };
            CryptographicOperations.ZeroMemory(key);
            try
            {
                await documents.WriteAsync(name, anew.Write(), stored.ETag, cancel);
                return true;
            }
            catch (EtagMismatchException)
            {
                // Destroyed or wrapped by another meanwhile: look again.
            }
        }
    }

    private const string GroupPrefix = "group|";

    private static string NameOf(Subject subject) => $"subject|{subject.Group}|{subject.Id}";

    private static string NameOfGroup(string group) => GroupPrefix + group;

    private static byte[] Bond(Subject subject, int version) => Encoding.UTF8.GetBytes($"{subject.Group}|{subject.Id}|key|{version}");

    private async ValueTask<KeyStanding> StandingOf(string name, CancellationToken cancel)
    {
        var stored = await documents.ReadAsync(name, cancel);
        return stored is null ? KeyStanding.None : KeyRecord.Read(stored.Bytes.Span).Live ? KeyStanding.Live : KeyStanding.Destroyed;
    }

    private async ValueTask<SubjectKey> OpenAsync(Subject subject, KeyRecord record, CancellationToken cancel)
    {
        var group = await GroupKeyAsync(subject, create: false, cancel);
        return new SubjectKey(record.Version, AesSeal.Open(group, record.Wrapped, Bond(subject, record.Version)));
    }

    private async ValueTask<SubjectKey> CreateAsync(Subject subject, int version, string? ifMatch, CancellationToken cancel)
    {
        var group = await GroupKeyAsync(subject, create: true, cancel);
        var key = RandomNumberGenerator.GetBytes(AesSeal.KeyBytes);
        var wrapped = new byte[key.Length + AesSeal.Overhead];
        AesSeal.Seal(group, key, Bond(subject, version), wrapped);
        await documents.WriteAsync(NameOf(subject), new KeyRecord(true, version, "", wrapped).Write(), ifMatch, cancel);
        return new SubjectKey(version, key);
    }

    /// <summary>Group keys stay in memory, since unwrapping one may mean a call to a vault in the cloud; subject keys never do.</summary>
    private async ValueTask<byte[]> GroupKeyAsync(Subject subject, bool create, CancellationToken cancel)
    {
        if (groups.TryGetValue(subject.Group, out var known))
            return known;
        var name = NameOfGroup(subject.Group);
        var stored = await documents.ReadAsync(name, cancel);
        if (stored is null)
        {
            if (!create)
                throw new KeyUnusableException($"The key of {subject.Group} is missing from the key store while keys that it wrapped are there.");
            stored = await CreateGroupAsync(name, cancel);
        }

        var record = KeyRecord.Read(stored.Bytes.Span);
        if (!record.Live)
            throw new KeyDestroyedException(subject);
        var key = await master.UnwrapAsync(record.MasterId, record.Wrapped, cancel);
        return groups.GetOrAdd(subject.Group, key);
    }

    private async ValueTask<StoredDocument> CreateGroupAsync(string name, CancellationToken cancel)
    {
        var wrapped = await master.WrapAsync(RandomNumberGenerator.GetBytes(AesSeal.KeyBytes), cancel);
        try
        {
            await documents.WriteAsync(name, new KeyRecord(true, 1, master.Id, wrapped).Write(), null, cancel);
        }
        catch (EtagMismatchException)
        {
            // Another caller made it first; theirs holds.
        }

        return await documents.ReadAsync(name, cancel) ?? throw new KeyUnusableException("A group key just written is not there.");
    }

    private async ValueTask DestroyRecordAsync(string name, CancellationToken cancel)
    {
        byte[] wrapped = [];
        while (true)
        {
            var stored = await documents.ReadAsync(name, cancel);
            var record = stored is null ? null : KeyRecord.Read(stored.Bytes.Span);
            if (record is { Live: false })
                break;
            wrapped = record?.Wrapped ?? [];
            // As long as the key it replaces, so that it lands on the very bytes it destroys.
            var gone = new KeyRecord(false, record?.Version ?? 0, record?.MasterId ?? "", new byte[record?.Wrapped.Length ?? 0]);
            try
            {
                await documents.WriteAsync(name, gone.Write(), stored?.ETag, cancel);
            }
            catch (EtagMismatchException)
            {
                // The key changed under our hands: look again, it must not survive.
            }
        }

        await documents.ScrubAsync(cancel);
        if (await StandingOf(name, cancel) != KeyStanding.Destroyed || (wrapped.Length > 0 && (await documents.SearchAsync([wrapped], cancel)).Found.Length > 0))
            throw new KeyUnusableException("A key that was to be destroyed is still in the key store.");
    }
}

public enum KeyStanding
{
    None,
    Live,
    Destroyed,
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SQLitePCL;

namespace WinLossAgency.Storage;

/// <summary>Documents in one SQLite file: reads on pooled connections, all writes through one group-committing thread.</summary>
public sealed class SqliteDocuments : IDocumentStore, IAsyncDisposable
{
    private const int ListPage = 256;

    private readonly string store;
    private readonly string file;
    private readonly StoreOptions options;
    private readonly ConcurrentBag<Reader> readers = [];
    private readonly SqliteWriter writer;
    private volatile bool closed;

    internal SqliteDocuments(string store, string file, StoreOptions options)
    {
        (this.store, this.file, this.options) = (store, file, options);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        try
        {
            writer = new SqliteWriter(store, file, options);
        }
        catch (SqliteFault fault)
        {
            throw fault.For(store);
        }
    }

    public ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default)
    {
        DocumentKey.Check(key);
        return new(Read(reader => reader.Find(key)));
    }

    public async ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default)
    {
        DocumentKey.Check(key);
        DocumentKey.CheckSize(bytes);
        cancel.ThrowIfCancellationRequested();
        var expected = ifMatch is null ? (SqliteETag?)null : SqliteETag.Parse(ifMatch) ?? throw new EtagMismatchException(store, key, ifMatch);
        var next = new SqliteETag((expected?.Version ?? 0) + 1, SqliteETag.HashOf(bytes.Span));
        // Once queued a write is not taken back: a caller who stops waiting must read to learn what came of it.
        if (!await writer.Send(new SqliteWrite(SqliteWriteKind.Put, key, bytes, expected, next)))
            throw new EtagMismatchException(store, key, ifMatch);
        return next.ToString();
    }

    public async ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default)
    {
        DocumentKey.Check(key);
        cancel.ThrowIfCancellationRequested();
        var expected = ifMatch is null ? (SqliteETag?)null : SqliteETag.Parse(ifMatch) ?? throw new EtagMismatchException(store, key, ifMatch);
        if (!await writer.Send(new SqliteWrite(SqliteWriteKind.Delete, key, default, expected, default)))
            throw new EtagMismatchException(store, key, ifMatch);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        DocumentKey.CheckPrefix(prefix);
        await ValueTask.CompletedTask;
        // A page at a time, so that a slow caller holds no snapshot and the log can be emptied.
        for (string? after = null; ;)
        {
            cancel.ThrowIfCancellationRequested();
            var page = Read(reader => reader.Keys(prefix, after, ListPage));
            foreach (var key in page)
                yield return key;
            if (page.Count < ListPage)
                yield break;
            after = page[^1];
        }
    }

    /// <summary>Empties the write-ahead log; freed places in the file are zeroed already by secure_delete.</summary>
    public async ValueTask ScrubAsync(CancellationToken cancel = default) =>
        await writer.Send(new SqliteWrite(SqliteWriteKind.Scrub, "", default, null, default));

    public async ValueTask<Searched> SearchAsync(IReadOnlyList<ReadOnlyMemory<byte>> needles, CancellationToken cancel = default) =>
        await FileSearch.InAsync(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file) + "*", needles, cancel);

    /// <summary>Copies the whole store, as it stands at one moment, into a new file. Used before a migration and for backups.</summary>
    public async ValueTask CopyAsync(string target, CancellationToken cancel = default)
    {
        if (File.Exists(target))
            throw new IOException($"The copy {target} exists already; a copy never replaces another.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        await Task.Run(() => SqliteCopy.Make(store, file, target, options.BusyMax), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (closed)
            return;
        closed = true;
        await writer.DisposeAsync();
        while (readers.TryTake(out var reader))
            reader.Dispose();
    }

    private T Read<T>(Func<Reader, T> ask)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        try
        {
            if (!readers.TryTake(out var reader))
                reader = new Reader(store, file, options.BusyMax);
            try
            {
                return ask(reader);
            }
            finally
            {
                if (closed)
                    reader.Dispose();
                else
                    readers.Add(reader);
            }
        }
        catch (SqliteFault fault)
        {
            throw fault.For(store);
        }
    }

    private sealed class Reader : IDisposable
    {
        private readonly SqliteHandle db;
        private readonly sqlite3_stmt find;
        private readonly sqlite3_stmt keys;

        public Reader(string store, string file, TimeSpan busyMax)
        {
            db = new SqliteHandle(store, file, readOnly: true, busyMax);
            try
            {
                find = db.Prepare("SELECT version, hash, bytes FROM documents WHERE key = ?1");
                keys = db.Prepare("SELECT key FROM documents WHERE key >= ?1 AND key > ?2 AND key < ?3 ORDER BY key LIMIT ?4");
            }
            catch
            {
                db.Dispose();
                throw;
            }
        }

        public StoredDocument? Find(string key)
        {
            try
            {
                db.Check(raw.sqlite3_bind_text(find, 1, key));
                if (!db.Step(find))
                    return null;
                var etag = new SqliteETag(raw.sqlite3_column_int64(find, 0), raw.sqlite3_column_blob(find, 1).ToArray());
                return new StoredDocument(raw.sqlite3_column_blob(find, 2).ToArray(), etag.ToString());
            }
            finally
            {
                raw.sqlite3_reset(find);
            }
        }

        public List<string> Keys(string prefix, string? after, int count)
        {
            try
            {
                db.Check(raw.sqlite3_bind_text(keys, 1, prefix));
                db.Check(raw.sqlite3_bind_text(keys, 2, after ?? ""));
                // Every allowed character sorts before the tilde.
                db.Check(raw.sqlite3_bind_text(keys, 3, prefix + "~"));
                db.Check(raw.sqlite3_bind_int(keys, 4, count));
                var page = new List<string>(count);
                while (db.Step(keys))
                    page.Add(raw.sqlite3_column_text(keys, 0).utf8_to_string());
                return page;
            }
            finally
            {
                raw.sqlite3_reset(keys);
            }
        }

        public void Dispose() => db.Dispose();
    }
}

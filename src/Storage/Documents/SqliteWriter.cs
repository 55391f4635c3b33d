using System.Threading.Channels;
using SQLitePCL;

namespace WinLossAgency.Storage;

internal enum SqliteWriteKind
{
    Put,
    Delete,
    Scrub,
}

/// <summary>One change on its way to the disk. It comes to true once committed, to false where the ETag did not match.</summary>
internal sealed class SqliteWrite(SqliteWriteKind kind, string key, ReadOnlyMemory<byte> bytes, SqliteETag? expected, SqliteETag next)
    : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public SqliteWriteKind Kind { get; } = kind;

    public string Key { get; } = key;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public SqliteETag? Expected { get; } = expected;

    public SqliteETag Next { get; } = next;

    /// <summary>Whether the ETag matched, known before the commit and told after it.</summary>
    public bool Matched { get; set; }
}

/// <summary>The one thread that writes: it takes what has gathered, commits it at once and then tells every waiter.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int BatchMax = 256;
    private const int PendingMax = 4_096;
    private const int YieldsMax = 50;

    private readonly string store;
    private readonly Channel<SqliteWrite> queue = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(PendingMax) { SingleReader = true });
    private readonly SqliteHandle db;
    private readonly Task loop;
    private readonly sqlite3_stmt insert;
    private readonly sqlite3_stmt update;
    private readonly sqlite3_stmt delete;
    private readonly sqlite3_stmt deleteMatching;

    public SqliteWriter(string store, string file, StoreOptions options)
    {
        this.store = store;
        db = new SqliteHandle(store, file, readOnly: false, options.BusyMax);
        try
        {
            SqliteSchema.Open(db, store, options);
            insert = db.Prepare("INSERT INTO documents(key, version, hash, bytes) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(key) DO NOTHING");
            update = db.Prepare("UPDATE documents SET version = ?2, hash = ?3, bytes = ?4 WHERE key = ?1 AND version = ?5 AND hash = ?6");
            delete = db.Prepare("DELETE FROM documents WHERE key = ?1");
            deleteMatching = db.Prepare("DELETE FROM documents WHERE key = ?1 AND version = ?5 AND hash = ?6");
        }
        catch
        {
            db.Dispose();
            throw;
        }

        loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async ValueTask<bool> Send(SqliteWrite write)
    {
        if (!queue.Writer.TryWrite(write))
        {
            try
            {
                await queue.Writer.WriteAsync(write);
            }
            catch (ChannelClosedException)
            {
                throw new ObjectDisposedException($"store {store}");
            }
        }

        return await write.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        db.Dispose();
    }

    private void Loop()
    {
        var batch = new List<SqliteWrite>(BatchMax);
        var last = 0;
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather(batch, last);
            last = batch.Count;
            Commit(batch);
            batch.Clear();
        }
    }

    /// <summary>
    /// Takes what is queued. Those told of the last commit mostly come straight back, but one after another; taking only the first of them would
    /// make every second commit nearly empty, so the thread steps aside while they are still arriving.
    /// </summary>
    private void Gather(List<SqliteWrite> batch, int expected)
    {
        var idle = 0;
        while (batch.Count < BatchMax)
        {
            if (queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
                idle = 0;
            }
            else if (batch.Count >= expected || ++idle > YieldsMax)
                return;
            else
                Thread.Yield();
        }
    }

    private void Commit(List<SqliteWrite> batch)
    {
        var committing = false;
        try
        {
            db.Run("BEGIN IMMEDIATE");
            foreach (var write in batch)
                write.Matched = write.Kind == SqliteWriteKind.Scrub || Apply(write);
            committing = true;
            db.Run("COMMIT");
            if (batch.Exists(write => write.Kind == SqliteWriteKind.Scrub))
                Scrub();
        }
        catch (SqliteFault fault)
        {
            RollBack();
            // One write too many for the disk must not take its neighbours down: each is tried alone. After a failed commit nobody is tried again.
            if (batch.Count > 1 && !committing)
                batch.ForEach(write => Commit([write]));
            else
                batch.ForEach(write => write.TrySetException(fault.For(store)));
            return;
        }

        foreach (var write in batch)
            write.TrySetResult(write.Matched);
    }

    private bool Apply(SqliteWrite write)
    {
        var statement = (write.Kind, write.Expected) switch
        {
            (SqliteWriteKind.Put, null) => insert,
            (SqliteWriteKind.Put, _) => update,
            (_, null) => delete,
            _ => deleteMatching,
        };
        try
        {
            db.Check(raw.sqlite3_bind_text(statement, 1, write.Key));
            if (write.Kind == SqliteWriteKind.Put)
            {
                db.Check(raw.sqlite3_bind_int64(statement, 2, write.Next.Version));
                db.Check(raw.sqlite3_bind_blob(statement, 3, write.Next.Hash));
                db.Check(write.Bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, 4, 0) : raw.sqlite3_bind_blob(statement, 4, write.Bytes.Span));
            }

            if (write.Expected is { } expected)
            {
                db.Check(raw.sqlite3_bind_int64(statement, 5, expected.Version));
                db.Check(raw.sqlite3_bind_blob(statement, 6, expected.Hash));
            }

            db.Step(statement);
            return db.Changes() > 0 || (write.Kind == SqliteWriteKind.Delete && write.Expected is null);
        }
        finally
        {
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement);
        }
    }

    private void Scrub()
    {
        if (db.Run("PRAGMA wal_checkpoint(TRUNCATE)") != "0")
            throw new SqliteFault(raw.SQLITE_BUSY, "the log could not be emptied while it is being read");
    }

    private void RollBack()
    {
        if (!db.InTransaction)
            return;
        try
        {
            db.Run("ROLLBACK");
        }
        catch (SqliteFault)
        {
            // SQLite rolls back by itself after some failures; the next BEGIN tells whether it has.
        }
    }
}

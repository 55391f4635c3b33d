using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace WinLossAgency.Bench;

/// <summary>The plainest durable upserts there are, on the same disk: what everything above SQLite is measured against.</summary>
internal sealed class RawUpserts : IDisposable
{
    public const int Concurrency = 64;
    private readonly SqliteConnection raw;
    private static long written;

    public RawUpserts(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        raw = new SqliteConnection($"Data Source={file};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; CREATE TABLE documents(key TEXT PRIMARY KEY, bytes BLOB NOT NULL)";
        command.ExecuteNonQuery();
    }

    public static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"journal/c-1.e-{number % 100}.i-{number:000000}");

    /// <summary>SQLite writes no page whose bytes stay as they were, so every write brings new ones.</summary>
    public static byte[] Fresh(byte[] bytes)
    {
        var fresh = (byte[])bytes.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(fresh, Interlocked.Increment(ref written));
        return fresh;
    }

    public void Fill(int count, byte[] bytes)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(2_000)) Upsert(part.Select(number => (number, bytes)));
    }

    /// <summary>One thread, 64 upserts a commit: what the file itself can take. Seconds.</summary>
    public double Loop(int writes, Func<int, int, (int Number, byte[] Bytes)> write)
    {
        var clock = Stopwatch.StartNew();
        for (var done = 0; done < writes / Concurrency; done++) Upsert(Enumerable.Range(0, Concurrency).Select(writer => write(writer, done)));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>64 waiting writers before the plainest group commit: a queue, one thread, a commit of whatever has gathered. Seconds.</summary>
    public async Task<double> QueuedAsync(int writes, Func<int, int, (int Number, byte[] Bytes)> write)
    {
        var queue = Channel.CreateUnbounded<((int Number, byte[] Bytes) Write, TaskCompletionSource Done)>(new UnboundedChannelOptions { SingleReader = true });
        var committer = Task.Factory.StartNew(() => Commit(queue.Reader), TaskCreationOptions.LongRunning);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(writer => Task.Run(async () =>
        {
            for (var done = 0; done < writes / Concurrency; done++)
            {
                var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                queue.Writer.TryWrite((write(writer, done), waiter));
                await waiter.Task;
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        queue.Writer.Complete();
        await committer;
        return seconds;
    }

    public void Dispose() => raw.Dispose();

    private void Commit(ChannelReader<((int Number, byte[] Bytes) Write, TaskCompletionSource Done)> queue)
    {
        var batch = new List<((int Number, byte[] Bytes) Write, TaskCompletionSource Done)>();
        while (queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.TryRead(out var queued)) batch.Add(queued);
            Upsert(batch.Select(queued => queued.Write));
            batch.ForEach(queued => queued.Done.SetResult());
            batch.Clear();
        }
    }

    private void Upsert(IEnumerable<(int Number, byte[] Bytes)> writes)
    {
        using var transaction = raw.BeginTransaction();
        using var command = raw.CreateCommand();
        command.CommandText = "INSERT INTO documents(key, bytes) VALUES($key, $bytes) ON CONFLICT(key) DO UPDATE SET bytes = excluded.bytes";
        var key = command.Parameters.Add("$key", SqliteType.Text);
        var value = command.Parameters.Add("$bytes", SqliteType.Blob);
        command.Prepare();
        foreach (var (number, bytes) in writes)
        {
            key.Value = KeyOf(number);
            value.Value = bytes;
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }
}

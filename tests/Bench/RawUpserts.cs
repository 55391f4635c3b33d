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
        foreach (var part in Enumerable.Range(0, count).Chunk(2_000)) Upsert(bytes, part);
    }

    /// <summary>One thread, 64 upserts a commit: what the file itself can take. Seconds.</summary>
    public double Loop(int writes, byte[] bytes, Func<int, int, int> number)
    {
        var clock = Stopwatch.StartNew();
        for (var done = 0; done < writes / Concurrency; done++) Upsert(bytes, Enumerable.Range(0, Concurrency).Select(writer => number(writer, done)));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>64 waiting writers before the plainest group commit: a queue, one thread, a commit of whatever has gathered. Seconds.</summary>
    public async Task<double> QueuedAsync(int writes, byte[] bytes, Func<int, int, int> number)
    {
        var queue = Channel.CreateUnbounded<(int Number, TaskCompletionSource Done)>(new UnboundedChannelOptions { SingleReader = true });
        var committer = Task.Factory.StartNew(() => Commit(queue.Reader, bytes), TaskCreationOptions.LongRunning);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(writer => Task.Run(async () =>
        {
            for (var done = 0; done < writes / Concurrency; done++)
            {
                var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                queue.Writer.TryWrite((number(writer, done), waiter));
                await waiter.Task;
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        queue.Writer.Complete();
        await committer;
        return seconds;
    }

    public void Dispose() => raw.Dispose();

    private void Commit(ChannelReader<(int Number, TaskCompletionSource Done)> queue, byte[] bytes)
    {
        var batch = new List<(int Number, TaskCompletionSource Done)>();
        while (queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.TryRead(out var write)) batch.Add(write);
            Upsert(bytes, batch.Select(write => write.Number));
            batch.ForEach(write => write.Done.SetResult());
            batch.Clear();
        }
    }

    private void Upsert(byte[] bytes, IEnumerable<int> numbers)
    {
        using var transaction = raw.BeginTransaction();
        using var command = raw.CreateCommand();
        command.CommandText = "INSERT INTO documents(key, bytes) VALUES($key, $bytes) ON CONFLICT(key) DO UPDATE SET bytes = excluded.bytes";
        var key = command.Parameters.Add("$key", SqliteType.Text);
        var value = command.Parameters.Add("$bytes", SqliteType.Blob);
        command.Prepare();
        foreach (var number in numbers)
        {
            key.Value = KeyOf(number);
            value.Value = Fresh(bytes);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }
}

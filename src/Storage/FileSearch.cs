using System.Collections.Immutable;

namespace WinLossAgency.Storage;

/// <summary>What a search of files came to: how many were read, how many bytes, and the names of those that hold what was looked for.</summary>
public sealed record Searched(int Files, long Bytes, ImmutableArray<string> Found)
{
    public static readonly Searched Nothing = new(0, 0, []);

    public Searched With(Searched other) => new(Files + other.Files, Bytes + other.Bytes, Found.AddRange(other.Found));
}

/// <summary>Searches files as somebody with the medium in hand would: every byte, whatever wrote it, live or freed.</summary>
public static class FileSearch
{
    private const int TriesMax = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const int ChunkBytes = 1 << 20;

    /// <param name="folder">Searched with all below it; one that is not there holds nothing.</param>
    /// <param name="pattern">Names of the files, such as <c>*</c>.</param>
    /// <param name="needles">What must not be there.</param>
    /// <param name="cancel">Stops the search.</param>
    public static async ValueTask<Searched> InAsync(string folder, string pattern, IReadOnlyList<ReadOnlyMemory<byte>> needles, CancellationToken cancel = default)
    {
        if (!Directory.Exists(folder)) return Searched.Nothing;
        var (files, bytes, found) = (0, 0L, ImmutableArray.CreateBuilder<string>());
        foreach (var file in Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (read, holds) = await OfAsync(file, needles, cancel);
            if (read < 0) continue;
            (files, bytes) = (files + 1, bytes + read);
            if (holds) found.Add(Path.GetRelativePath(folder, file));
        }
        return new Searched(files, bytes, found.ToImmutable());
    }

    /// <summary>Chunks overlap by the longest needle, so that none is missed between two. A file that went meanwhile holds nothing.</summary>
    private static async ValueTask<(long Read, bool Holds)> OfAsync(string file, IReadOnlyList<ReadOnlyMemory<byte>> needles, CancellationToken cancel)
    {
        var overlap = needles.Select(n => n.Length).DefaultIfEmpty(1).Max() - 1;
        var buffer = new byte[ChunkBytes + overlap];
        var (kept, total) = (0, 0L);
        try
        {
            // A lease is an empty file that nobody else may open.
            if (new FileInfo(file).Length == 0) return (0, false);
            await using var stream = await OpenAsync(file, cancel);
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(kept, ChunkBytes), cancel)) > 0;)
            {
                total += read;
                var held = kept + read;
                foreach (var needle in needles)
                    if (!needle.IsEmpty && buffer.AsSpan(0, held).IndexOf(needle.Span) >= 0) return (total, true);
                kept = Math.Min(overlap, held);
                buffer.AsSpan(held - kept, kept).CopyTo(buffer);
            }
        }
        catch (IOException) when (!File.Exists(file))
        {
            return (-1, false);
        }
        return (total, false);
    }

    /// <summary>A file that is being written is its writer's alone for that moment; the search waits for it.</summary>
    private static async ValueTask<FileStream> OpenAsync(string file, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (IOException) when (tries < TriesMax && File.Exists(file))
            {
                await Task.Delay(Pause, TimeProvider.System, cancel);
            }
        }
    }
}

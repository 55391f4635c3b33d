namespace WinLossAgency.Vault.Transcripts;

/// <summary>Says of a file that is too large to be read how large it is, counting what is left of it and holding none of it.</summary>
internal static class Oversize
{
    private const int Megabyte = 1024 * 1024;
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The reason, or null where size is not what is wrong with it.</summary>
    public static async ValueTask<string?> ReasonAsync(long read, Stream rest, CancellationToken stop)
    {
        var (total, chunk) = (read, new byte[ChunkBytes]);
        for (int count; total <= Limits.KeptBytesMax && (count = await rest.ReadAsync(chunk, stop)) > 0;) total += count;
        if (total <= Limits.UploadBytesMax) return null;
        var holds = total > Limits.KeptBytesMax ? $"more than {Limits.KeptBytesMax / Megabyte} MB" : $"{total:N0} bytes, about {(total + Megabyte - 1) / Megabyte} MB";
        return $"The file is larger than {Limits.UploadBytesMax / Megabyte} MB, the most that is read as a transcript: it holds {holds}.";
    }
}

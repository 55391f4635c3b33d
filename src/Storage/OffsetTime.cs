using System.Globalization;

namespace WinLossAgency.Storage;

/// <summary>
/// A clock that runs ahead of the host's by an offset kept in a plain file, so that several programs on one data folder
/// move together. The file holds whole seconds; it is read at most once a second.
/// </summary>
public sealed class OffsetTime(string path, TimeProvider real) : TimeProvider
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);
    private readonly Lock turn = new();
    private DateTimeOffset readAt = DateTimeOffset.MinValue;
    private TimeSpan offset;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset();

    /// <summary>Lays a new offset, written aside and renamed, for this and every other program.</summary>
    public void Set(TimeSpan ahead)
    {
        lock (turn)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // Upwards, also where the host is earlier: a clock laid at half past nine never shows 09:29.
            var seconds = (long)Math.Ceiling(ahead.TotalSeconds);
            File.WriteAllText(path + ".part", seconds.ToString(CultureInfo.InvariantCulture));
            File.Move(path + ".part", path, overwrite: true);
            (offset, readAt) = (TimeSpan.FromSeconds(seconds), real.GetUtcNow());
        }
    }

    public TimeSpan Offset()
    {
        lock (turn)
        {
            var now = real.GetUtcNow();
            if (now - readAt < ReadEvery) return offset;
            readAt = now;
            return offset = File.Exists(path) && long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        }
    }
}

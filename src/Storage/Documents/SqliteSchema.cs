using System.Globalization;

namespace WinLossAgency.Storage;

/// <summary>How the file is laid out, and the number that says so.</summary>
internal static class SqliteSchema
{
    public const long Number = 1;
    private const long PageBytes = 4_096;

    public static void Open(SqliteHandle db, string store, StoreOptions options)
    {
        db.Run($"PRAGMA page_size = {PageBytes}");
        db.Run("PRAGMA journal_mode = WAL");
        db.Run("PRAGMA synchronous = FULL");
        db.Run("PRAGMA secure_delete = ON");
        // The log keeps its length and is written over: growing it anew would make every commit wait for the file system's own journal.
        db.Run("PRAGMA wal_autocheckpoint = 1000");
        if (options.BytesMax is { } bytes)
            db.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {Math.Max(1, bytes / PageBytes)}"));
        if (db.Run("SELECT name FROM sqlite_master WHERE name = 'schema'") is null)
            Create(db);
        var found = long.Parse(db.Run("SELECT number FROM schema") ?? "0", CultureInfo.InvariantCulture);
        if (found > Number)
            throw new StoreTooNewException(store, found, Number);
    }

    private static void Create(SqliteHandle db)
    {
        db.Run("BEGIN IMMEDIATE");
        db.Run("CREATE TABLE IF NOT EXISTS schema(number INTEGER NOT NULL)");
        db.Run("CREATE TABLE IF NOT EXISTS documents(key TEXT PRIMARY KEY, version INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL)");
        db.Run($"INSERT INTO schema(number) SELECT {Number} WHERE NOT EXISTS (SELECT 1 FROM schema)");
        db.Run("COMMIT");
    }
}

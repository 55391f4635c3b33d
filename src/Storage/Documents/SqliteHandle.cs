using System.Text;
using SQLitePCL;

namespace WinLossAgency.Storage;

/// <summary>One connection to one database file, used by one thread at a time.</summary>
internal sealed class SqliteHandle : IDisposable
{
    private readonly string store;
    private readonly sqlite3 db;
    private readonly List<sqlite3_stmt> statements = [];

    static SqliteHandle() => Batteries_V2.Init();

    public SqliteHandle(string store, string file, bool readOnly, TimeSpan busyMax)
    {
        this.store = store;
        var access = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(file, out db, access | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            db?.Dispose();
            throw new SqliteFault(code, $"the file {file} could not be opened");
        }

        raw.sqlite3_extended_result_codes(db, 1);
        raw.sqlite3_busy_timeout(db, (int)busyMax.TotalMilliseconds);
    }

    public sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        statements.Add(statement);
        return statement;
    }

    /// <summary>Runs a statement that takes no parameter; returns the first column of its first row, if any.</summary>
    public string? Run(string sql)
    {
        Check(raw.sqlite3_prepare_v2(db, sql, out var statement));
        using (statement)
        {
            var first = Step(statement) ? raw.sqlite3_column_text(statement, 0).utf8_to_string() : null;
            while (first is not null && Step(statement))
            {
            }

            return first;
        }
    }

    /// <summary>True where a row stands ready.</summary>
    public bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW)
            return true;
        if (code is raw.SQLITE_DONE)
            return false;
        var fault = Fault(code);
        raw.sqlite3_reset(statement);
        throw fault;
    }

    public int Changes() => raw.sqlite3_changes(db);

    public bool InTransaction => raw.sqlite3_get_autocommit(db) == 0;

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Fault(code);
    }

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        db.Dispose();
    }

    public override string ToString() => $"connection to store {store}";

    private SqliteFault Fault(int code) => new(code, raw.sqlite3_errmsg(db).utf8_to_string());
}

/// <summary>SQLite said no; told to callers as what it means for the store.</summary>
internal sealed class SqliteFault(int code, string message) : Exception(message)
{
    public int Code { get; } = code & 0xff;

    public StoreUnavailableException For(string store) => new(store, Code switch
    {
        raw.SQLITE_FULL => "the disk or its allowance is full; nothing of this write was kept.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "documents.db is locked by another program; nothing of this write was kept.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "documents.db is damaged; restore it from a backup.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => "documents.db may not be opened for writing.",
        raw.SQLITE_IOERR => "the disk failed; this write may or may not have been kept.",
        _ => $"SQLite answered {code}.",
    }, this);
}

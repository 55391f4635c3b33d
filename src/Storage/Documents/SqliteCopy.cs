namespace WinLossAgency.Storage;

/// <summary>A copy of a store file as it stands at one moment, while writes go on.</summary>
internal static class SqliteCopy
{
    public static void Make(string store, string file, string target, TimeSpan busyMax)
    {
        try
        {
            using var db = new SqliteHandle(store, file, readOnly: false, busyMax);
            db.Run($"VACUUM INTO '{target.Replace("'", "''", StringComparison.Ordinal)}'");
        }
        catch (SqliteFault fault)
        {
            throw fault.For(store);
        }
    }
}

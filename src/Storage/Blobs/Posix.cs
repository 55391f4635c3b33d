using System.Runtime.InteropServices;

namespace WinLossAgency.Storage;

/// <summary>The two things a durable create-only file needs that the framework does not offer on Unix.</summary>
internal static class Posix
{
    private const int Exists = 17;
    private const int ReadOnly = 0;

    /// <summary>Gives a finished file its name; false where the name is taken. File.Move looks first and renames then, so two processes could both win.</summary>
    public static bool PublishNew(string part, string final)
    {
        if (OperatingSystem.IsWindows())
            return MoveOnWindows(part, final);
        if (Link(part, final) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == Exists ? false : throw new IOException($"A finished file could not be given its name: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        File.Delete(part);
        return true;
    }

    /// <summary>Makes names created in a folder survive a loss of power.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw new IOException($"A folder could not be opened to be synced: {Marshal.GetLastPInvokeErrorMessage()}.");
        try
        {
            if (Fsync(handle) != 0)
                throw new IOException($"A folder could not be synced: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static bool MoveOnWindows(string part, string final)
    {
        try
        {
            File.Move(part, final, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(final))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}

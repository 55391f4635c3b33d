using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// A mark in the data folder while a demo agency is being filled. One that is found at the next start tells of a filling
/// that was cut off: nobody had been let in yet, so what lies there is worth nothing and is made anew.
/// </summary>
internal static class HalfFilled
{
    private const string Name = "demo-filling";

    /// <summary>Before the stores are opened. Refuses as the stores do while another program has them open.</summary>
    public static void Clear(string data)
    {
        if (!File.Exists(Path.Combine(data, Name))) return;
        StoreLease.Take(Path.Combine(data, "agency")).Dispose();
        foreach (var folder in Directory.EnumerateDirectories(data)) Directory.Delete(folder, recursive: true);
        // The mark goes last: a start that is cut off in here begins here again.
        foreach (var file in Directory.EnumerateFiles(data).OrderBy(file => Path.GetFileName(file) == Name)) File.Delete(file);
    }

    public static void Begin(string data) => File.WriteAllBytes(Path.Combine(data, Name), []);

    public static void End(string data) => File.Delete(Path.Combine(data, Name));
}

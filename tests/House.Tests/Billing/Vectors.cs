using System.Text.Json;
using Xunit;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>Contract data that lies beside the project; without it a test is skipped and says so.</summary>
internal static class Vectors
{
    public static string Path(string path)
    {
        var file = System.IO.Path.Combine(Root()?.FullName ?? "", "..", "shared", path);
        if (!File.Exists(file)) Assert.Skip("../shared is not here");
        return file;
    }

    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path(path)));
        return document.RootElement.Clone();
    }

    public static DirectoryInfo? Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "WinLossAgency.sln"))) folder = folder.Parent;
        return folder;
    }
}

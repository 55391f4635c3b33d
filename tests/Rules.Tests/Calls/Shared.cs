using System.Text.Json;
using Xunit;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>Data that lies beside the project; without it a test is skipped and says so.</summary>
internal static class Shared
{
    public static JsonElement Json(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln"))) folder = folder.Parent;
        var file = folder is null ? "" : Path.Combine(folder.FullName, "..", "shared", path);
        if (!File.Exists(file)) Assert.Skip("../shared is not here");
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}

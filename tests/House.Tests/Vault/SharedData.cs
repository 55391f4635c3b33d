using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The measuring data that may lie beside the project.</summary>
internal static class SharedData
{
    public static string Folder(params string[] path)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (here is not null && !File.Exists(Path.Combine(here.FullName, "WinLossAgency.sln"))) here = here.Parent;
        var folder = here?.Parent is { } beside ? Path.Combine([beside.FullName, "shared", "data", .. path]) : "";
        if (!Directory.Exists(folder)) Assert.Skip("../shared is not here");
        return folder;
    }
}

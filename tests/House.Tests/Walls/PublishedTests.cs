namespace WinLossAgency.House.Tests.Walls;

/// <summary>The walls as they stand in what is shipped: read from the output that was built last.</summary>
public sealed class PublishedTests
{
    private static readonly string[] NeverInPortal = ["WinLossAgency.Engine.dll", "WinLossAgency.Grains.dll", "WinLossAgency.Agency.dll", "WinLossAgency.Vault.dll", "WinLossAgency.Disclosure.dll"];

    [Fact]
    public void The_Portal_ships_without_the_candid_side_and_without_grains()
    {
        var shipped = Shipped("Portal");
        Assert.Contains("WinLossAgency.Portal.dll", shipped);
        Assert.Empty(Breaches(shipped));
    }

    [Fact]
    public void A_planted_assembly_is_caught() => Assert.Equal(["WinLossAgency.Vault.dll"], Breaches(["WinLossAgency.Portal.dll", "WinLossAgency.Vault.dll"]));

    private static IEnumerable<string> Breaches(IEnumerable<string> shipped) =>
        shipped.Where(n => NeverInPortal.Contains(n) || n.StartsWith("Orleans", StringComparison.Ordinal) || n.StartsWith("Microsoft.Orleans", StringComparison.Ordinal));

    /// <summary>The published folder where infra/check made one, else the project's own build output.</summary>
    private static string[] Shipped(string program)
    {
        var published = Path.Combine(HouseMap.Root.FullName, "var", "publish", program.ToLowerInvariant());
        var folder = Directory.Exists(published) ? published
            : Path.Combine(HouseMap.Root.FullName, "src", program, "bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0");
        return [.. Directory.GetFiles(folder, "*.dll").Select(f => Path.GetFileName(f)!)];
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace WinLossAgency.House.Tests.Walls;

/// <summary>Who may reference whom, read from disk; each wall is also seen to catch a planted breach.</summary>
public sealed partial class RoomTests
{
    private static readonly string[] Tests = ["xunit.v3", "Microsoft.NET.Test.Sdk", "xunit.runner.visualstudio", "FsCheck", "FSharp.Core", "NodaTime",
        "Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3", "Microsoft.AspNetCore.Mvc.Testing", "Microsoft.IdentityModel.JsonWebTokens",
        "Microsoft.Playwright", "Azure.Storage.Blobs"];

    private static readonly string[] AllRooms = ["Domain", "Disclosure", "Engine", "Storage", "Grains", "Ui", "Vault", "Agency"];

    private static readonly ImmutableDictionary<string, (string[] Rooms, string[] Packages)> Map = new Dictionary<string, (string[], string[])>
    {
        ["Domain"] = ([], ["NodaTime"]),
        ["Disclosure"] = ([], []),
        ["Engine"] = ([], []),
        ["Storage"] = (["System.IO.Hashing"], ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3", "Azure.Storage.Blobs", "Azure.Core", "Azure.Identity"]),
        ["Grains"] = (["Domain", "Engine", "Storage"], []),
        ["Ui"] = ([], ["Microsoft.IdentityModel.Protocols.OpenIdConnect", "Microsoft.IdentityModel.JsonWebTokens"]),
        ["Vault"] = (["Domain", "Disclosure", "Engine", "Storage", "Grains", "Ui"], []),
        ["Agency"] = (["Domain", "Disclosure", "Engine", "Storage", "Grains"], ["CsvHelper"]),
        ["Desk"] = (AllRooms, ["NodaTime"]),
        ["Portal"] = (["Domain", "Storage", "Ui"], ["NodaTime"]),
        ["Rules.Tests"] = (["Domain", "Disclosure"], Tests),
        ["House.Tests"] = ([.. AllRooms, "Desk", "Portal"], Tests),
        ["Browser.Tests"] = ([], Tests),
        ["Evaluate"] = ([.. AllRooms, "Portal"], Tests),
        ["Bench"] = (AllRooms, Tests),
    }.ToImmutableDictionary();

    [Fact]
    public void Every_project_stands_as_on_the_map() =>
        Assert.Empty(HouseMap.OnDisk().SelectMany(p => HouseMap.Breaches(p, Map)));

    [Fact]
    public void No_room_is_missing() =>
        Assert.Empty(Map.Keys.Except(HouseMap.OnDisk().Select(p => p.Name)));

    [Theory]
    [InlineData("Agency", "Vault")]
    [InlineData("Portal", "Grains")]
    [InlineData("Portal", "Vault")]
    [InlineData("Grains", "Disclosure")]
    [InlineData("Domain", "Storage")]
    public void A_planted_reference_is_caught(string room, string to)
    {
        var planted = HouseMap.Read(room, $"""<Project><ItemGroup><ProjectReference Include="../{to}/WinLossAgency.{to}.csproj" /></ItemGroup></Project>""");
        Assert.Contains($"{room} may not reference {to}.", HouseMap.Breaches(planted, Map));
    }

    [Fact]
    public void A_planted_package_is_caught()
    {
        var planted = HouseMap.Read("Domain", """<Project><ItemGroup><PackageReference Include="CsvHelper" /></ItemGroup></Project>""");
        Assert.Contains("Domain may not take the package CsvHelper.", HouseMap.Breaches(planted, Map));
    }

    [Fact]
    public void Only_the_composition_of_Desk_names_the_vault()
    {
        var named = Sources("Desk").Where(f => NamesVault().IsMatch(File.ReadAllText(f.FullName))).Select(f => f.Name).Order().ToArray();
        Assert.Empty(named.Except(["DeskApp.cs"]));
    }

    [Fact]
    public void The_vault_is_named_by_no_other_room() =>
        Assert.Empty(new[] { "Domain", "Disclosure", "Engine", "Storage", "Grains", "Ui", "Agency", "Portal" }
            .SelectMany(Sources).Where(f => NamesVault().IsMatch(File.ReadAllText(f.FullName))).Select(f => f.FullName));

    [Fact]
    public void A_planted_use_of_the_vault_is_caught() =>
        Assert.Matches(NamesVault(), "using WinLossAgency.Vault.Asides;");

    [Fact]
    public void The_top_level_holds_what_was_asked_for_and_nothing_else()
    {
        string[] may = ["src", "tests", "infra", "bicep", "var", "WinLossAgency.sln", "README.md", "NOTICE", "global.json", "Directory.Build.props", "Directory.Packages.props", "TestResults"];
        Assert.Empty(HouseMap.Root.GetFileSystemInfos().Select(i => i.Name).Where(n => !n.StartsWith('.')).Except(may));
    }

    private static IEnumerable<FileInfo> Sources(string room) => new DirectoryInfo(Path.Combine(HouseMap.Root.FullName, "src", room))
        .EnumerateFiles("*.*", SearchOption.AllDirectories)
        .Where(f => f.Extension is ".cs" or ".razor" && !f.FullName.Contains("/obj/", StringComparison.Ordinal) && !f.FullName.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"WinLossAgency\.Vault\b")]
    private static partial Regex NamesVault();
}

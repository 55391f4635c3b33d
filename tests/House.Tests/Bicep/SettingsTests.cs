using Microsoft.Extensions.Configuration;
using WinLossAgency.Desk;
using WinLossAgency.Portal;

namespace WinLossAgency.House.Tests.Bicep;

/// <summary>Each program starts on exactly what its Bicep file sets: every setting is one that it knows, and none is missing.</summary>
public sealed class SettingsTests
{
    private static readonly string[] OfTheFramework = ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "ASPNETCORE_HTTP_PORTS"];
    private static readonly string[] OfTheHouse = ["Desk", "SignIn", "Stores"];

    [Fact]
    public async Task Desk_and_Portal_start_on_what_the_files_set()
    {
        var report = (await BicepCheck.ReportAsync())[0];

        Assert.Empty(Problems(report));
        Assert.True(Env(report, "desk.bicep").Count >= 25 && Env(report, "portal.bicep").Count >= 12, "the settings of both programs were read");
    }

    private static readonly (Slip Slip, string Words)[] Misspelt =
    [
        (new("desk.bicep", "'Stores__vault__Blobs'", "'Stores__vault__Blob'"), "Stores__vault__Blob is no setting"),
        (new("desk.bicep", "'Stores__people__Key'", "'Stores__people__Kay'"), "Stores__people__Key is not set"),
        (new("desk.bicep", "'Stores__people__WrappedKeys'", "'Stores__people__Wrapped'"), "Stores__people__WrappedKeys is not set"),
        (new("desk.bicep", "'Stores__shelf__Identity'", "'Store__shelf__Identity'"), "Store__shelf__Identity is in no section"),
        (new("desk.bicep", "'Stores__inbox__Blobs'", "'Stores__inbocks__Blobs'"), "Desk may not open the store inbocks"),
        (new("desk.bicep", "'SignIn__Authority'", "'SignIn__Autority'"), "SignIn__Autority is no setting"),
        (new("desk.bicep", "'SignIn__Identity'", "'SignIn__Identitty'"), "SignIn__Identitty is no setting"),
        (new("desk.bicep", "'Desk__BuyersPort'", "'Desk__BuyerPort'"), "Desk__BuyersPort is not set"),
        (new("desk.bicep", "'ASPNETCORE_ENVIRONMENT'", "'ASPNETCORE_ENVIROMENT'"), "ASPNETCORE_ENVIROMENT is in no section"),
        (new("portal.bicep", "'Stores__portal__Key'", "'Stores__portal__key2'"), "Stores__portal__key2 is no setting"),
        (new("portal.bicep", "'Stores__inbox__Identity'", "'Stores__vault__Identity'"), "Portal may not open the store vault"),
        (new("portal.bicep", "'ASPNETCORE_HTTP_PORTS'", "'ASPNETCORE_HTTP_PORT'"), "ASPNETCORE_HTTP_PORT is in no section"),
    ];

    [Fact]
    public async Task Each_planted_misspelling_is_named()
    {
        var reports = await BicepCheck.ReportAsync([.. Misspelt.Select(one => one.Slip)]);

        var missed = Misspelt.Zip(reports.Skip(1)).Where(pair => !Problems(pair.Second).Any(problem => problem.Contains(pair.First.Words, StringComparison.Ordinal)))
            .Select(pair => $"{pair.First.Slip.To}: expected '{pair.First.Words}', got {string.Join(" | ", Problems(pair.Second))}");
        Assert.Empty(missed);
    }

    [Fact]
    public void Portal_binds_the_bare_port_of_its_container_and_this_machine_otherwise()
    {
        Assert.Null(PortalSettings.AddressesOf(new ConfigurationBuilder().AddInMemoryCollection([new("http_ports", "8080")]).Build()));
        Assert.Equal(PortalOptions.UrlsDefault, PortalSettings.AddressesOf(new ConfigurationBuilder().Build()));
    }

    private static IReadOnlyList<string> Problems(BicepReport report) =>
    [
        .. Strangers(report, "desk.bicep"), .. DeskSettings.Problems(Configured(report, "desk.bicep"), isDevelopment: false),
        .. Strangers(report, "portal.bicep"), .. PortalSettings.Problems(Configured(report, "portal.bicep"), isDevelopment: false),
    ];

    private static IEnumerable<string> Strangers(BicepReport report, string file) => Env(report, file).Select(setting => setting.Name)
        .Where(name => !OfTheFramework.Contains(name) && !OfTheHouse.Contains(name.Split("__")[0])).Select(name => $"{name} is in no section that {file} may set");

    private static IConfiguration Configured(BicepReport report, string file) => new ConfigurationBuilder()
        .AddInMemoryCollection(Env(report, file).Select(setting => KeyValuePair.Create<string, string?>(setting.Name.Replace("__", ":", StringComparison.Ordinal), Known(setting)))).Build();

    /// <summary>What is only known on deployment, in the shape that it will have.</summary>
    private static string Known((string Name, string Value) setting) => !setting.Value.StartsWith('[') ? setting.Value : setting.Name.Split("__")[^1] switch
    {
        "Blobs" or "WrappedKeys" => "https://wlaprod.blob.core.windows.net/a",
        "Key" => "https://wlaprod.vault.azure.net/keys/respondents",
        _ => "11111111-0000-4000-8000-000000000001",
    };

    private static IReadOnlyList<(string Name, string Value)> Env(BicepReport report, string file) =>
        [.. report.Resources.Single(known => known.File == file && known.Symbol == "app").Body["properties"]!["template"]!["containers"]![0]!["env"]!.AsArray()
            .Select(setting => ($"{setting!["name"]}", $"{setting["value"]}"))];
}

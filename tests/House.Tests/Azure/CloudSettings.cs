using WinLossAgency.House.Tests.Storage;

namespace WinLossAgency.House.Tests.Azure;

/// <summary>The settings by which the programs find their stores on the emulator: containers of one test, and key files.</summary>
internal sealed class CloudSettings(string connection, string name, string keys)
{
    private static readonly string[] Desk = ["agency", "people", "transcripts", "vault", "shelf", "inbox"];
    private static readonly string[] Portal = ["shelf", "inbox", "portal"];
    private static readonly string[] Keyed = ["agency", "people", "transcripts", "vault", "portal"];

    public static async ValueTask<CloudSettings> OnAsync(Azurite azurite, DataFolder folder)
    {
        Directory.CreateDirectory(folder.In("keys"));
        return new(await azurite.ConnectionAsync(), azurite.FreshName(), folder.In("keys"));
    }

    public string Connection => connection;

    public string ContainerOf(string store) => $"{name}-{store}";

    public string[] ForDesk(params string[] more) => [.. Of(Desk), .. more];

    public string[] ForPortal(params string[] more) => [.. Of(Portal), .. more];

    private IEnumerable<string> Of(string[] stores) => stores.SelectMany(store => (string[])
    [
        $"--Stores:{store}:Connection={connection}", $"--Stores:{store}:Container={ContainerOf(store)}",
        .. Keyed.Contains(store) ? [$"--Stores:{store}:Key={Path.Combine(keys, store + ".key")}"] : Array.Empty<string>(),
    ]);
}

using Microsoft.Extensions.Configuration;

namespace WinLossAgency.Storage;

/// <summary>
/// What a program is told about one store in the cloud, as <c>Stores__NAME__SETTING</c>. Either the container's own address and
/// the identity that opens it, or an account's connection string; and, where the store has keys, the key that wraps them.
/// </summary>
public sealed record StoreSettings
{
    public const string Section = "Stores";

    /// <summary>The address of the container. It stands already: whoever laid out the stores made it.</summary>
    public string Blobs { get; init; } = "";

    /// <summary>The client id of the managed identity that opens the container and its key.</summary>
    public string Identity { get; init; } = "";

    /// <summary>An account's connection string in place of address and identity; the container is made if it is missing.</summary>
    public string Connection { get; init; } = "";

    /// <summary>The container's name beside a connection string; the store's own name where none is said.</summary>
    public string Container { get; init; } = "";

    /// <summary>The address of the key in its vault that wraps the store's keys, or the path of a key file.</summary>
    public string Key { get; init; } = "";

    /// <summary>The address of the container of wrapped keys, in an account that keeps no deleted or earlier versions.</summary>
    public string WrappedKeys { get; init; } = "";

    internal bool KeyIsInVault => Key.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    internal static StoreSettings Read(IConfigurationSection section, string store) => section.GetSection(store).Get<StoreSettings>() ?? new StoreSettings();

    /// <summary>Everything that keeps a program from its stores, a sentence each.</summary>
    public static IReadOnlyList<string> Problems(IConfigurationSection section, string program, IReadOnlyCollection<StoreNeed> needs)
    {
        var known = typeof(StoreSettings).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToArray();
        var problems = new List<string>();
        foreach (var store in section.GetChildren())
        {
            if (!needs.Any(need => Same(need.Name, store.Key)))
            {
                problems.Add($"{program} may not open the store {store.Key}; it opens {string.Join(", ", needs.Select(need => need.Name))}. Take {Name(store.Key, "…")} away.");
                continue;
            }
            problems.AddRange(store.GetChildren().Where(setting => !known.Any(name => Same(name, setting.Key)))
                .Select(setting => $"{Name(store.Key, setting.Key)} is no setting; a store has {string.Join(", ", known)}."));
        }
        foreach (var need in needs)
            problems.AddRange(Read(section, need.Name).Missing(need));
        return problems;
    }

    private IEnumerable<string> Missing(StoreNeed need)
    {
        if (Connection.Length == 0)
        {
            if (!IsAddress(Blobs))
                yield return $"{Name(need.Name, nameof(Blobs))} is {(Blobs.Length == 0 ? "not set" : "no https address")}: the address of the container that holds the store {need.Name}.";
            if (Identity.Length == 0)
                yield return $"{Name(need.Name, nameof(Identity))} is not set: the client id of the managed identity that opens the store {need.Name}.";
        }
        else if (Blobs.Length > 0)
        {
            yield return $"{Name(need.Name, nameof(Blobs))} and {Name(need.Name, nameof(Connection))} are both set; set one of them.";
        }
        if (need.Keys == StoreKeys.None)
        {
            if (Key.Length > 0 || WrappedKeys.Length > 0)
                yield return $"{Name(need.Name, Key.Length > 0 ? nameof(Key) : nameof(WrappedKeys))} is set, but nothing in the store {need.Name} is sealed here. Take it away.";
            yield break;
        }
        if (Key.Length == 0)
            yield return $"{Name(need.Name, nameof(Key))} is not set: the address of the key that wraps the keys of the store {need.Name}, or the path of a key file.";
        else if (KeyIsInVault && Identity.Length == 0 && Connection.Length > 0)
            yield return $"{Name(need.Name, nameof(Identity))} is not set: the client id of the managed identity that may use {Name(need.Name, nameof(Key))}.";
        if (need.Keys == StoreKeys.Apart && Connection.Length == 0 && !IsAddress(WrappedKeys))
            yield return $"{Name(need.Name, nameof(WrappedKeys))} is {(WrappedKeys.Length == 0 ? "not set" : "no https address")}: the address of the container in which the wrapped keys of the store {need.Name} rest, apart from it.";
    }

    private static string Name(string store, string setting) => $"{Section}__{store}__{setting}";

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.AbsolutePath.Trim('/').Length > 0;
}

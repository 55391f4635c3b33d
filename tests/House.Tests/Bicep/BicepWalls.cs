using System.Text.Json.Nodes;

namespace WinLossAgency.House.Tests.Bicep;

/// <summary>The walls between stores and programs (DESIGN §2) as the Bicep files must say them, read from their report.</summary>
internal static class BicepWalls
{
    // Store, Desk's right, Portal's right, keys of its own, side of the network.
    private static readonly string[] Stores =
    [
        "agency desk=own portal=none keyed=beside side=candid",
        "inbox desk=own portal=create keyed=none side=shared",
        "people desk=own portal=none keyed=apart side=candid",
        "portal desk=none portal=own keyed=beside side=shared",
        "shelf desk=own portal=read keyed=none side=shared",
        "transcripts desk=own portal=none keyed=apart side=candid",
        "vault desk=own portal=none keyed=apart side=candid",
    ];

    private static readonly string[] PortalIsGiven = ["inbox=[inbox.outputs.forPortal]", "portal=[portalStore.outputs.forPortal]", "shelf=[shelf.outputs.forPortal]"];

    private static readonly string[] PortalIdentities =
        ["${pullIdentity}", "${signIn.id}", "${stores.inbox.identity}", "${stores.portal.identity}", "${stores.shelf.identity}"];

    // Every right that is given to anyone: file, what on, to whom, which.
    private static readonly string[] Assignments =
    [
        "keys.bicep: [safe] to [principal] as [wraps]",
        "registry.bicep: [registry] to [puller.properties.principalId] as [pullRole]",
        "secrets.bicep: [safe] to [reader.properties.principalId] as [readsSecrets]",
        "store.bicep: [account] to [deskIdentity!.properties.principalId] as [owns]",
        "store.bicep: [account] to [portalIdentity!.properties.principalId] as [portalRole]",
        "wrapped.bicep: [account] to [principal] as [owns]",
    ];

    // Storage Blob Data Contributor and Storage Blob Data Reader, by the ids that Azure gives its own roles.
    private static readonly string[] StoreRoles =
    [
        "owns=[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')]",
        "portalRole=[portal == 'own' ? owns : (portal == 'read' ? reads : createOnlyRole)]",
        "reads=[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')]",
    ];

    private const string OwnKeyOnly = "[desk == 'none' && keyed == 'beside' ? keys!.outputs.key : '']";

    public static IReadOnlyList<string> Breaches(BicepReport report) =>
    [
        .. Differ("the table of stores", Stores, report.Modules.Where(module => module.Path == "store.bicep").Select(StoreLine)),
        .. Differ("what Portal is given", PortalIsGiven, Entries(Only(report, "portal.bicep").Params["stores"])),
        .. Differ("Portal's identities", PortalIdentities, Identities(report, "portal.bicep")),
        .. Differ("who may do what", Assignments, report.Resources.Where(IsAssignment).Select(AssignmentLine)),
        .. Differ("the roles of a store", StoreRoles, report.Variables.Where(known => known.File == "store.bicep").Select(known => $"{known.Name}={known.Value}")),
        .. Differ("the create-only role", ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action"], CreateOnlyRights(report)),
        .. Differ("who reads wrapped keys", ["[deskIdentity!.properties.principalId]"], report.Modules.Where(module => module.Path == "wrapped.bicep").Select(module => $"{module.Params["principal"]}")),
        .. Differ("who wraps keys", ["[desk == 'own' ? deskIdentity!.properties.principalId : portalIdentity!.properties.principalId]"], report.Modules.Where(module => module.Path == "keys.bicep").Select(module => $"{module.Params["principal"]}")),
        .. Differ("programs with a secrets vault", ["desk"], report.Modules.Where(module => module.Path == "secrets.bicep").Select(module => $"{module.Params["program"]}")),
        .. Differ("places", ["desk on [network.outputs.places.deskApps]", "portal on [network.outputs.places.portalApps]"], report.Modules.Where(module => module.Path == "environment.bicep").Select(module => $"{module.Params["program"]} on {module.Params["subnet"]}")),
        .. Differ("where Portal runs", ["[portalPlace.outputs.id]"], [$"{Only(report, "portal.bicep").Params["environmentId"]}"]),
        .. Differ("identities of the edge", [], report.Resources.Where(known => known.File == "edge.bicep" && known.Body["identity"] is not null).Select(known => known.Symbol)),
        .. PortalOutput(report),
        .. PortalRules(report),
        .. report.Resources.SelectMany(Openings),
        .. Differ("what an account of wrapped keys keeps of a destroyed one", ["false false false"], report.Resources.Where(known => known is { File: "wrapped.bicep", Symbol: "blobs" }).Select(Kept)),
    ];

    private static IEnumerable<string> Differ(string what, IEnumerable<string> wanted, IEnumerable<string> found)
    {
        var (want, have) = (wanted.ToArray(), found.Order(StringComparer.Ordinal).ToArray());
        return want.SequenceEqual(have) ? [] : [$"{what}: {string.Join("; ", have.Except(want).DefaultIfEmpty("something is missing"))}"];
    }

    private static string StoreLine(BicepReport.Module module) =>
        $"{module.Params["store"]} desk={module.Params["desk"]} portal={module.Params["portal"]} keyed={module.Params["keyed"]} side={module.Params["side"]}";

    private static BicepReport.Module Only(BicepReport report, string path) => report.Modules.Single(module => module.Path == path);

    private static IEnumerable<string> Entries(JsonNode? map) => map!.AsObject().Select(entry => $"{entry.Key}={entry.Value}");

    private static IEnumerable<string> Identities(BicepReport report, string file) =>
        report.Resources.Where(known => known.File == file && known.Body["identity"] is not null)
            .SelectMany(known => known.Body["identity"]!["userAssignedIdentities"]!.AsObject())
            .Select(entry => entry.Key.Trim('[', ']', '\''));

    private static bool IsAssignment(BicepReport.Resource resource) => resource.Type.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal);

    private static string AssignmentLine(BicepReport.Resource resource) =>
        $"{resource.File}: {resource.Body["scope"]} to {resource.Body["properties"]!["principalId"]} as {resource.Body["properties"]!["roleDefinitionId"]}";

    private static IEnumerable<string> CreateOnlyRights(BicepReport report) =>
        report.Resources.Where(known => known.Type.StartsWith("Microsoft.Authorization/roleDefinitions@", StringComparison.Ordinal))
            .SelectMany(known => known.Body["properties"]!["permissions"]!.AsArray())
            .SelectMany(permission => permission!["actions"]!.AsArray().Concat(permission["dataActions"]!.AsArray()))
            .Select(action => $"{action}");

    private static string Kept(BicepReport.Resource blobs) =>
        $"{blobs.Body["properties"]!["deleteRetentionPolicy"]!["enabled"]} {blobs.Body["properties"]!["containerDeleteRetentionPolicy"]!["enabled"]} {blobs.Body["properties"]!["isVersioningEnabled"]}";

    private static IEnumerable<string> PortalOutput(BicepReport report)
    {
        var given = report.Outputs.Single(known => known is { File: "store.bicep", Name: "forPortal" }).Value!.AsObject();
        return given.Where(entry => entry.Key is not ("identity" or "clientId" or "blobs" or "key") || (entry.Key == "key" && $"{entry.Value}" != OwnKeyOnly) || (entry.Key != "key" && $"{entry.Value}".Contains("desk", StringComparison.Ordinal)))
            .Select(entry => $"a store puts out for Portal: {entry.Key}");
    }

    private static IEnumerable<string> PortalRules(BicepReport report)
    {
        var rules = report.Resources.Single(known => known is { File: "network.bicep", Symbol: "portalRules" }).Body["properties"]!["securityRules"]!.AsArray();
        var closed = rules.Select(rule => rule!["properties"]!).Any(rule =>
            $"{rule["direction"]} {rule["access"]} {rule["destinationAddressPrefix"]} {rule["destinationPortRange"]} {rule["protocol"]}" == "Outbound Deny [candidRange] * *");
        return closed ? [] : ["Portal's subnet has a way to the candid side"];
    }

    /// <summary>No store and no key vault answers the public network, takes an account key or lets a key go.</summary>
    private static IEnumerable<string> Openings(BicepReport.Resource resource)
    {
        var type = resource.Type.Split('@')[0];
        var said = resource.Body["properties"];
        (string Name, string Wanted, JsonNode? Found)[] wanted = type switch
        {
            "Microsoft.Storage/storageAccounts" =>
            [
                ("public network", "Disabled", said?["publicNetworkAccess"]),
                ("default", "Deny", said?["networkAcls"]?["defaultAction"]),
                ("account keys", "false", said?["allowSharedKeyAccess"]),
                ("public blobs", "false", said?["allowBlobPublicAccess"]),
                ("plain http", "true", said?["supportsHttpsTrafficOnly"]),
            ],
            "Microsoft.KeyVault/vaults" =>
            [
                ("public network", "Disabled", said?["publicNetworkAccess"]),
                ("default", "Deny", said?["networkAcls"]?["defaultAction"]),
                ("roles", "true", said?["enableRbacAuthorization"]),
                ("purge protection", "true", said?["enablePurgeProtection"]),
            ],
            "Microsoft.KeyVault/vaults/keys" => [("export", "false", said?["attributes"]?["exportable"])],
            _ => [],
        };
        return wanted.Where(rule => $"{rule.Found}" != rule.Wanted).Select(rule => $"{resource.File} {resource.Symbol}: {rule.Name} is '{rule.Found}', not {rule.Wanted}");
    }
}

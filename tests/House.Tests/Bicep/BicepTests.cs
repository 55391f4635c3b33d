using Xunit;

namespace WinLossAgency.House.Tests.Bicep;

public class BicepTests
{
    [Fact]
    public async Task Every_file_parses_and_every_resource_fits_Azures_published_schema()
    {
        var report = (await BicepCheck.ReportAsync())[0];

        Assert.Empty(report.Problems);
        Assert.Contains("main.bicep", report.Files);
        Assert.Equal(["dev.bicepparam", "prod.bicepparam"], report.Files.Where(file => file.EndsWith("param", StringComparison.Ordinal)));
        Assert.True(report.Resources.Count >= 30, $"{report.Resources.Count} resources were looked at");
    }

    private static readonly (Slip Slip, string Words)[] Mistakes =
    [
        (new("logs.bicep", "name: 'PerGB2018' }", "name: 'PerGB2018'"), "logs.bicep"),
        (new("store.bicep", "allowBlobPublicAccess:", "allowBlobPublicAcces:"), "allowBlobPublicAcces"),
        (new("store.bicep", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS12'"), "minimumTlsVersion"),
        (new("store.bicep", "kind: 'StorageV2'", "kind: 'StorageV3'"), "/kind"),
        (new("store.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: 'no'"), "allowSharedKeyAccess must be boolean"),
        (new("store.bicep", "storageAccounts@2026-04-01", "storageAccounts@2026-04-31"), "unknown type"),
        (new("store.bicep", "  parent: account\n", ""), "names no parent"),
        (new("store.bicep", "  scope: account\n  properties: {\n    roleDefinitionId: owns", "  properties: {\n    roleDefinitionId: owns"), "names no scope"),
        (new("store.bicep", "parent: blobs", "parent: blobbs"), "blobbs is declared nowhere"),
        (new("store.bicep", "uniqueString(", "uniqeString("), "uniqeString() is no function"),
        (new("keys.bicep", "keyOps: [ 'wrapKey', 'unwrapKey' ]", "keyOps: 'wrapKey'"), "keyOps"),
        (new("keys.bicep", "keySize: 3072", "keysize: 3072"), "keysize"),
        (new("network.bicep", "access: 'Deny'", "access: 'Refuse'"), "access"),
        (new("desk.bicep", "targetPort: 8080", "targetPort: '8080'"), "targetPort"),
        (new("desk.bicep", "maxReplicas: 1", "maximumReplicas: 1"), "maximumReplicas"),
        (new("portal.bicep", "httpGet: { path: '/health'", "httpGet: { route: '/health'"), "route"),
        (new("edge.bicep", "edge.conf", "egde.conf"), "egde.conf is not there"),
        (new("main.bicep", "store: 'vault'", "store: 'valt'"), "'valt', which is none of"),
        (new("main.bicep", "days: logDays", "dayz: logDays"), "gives dayz, which logs.bicep does not take"),
        (new("main.bicep", "days: logDays", ""), "does not give days"),
        (new("main.bicep", "'edge.bicep'", "'egde.bicep'"), "egde.bicep, which is not there"),
        (new("main.bicep", "edge.outputs.address", "edge.outputs.adress"), "puts out no adress"),
        (new("main.bicep", "param portalReplicasMax int\n", "param portalReplicasMax int\nparam idle int = 3\n"), "idle is never used"),
        (new("main.bicep", "module edge 'edge.bicep'", "module portal 'edge.bicep'"), "portal is declared twice"),
        (new("dev.bicepparam", "param logDays = 30\n", ""), "does not give logDays"),
        (new("dev.bicepparam", "param logDays = 30", "param logDays = '30'"), "logDays as string, not number"),
        (new("prod.bicepparam", "'Standard_ZRS'", "'Standard_XRS'"), "'Standard_XRS', which is none of"),
        (new("logs.bicep", "    retentionInDays: days\n", "    retentionInDays: days\n    resource inner 'Microsoft.OperationalInsights/workspaces@2025-07-01' = { name: 'x' }\n"), "logs.bicep"),
    ];

    [Fact]
    public async Task Each_seeded_mistake_is_caught_in_its_own_words()
    {
        var reports = await BicepCheck.ReportAsync([.. Mistakes.Select(mistake => mistake.Slip)]);

        var missed = Mistakes.Zip(reports.Skip(1))
            .Where(pair => !pair.Second.Problems.Any(problem => problem.Contains(pair.First.Words, StringComparison.Ordinal)))
            .Select(pair => $"{pair.First.Slip.To.Trim()}: expected '{pair.First.Words}', got {string.Join(" | ", pair.Second.Problems)}");
        Assert.Empty(missed);
    }

    [Fact]
    public async Task Portal_holds_no_right_on_the_candid_side_and_no_wall_is_open()
    {
        var report = (await BicepCheck.ReportAsync())[0];

        Assert.Empty(BicepWalls.Breaches(report));
    }

    private static readonly Slip[] PlantedBreaches =
    [
        new("main.bicep", "store: 'vault', desk: 'own', portal: 'none'", "store: 'vault', desk: 'own', portal: 'read'"),
        new("main.bicep", "store: 'people', desk: 'own', portal: 'none'", "store: 'people', desk: 'own', portal: 'own'"),
        new("main.bicep", "store: 'transcripts', desk: 'own', portal: 'none'", "store: 'transcripts', desk: 'own', portal: 'create'"),
        new("main.bicep", "store: 'agency', desk: 'own', portal: 'none'", "store: 'agency', desk: 'own', portal: deskImage"),
        new("main.bicep", "store: 'shelf', desk: 'own', portal: 'read'", "store: 'shelf', desk: 'own', portal: 'own'"),
        new("main.bicep", "store: 'inbox', desk: 'own', portal: 'create'", "store: 'inbox', desk: 'own', portal: 'read'"),
        new("main.bicep", "store: 'portal', desk: 'none'", "store: 'portal', desk: 'own'"),
        new("main.bicep", "store: 'vault', desk: 'own', portal: 'none', keyed: 'apart'", "store: 'vault', desk: 'own', portal: 'none', keyed: 'none'"),
        new("main.bicep", "keyed: 'apart', side: 'candid'", "keyed: 'apart', side: 'shared'"),
        new("main.bicep", "shelf: shelf.outputs.forPortal", "shelf: vault.outputs.forPortal"),
        new("main.bicep", "shelf: shelf.outputs.forPortal", "shelf: shelf.outputs.forDesk"),
        new("main.bicep", "      portal: portalStore.outputs.forPortal\n", "      portal: portalStore.outputs.forPortal\n      vault: vault.outputs.forDesk\n"),
        new("main.bicep", "environmentId: portalPlace.outputs.id", "environmentId: deskPlace.outputs.id"),
        new("main.bicep", "network.outputs.places.portalApps", "network.outputs.places.deskApps"),
        new("portal.bicep", "      '${stores.portal.identity}': {}\n", "      '${stores.portal.identity}': {}\n      '${whomToAsk}': {}\n"),
        new("portal.bicep", "output signInPrincipal", "resource more 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: guid(image)\n  scope: app\n  properties: { roleDefinitionId: image, principalId: signIn.properties.principalId, principalType: 'ServicePrincipal' }\n}\noutput signInPrincipal"),
        new("store.bicep", "scope: account\n  properties: {\n    roleDefinitionId: portalRole", "scope: resourceGroup()\n  properties: {\n    roleDefinitionId: portalRole"),
        new("store.bicep", "portal == 'own' ? owns :", "portal != 'none' ? owns :"),
        new("store.bicep", "principal: desk == 'own' ?", "principal: portal != 'none' ?"),
        new("store.bicep", "locked: locked, principal: deskIdentity!", "locked: locked, principal: portalIdentity!"),
        new("store.bicep", "key: desk == 'none' && keyed", "key: keyed"),
        new("wrapped.bicep", "deleteRetentionPolicy: { enabled: false }", "deleteRetentionPolicy: { enabled: true, days: 7 }"),
        new("wrapped.bicep", "publicNetworkAccess: 'Disabled'", "publicNetworkAccess: 'Enabled'"),
        new("store.bicep", "identity: portal == 'none' ? '' : portalIdentity!.id", "identity: portal == 'none' ? '' : deskIdentity!.id"),
        new("store.bicep", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
        new("store.bicep", "publicNetworkAccess: 'Disabled'", "publicNetworkAccess: 'Enabled'"),
        new("store.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true"),
        new("store.bicep", "defaultAction: 'Deny'", "defaultAction: 'Allow'"),
        new("keys.bicep", "publicNetworkAccess: 'Disabled'", "publicNetworkAccess: 'Enabled'"),
        new("keys.bicep", "exportable: false", "exportable: true"),
        new("rights.bicep", "blobs/add/action", "blobs/read"),
        new("network.bicep", "destinationAddressPrefix: candidRange", "destinationAddressPrefix: deskRange"),
        new("edge.bicep", "properties: {\n    environmentId", "identity: { type: 'SystemAssigned' }\n  properties: {\n    environmentId"),
    ];

    [Fact]
    public async Task Each_planted_breach_of_a_wall_is_found()
    {
        var reports = await BicepCheck.ReportAsync(PlantedBreaches);

        var missed = PlantedBreaches.Zip(reports.Skip(1)).Where(pair => BicepWalls.Breaches(pair.Second).Count == 0).Select(pair => pair.First.To.Trim());
        Assert.Empty(missed);
    }
}

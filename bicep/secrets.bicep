// Secrets of other services that one program must know, and the identity that may read them and nothing else.
param prefix string
param location string
param program string
param network object
param logs string

var readsSecrets = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource safe 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: '${prefix}-${program}-s-${take(uniqueString(resourceGroup().id), 6)}'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
  }
}

resource reader 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-${program}-secrets'
  location: location
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(safe.id, program, readsSecrets)
  scope: safe
  properties: { roleDefinitionId: readsSecrets, principalId: reader.properties.principalId, principalType: 'ServicePrincipal' }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: '${prefix}-${program}-secrets'
  location: location
  properties: {
    subnet: { id: network.candid }
    privateLinkServiceConnections: [
      { name: 'vault', properties: { privateLinkServiceId: safe.id, groupIds: [ 'vault' ] } }
    ]
  }
}

resource endpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [ { name: 'vault', properties: { privateDnsZoneId: network.keyNames } } ]
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'who-did-what'
  scope: safe
  properties: {
    workspaceId: logs
    logs: [ { category: 'AuditEvent', enabled: true } ]
  }
}

output uri string = safe.properties.vaultUri
output identity string = reader.id

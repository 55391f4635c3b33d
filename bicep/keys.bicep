// The key that wraps the other keys of one store. It never leaves its vault, and lies apart from the data.
param store string
param prefix string
param location string
param principal string
param subnet string
param names string
param logs string

var wraps = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '12338af0-0e69-4776-bea7-57ae8d297424')

resource safe 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: '${prefix}-${take(store, 8)}-${take(uniqueString(resourceGroup().id), 6)}'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'premium' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
  }
}

resource key 'Microsoft.KeyVault/vaults/keys@2026-02-01' = {
  parent: safe
  name: 'respondents'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: [ 'wrapKey', 'unwrapKey' ]
    attributes: { enabled: true, exportable: false }
  }
}

resource use 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(safe.id, store, wraps)
  scope: safe
  properties: { roleDefinitionId: wraps, principalId: principal, principalType: 'ServicePrincipal' }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: '${prefix}-${store}-keys'
  location: location
  properties: {
    subnet: { id: subnet }
    privateLinkServiceConnections: [
      { name: 'vault', properties: { privateLinkServiceId: safe.id, groupIds: [ 'vault' ] } }
    ]
  }
}

resource endpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [ { name: 'vault', properties: { privateDnsZoneId: names } } ]
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

output key string = key.properties.keyUri

// One store: its own account, behind its own private endpoint, and for each program that may touch it an identity that
// can do that here and nothing anywhere else.
param store 'agency' | 'people' | 'transcripts' | 'vault' | 'shelf' | 'inbox' | 'portal'
param desk 'none' | 'own'
param portal 'none' | 'read' | 'create' | 'own'

@description('Whether the program seals what lies here under a key vault of the store: not, with the wrapped keys beside it, or with each respondent\'s kept apart.')
param keyed 'none' | 'beside' | 'apart'

param side 'candid' | 'shared'
param prefix string
param location string
param redundancy string
param deletedDays int
param locked bool
param createOnlyRole string
param network object
param logs string

var owns = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
var reads = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
var portalRole = portal == 'own' ? owns : (portal == 'read' ? reads : createOnlyRole)

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: '${prefix}${store}${take(uniqueString(resourceGroup().id), 6)}'
  location: location
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: { blob: { enabled: true, keyType: 'Account' } }
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: deletedDays }
    containerDeleteRetentionPolicy: { enabled: true, days: deletedDays }
    isVersioningEnabled: false
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobs
  name: store
  properties: { publicAccess: 'None' }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: '${prefix}-${store}'
  location: location
  properties: {
    subnet: { id: network[side] }
    privateLinkServiceConnections: [
      { name: 'blob', properties: { privateLinkServiceId: account.id, groupIds: [ 'blob' ] } }
    ]
  }
}

resource endpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [ { name: 'blob', properties: { privateDnsZoneId: network.blobNames } } ]
  }
}

resource deskIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (desk != 'none') {
  name: '${prefix}-desk-${store}'
  location: location
}

resource deskOwns 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (desk != 'none') {
  name: guid(account.id, 'desk', owns)
  scope: account
  properties: {
    roleDefinitionId: owns
    principalId: deskIdentity!.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource portalIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (portal != 'none') {
  name: '${prefix}-portal-${store}'
  location: location
}

resource portalMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (portal != 'none') {
  name: guid(account.id, 'portal', portalRole)
  scope: account
  properties: {
    roleDefinitionId: portalRole
    principalId: portalIdentity!.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'who-did-what'
  scope: blobs
  properties: {
    workspaceId: logs
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  name: 'stays'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Holds what people told us; deleting an account takes a decision and this lock away first.' }
}

module keys 'keys.bicep' = if (keyed != 'none') {
  name: 'keys-${store}'
  params: { store: store, prefix: prefix, location: location, principal: desk == 'own' ? deskIdentity!.properties.principalId : portalIdentity!.properties.principalId, subnet: network[side], names: network.keyNames, logs: logs }
}

module wrapped 'wrapped.bicep' = if (keyed == 'apart') {
  name: 'wrapped-${store}'
  params: { store: store, prefix: prefix, location: location, redundancy: redundancy, locked: locked, principal: deskIdentity!.properties.principalId, network: network, logs: logs }
}

output forDesk object = {
  identity: desk == 'none' ? '' : deskIdentity!.id
  clientId: desk == 'none' ? '' : deskIdentity!.properties.clientId
  blobs: '${account.properties.primaryEndpoints.blob}${store}'
  key: keyed == 'none' ? '' : keys!.outputs.key
  wrappedKeys: keyed == 'apart' ? wrapped!.outputs.blobs : ''
}

// The key of Portal's own store, and of no other.
output forPortal object = {
  identity: portal == 'none' ? '' : portalIdentity!.id
  clientId: portal == 'none' ? '' : portalIdentity!.properties.clientId
  blobs: '${account.properties.primaryEndpoints.blob}${store}'
  key: desk == 'none' && keyed == 'beside' ? keys!.outputs.key : ''
}

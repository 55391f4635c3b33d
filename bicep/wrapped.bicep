// Where the wrapped keys of a store's respondents rest: an account that keeps no deleted or earlier version of anything, so
// that a key which is destroyed is gone, and with it all that it sealed, in every copy and backup.
param store 'people' | 'transcripts' | 'vault'
param prefix string
param location string
param redundancy string
param locked bool
param principal string
param network object
param logs string

var owns = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: '${prefix}k${take(store, 8)}${take(uniqueString(resourceGroup().id), 6)}'
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
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: false }
    isVersioningEnabled: false
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobs
  name: 'keys'
  properties: { publicAccess: 'None' }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-07-01' = {
  name: '${prefix}-${store}-wrapped'
  location: location
  properties: {
    subnet: { id: network.candid }
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

resource deskOwns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, 'desk', owns)
  scope: account
  properties: { roleDefinitionId: owns, principalId: principal, principalType: 'ServicePrincipal' }
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
  properties: { level: 'CanNotDelete', notes: 'Without these keys nothing that people told us can be read again.' }
}

output blobs string = '${account.properties.primaryEndpoints.blob}keys'

// Where the images lie, and the one identity that may pull them and do nothing else.
param prefix string
param location string
param sku string

var pullRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: '${prefix}images${take(uniqueString(resourceGroup().id), 6)}'
  location: location
  sku: { name: sku }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource puller 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-pull'
  location: location
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, puller.id, pullRole)
  scope: registry
  properties: {
    roleDefinitionId: pullRole
    principalId: puller.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

output server string = registry.properties.loginServer
output pullIdentity string = puller.id

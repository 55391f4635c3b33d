// A place to run one program, in its own subnet; the two programs share none.
param prefix string
param location string
param program string
param subnet string
param workspace string

resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspace
}

resource place 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: '${prefix}-${program}'
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: subnet, internal: false }
    workloadProfiles: [ { name: 'Consumption', workloadProfileType: 'Consumption' } ]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    peerAuthentication: { mtls: { enabled: true } }
  }
}

output id string = place.id
output domain string = place.properties.defaultDomain

// One workspace for what programs log (ids only) and for who read or wrote which store.
param prefix string
param location string
param days int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: '${prefix}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: days
    features: { disableLocalAuth: false }
  }
}

output id string = workspace.id
output name string = workspace.name

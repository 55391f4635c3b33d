// The clients' program: reads the shelf, lays requests into the inbox, keeps its own store. It is given nothing else.
param prefix string
param location string
param image string
param environmentId string
param registryServer string
param pullIdentity string
param signInAuthority string
param signInClientId string
param whomToAsk string
param replicasMax int
param stores object

resource signIn 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-portal-sign-in'
  location: location
}

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: '${prefix}-portal'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${pullIdentity}': {}
      '${signIn.id}': {}
      '${stores.shelf.identity}': {}
      '${stores.inbox.identity}': {}
      '${stores.portal.identity}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [ { server: registryServer, identity: pullIdentity } ]
      ingress: { external: true, targetPort: 8080, transport: 'http', allowInsecure: false }
    }
    template: {
      scale: {
        minReplicas: 1
        maxReplicas: replicasMax
        rules: [ { name: 'readers', http: { metadata: { concurrentRequests: '50' } } } ]
      }
      containers: [
        {
          name: 'portal'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' }
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
            { name: 'ASPNETCORE_HTTP_PORTS', value: '8080' }
            { name: 'SignIn__Authority', value: signInAuthority }
            { name: 'SignIn__OwnTenant', value: replace(replace(signInAuthority, 'https://login.microsoftonline.com/', ''), '/v2.0', '') }
            { name: 'SignIn__ClientId', value: signInClientId }
            { name: 'SignIn__Identity', value: signIn.properties.clientId }
            { name: 'SignIn__WhomToAsk', value: whomToAsk }
            { name: 'Stores__shelf__Blobs', value: stores.shelf.blobs }
            { name: 'Stores__shelf__Identity', value: stores.shelf.clientId }
            { name: 'Stores__inbox__Blobs', value: stores.inbox.blobs }
            { name: 'Stores__inbox__Identity', value: stores.inbox.clientId }
            { name: 'Stores__portal__Blobs', value: stores.portal.blobs }
            { name: 'Stores__portal__Identity', value: stores.portal.clientId }
            { name: 'Stores__portal__Key', value: stores.portal.key }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/health', port: 8080 }, periodSeconds: 2, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/health', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
          ]
        }
      ]
    }
  }
}

output address string = 'https://${app.properties.configuration.ingress.fqdn}'
output signInPrincipal string = signIn.properties.principalId

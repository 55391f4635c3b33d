// The staff program: one replica, since a lease on its stores lets no second one work. A new revision waits for it and is well
// meanwhile, because the old revision is ended only when the new one is. Staff reach port 8080; buyers'
// pages and webhooks are on port 8081, which only the edge of the same environment reaches.
param prefix string
param location string
param image string
param environmentId string
param registryServer string
param pullIdentity string
param buyersAddress string
param signInAuthority string
param signInClientId string
param whomToAsk string
param staffNetworks array
param secretNames array
param secretsUri string
param secretsIdentity string
param stores object

// Word indexes are derived from the stores and built anew, so they may vanish with the replica.
var derived = [ { name: 'derived', storageType: 'EmptyDir' } ]
var derivedMount = [ { volumeName: 'derived', mountPath: '/var/derived' } ]
var hasSecrets = !empty(secretNames)

resource signIn 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-desk-sign-in'
  location: location
}

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: '${prefix}-desk'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${pullIdentity}': {}
      '${secretsIdentity}': {}
      '${signIn.id}': {}
      '${stores.agency.identity}': {}
      '${stores.people.identity}': {}
      '${stores.transcripts.identity}': {}
      '${stores.vault.identity}': {}
      '${stores.shelf.identity}': {}
      '${stores.inbox.identity}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [ { server: registryServer, identity: pullIdentity } ]
      secrets: [for name in secretNames: { name: name, keyVaultUrl: '${secretsUri}secrets/${name}', identity: secretsIdentity }]
      ingress: {
        external: true
        targetPort: 8080
        transport: 'http'
        allowInsecure: false
        ipSecurityRestrictions: [for (range, i) in staffNetworks: { name: 'staff-${i}', ipAddressRange: range, action: 'Allow' }]
        additionalPortMappings: [ { external: false, targetPort: 8081, exposedPort: 8081 } ]
      }
    }
    template: {
      terminationGracePeriodSeconds: 60
      scale: { minReplicas: 1, maxReplicas: 1 }
      volumes: concat(derived, hasSecrets ? [ { name: 'secrets', storageType: 'Secret' } ] : [])
      containers: [
        {
          name: 'desk'
          image: image
          resources: { cpu: json('1.0'), memory: '2Gi' }
          volumeMounts: concat(derivedMount, hasSecrets ? [ { volumeName: 'secrets', mountPath: '/run/secrets' } ] : [])
          env: [
            { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' }
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
            { name: 'Desk__StaffPort', value: '8080' }
            { name: 'Desk__BuyersPort', value: '8081' }
            { name: 'Desk__BuyersAddress', value: buyersAddress }
            { name: 'Desk__WaitForStores', value: 'true' }
            { name: 'Desk__Secrets', value: hasSecrets ? '/run/secrets' : '' }
            { name: 'SignIn__Authority', value: signInAuthority }
            { name: 'SignIn__OwnTenant', value: replace(replace(signInAuthority, 'https://login.microsoftonline.com/', ''), '/v2.0', '') }
            { name: 'SignIn__ClientId', value: signInClientId }
            { name: 'SignIn__Identity', value: signIn.properties.clientId }
            { name: 'SignIn__WhomToAsk', value: whomToAsk }
            { name: 'Stores__agency__Blobs', value: stores.agency.blobs }
            { name: 'Stores__agency__Identity', value: stores.agency.clientId }
            { name: 'Stores__agency__Key', value: stores.agency.key }
            { name: 'Stores__people__Blobs', value: stores.people.blobs }
            { name: 'Stores__people__Identity', value: stores.people.clientId }
            { name: 'Stores__people__Key', value: stores.people.key }
            { name: 'Stores__people__WrappedKeys', value: stores.people.wrappedKeys }
            { name: 'Stores__transcripts__Blobs', value: stores.transcripts.blobs }
            { name: 'Stores__transcripts__Identity', value: stores.transcripts.clientId }
            { name: 'Stores__transcripts__Key', value: stores.transcripts.key }
            { name: 'Stores__transcripts__WrappedKeys', value: stores.transcripts.wrappedKeys }
            { name: 'Stores__vault__Blobs', value: stores.vault.blobs }
            { name: 'Stores__vault__Identity', value: stores.vault.clientId }
            { name: 'Stores__vault__Key', value: stores.vault.key }
            { name: 'Stores__vault__WrappedKeys', value: stores.vault.wrappedKeys }
            { name: 'Stores__shelf__Blobs', value: stores.shelf.blobs }
            { name: 'Stores__shelf__Identity', value: stores.shelf.clientId }
            { name: 'Stores__inbox__Blobs', value: stores.inbox.blobs }
            { name: 'Stores__inbox__Identity', value: stores.inbox.clientId }
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

output name string = app.name
output address string = 'https://${app.properties.configuration.ingress.fqdn}'
output signInPrincipal string = signIn.properties.principalId

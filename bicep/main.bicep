// The agency in one resource group: seven stores apart from each other, two programs, and between them only the rights
// that the table below names. Read the table first; the other files each hold one concern.
targetScope = 'resourceGroup'

@description('Begins every name; short, since a storage account name holds 24 characters.')
@minLength(3)
@maxLength(7)
param prefix string

param location string = resourceGroup().location

@description('Image of the staff program, with its digest.')
param deskImage string

@description('Image of the clients\' program, with its digest.')
param portalImage string

@description('Image of the plain nginx that passes buyers and webhooks on to the second port of Desk.')
param edgeImage string

@description('Issuer of staff and guest sign-ins: the tenant of the agency.')
param signInAuthority string

param deskClientId string
param portalClientId string
param whomToAsk string

@description('Networks from which staff work; empty for anywhere.')
param staffNetworks array = []

@description('Secrets of Desk that already lie in its secrets vault, by the setting that each is: stripe--secretkey, stripe--webhooksecret, desk--sendgridkey, desk--sendgridinboundsecret, desk--mailfrom.')
param deskSecrets array = []

param storageRedundancy 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'
param registrySku 'Basic' | 'Standard' | 'Premium'
param logDays int
param deletedDays int

@description('Production stores cannot be deleted by a slip of the hand.')
param locked bool

param portalReplicasMax int

module logs 'logs.bicep' = {
  name: 'logs'
  params: { prefix: prefix, location: location, days: logDays }
}

module network 'network.bicep' = {
  name: 'network'
  params: { prefix: prefix, location: location }
}

module registry 'registry.bicep' = {
  name: 'registry'
  params: { prefix: prefix, location: location, sku: registrySku }
}

module rights 'rights.bicep' = {
  name: 'rights'
  params: { prefix: prefix }
}

// The table of walls:          store           Desk          Portal         own encryption keys: wrapped ones beside what they open, or apart
module agency 'store.bicep' = {
  name: 'store-agency'
  params: { store: 'agency', desk: 'own', portal: 'none', keyed: 'beside', side: 'candid', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module people 'store.bicep' = {
  name: 'store-people'
  params: { store: 'people', desk: 'own', portal: 'none', keyed: 'apart', side: 'candid', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module transcripts 'store.bicep' = {
  name: 'store-transcripts'
  params: { store: 'transcripts', desk: 'own', portal: 'none', keyed: 'apart', side: 'candid', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module vault 'store.bicep' = {
  name: 'store-vault'
  params: { store: 'vault', desk: 'own', portal: 'none', keyed: 'apart', side: 'candid', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module shelf 'store.bicep' = {
  name: 'store-shelf'
  params: { store: 'shelf', desk: 'own', portal: 'read', keyed: 'none', side: 'shared', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module inbox 'store.bicep' = {
  name: 'store-inbox'
  params: { store: 'inbox', desk: 'own', portal: 'create', keyed: 'none', side: 'shared', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module portalStore 'store.bicep' = {
  name: 'store-portal'
  params: { store: 'portal', desk: 'none', portal: 'own', keyed: 'beside', side: 'shared', prefix: prefix, location: location, redundancy: storageRedundancy, deletedDays: deletedDays, locked: locked, createOnlyRole: rights.outputs.createOnly, network: network.outputs.places, logs: logs.outputs.id }
}

module deskPlace 'environment.bicep' = {
  name: 'place-desk'
  params: { prefix: prefix, location: location, program: 'desk', subnet: network.outputs.places.deskApps, workspace: logs.outputs.name }
}

module portalPlace 'environment.bicep' = {
  name: 'place-portal'
  params: { prefix: prefix, location: location, program: 'portal', subnet: network.outputs.places.portalApps, workspace: logs.outputs.name }
}

module deskSecretsVault 'secrets.bicep' = {
  name: 'secrets-desk'
  params: { prefix: prefix, location: location, program: 'desk', network: network.outputs.places, logs: logs.outputs.id }
}

module desk 'desk.bicep' = {
  name: 'desk'
  params: {
    prefix: prefix
    location: location
    image: deskImage
    environmentId: deskPlace.outputs.id
    registryServer: registry.outputs.server
    pullIdentity: registry.outputs.pullIdentity
    // The edge comes after Desk; its address follows from its name and its environment.
    buyersAddress: 'https://${prefix}-buyers.${deskPlace.outputs.domain}'
    signInAuthority: signInAuthority
    signInClientId: deskClientId
    whomToAsk: whomToAsk
    staffNetworks: staffNetworks
    secretNames: deskSecrets
    secretsUri: deskSecretsVault.outputs.uri
    secretsIdentity: deskSecretsVault.outputs.identity
    stores: {
      agency: agency.outputs.forDesk
      people: people.outputs.forDesk
      transcripts: transcripts.outputs.forDesk
      vault: vault.outputs.forDesk
      shelf: shelf.outputs.forDesk
      inbox: inbox.outputs.forDesk
    }
  }
}

module edge 'edge.bicep' = {
  name: 'edge'
  params: { prefix: prefix, location: location, image: edgeImage, environmentId: deskPlace.outputs.id, desk: desk.outputs.name }
}

module portal 'portal.bicep' = {
  name: 'portal'
  params: {
    prefix: prefix
    location: location
    image: portalImage
    environmentId: portalPlace.outputs.id
    registryServer: registry.outputs.server
    pullIdentity: registry.outputs.pullIdentity
    signInAuthority: signInAuthority
    signInClientId: portalClientId
    whomToAsk: whomToAsk
    replicasMax: portalReplicasMax
    stores: {
      shelf: shelf.outputs.forPortal
      inbox: inbox.outputs.forPortal
      portal: portalStore.outputs.forPortal
    }
  }
}

output deskAddress string = desk.outputs.address
output buyersAddress string = edge.outputs.address
output portalAddress string = portal.outputs.address

@description('The identities to name in a federated credential of each app registration, so that sign-in needs no secret.')
output deskSignInPrincipal string = desk.outputs.signInPrincipal
output portalSignInPrincipal string = portal.outputs.signInPrincipal

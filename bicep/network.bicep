// Two programs in two subnets, stores behind private endpoints in two more. Portal's subnet has no way to the candid side.
param prefix string
param location string

var deskRange = '10.40.0.0/23'
var portalRange = '10.40.2.0/23'
var candidRange = '10.40.4.0/26'
var sharedRange = '10.40.4.64/26'

resource deskRules 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: '${prefix}-desk'
  location: location
  properties: {
    securityRules: [
      {
        name: 'no-way-to-portal'
        properties: { priority: 200, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: portalRange, destinationPortRange: '*' }
      }
      {
        name: 'web-out'
        properties: { priority: 300, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '443' }
      }
      {
        name: 'nothing-else-out'
        properties: { priority: 4000, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '*' }
      }
    ]
  }
}

resource portalRules 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: '${prefix}-portal'
  location: location
  properties: {
    securityRules: [
      {
        name: 'no-way-to-the-candid-side'
        properties: { priority: 200, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: candidRange, destinationPortRange: '*' }
      }
      {
        name: 'no-way-to-desk'
        properties: { priority: 210, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: deskRange, destinationPortRange: '*' }
      }
      {
        name: 'sign-in-out'
        properties: { priority: 300, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureActiveDirectory', destinationPortRange: '443' }
      }
      {
        name: 'images-out'
        properties: { priority: 310, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureContainerRegistry', destinationPortRange: '443' }
      }
      {
        name: 'image-layers-out'
        properties: { priority: 320, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Storage.${location}', destinationPortRange: '443' }
      }
      {
        name: 'platform-images-out'
        properties: { priority: 330, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'MicrosoftContainerRegistry', destinationPortRange: '443' }
      }
      {
        name: 'platform-image-layers-out'
        properties: { priority: 340, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureFrontDoor.FirstParty', destinationPortRange: '443' }
      }
      {
        name: 'logs-out'
        properties: { priority: 350, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureMonitor', destinationPortRange: '443' }
      }
      {
        name: 'nothing-else-out'
        properties: { priority: 4000, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '*' }
      }
    ]
  }
}

resource net 'Microsoft.Network/virtualNetworks@2025-07-01' = {
  name: '${prefix}-net'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [ '10.40.0.0/16' ] }
  }
}

resource deskApps 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' = {
  parent: net
  name: 'desk'
  properties: {
    addressPrefix: deskRange
    networkSecurityGroup: { id: deskRules.id }
    delegations: [ { name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } } ]
  }
}

// Azure changes one subnet of a network at a time, so each waits for the one before.
resource portalApps 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' = {
  parent: net
  name: 'portal'
  properties: {
    addressPrefix: portalRange
    networkSecurityGroup: { id: portalRules.id }
    delegations: [ { name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } } ]
  }
  dependsOn: [ deskApps ]
}

resource candid 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' = {
  parent: net
  name: 'candid-stores'
  properties: { addressPrefix: candidRange, privateEndpointNetworkPolicies: 'Enabled' }
  dependsOn: [ portalApps ]
}

resource shared 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' = {
  parent: net
  name: 'shared-stores'
  properties: { addressPrefix: sharedRange, privateEndpointNetworkPolicies: 'Enabled' }
  dependsOn: [ candid ]
}

resource blobNames 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
}

resource blobNamesHere 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: blobNames
  name: 'here'
  location: 'global'
  properties: { registrationEnabled: false, virtualNetwork: { id: net.id } }
}

resource keyNames 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

resource keyNamesHere 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: keyNames
  name: 'here'
  location: 'global'
  properties: { registrationEnabled: false, virtualNetwork: { id: net.id } }
}

output places object = {
  deskApps: deskApps.id
  portalApps: portalApps.id
  candid: candid.id
  shared: shared.id
  blobNames: blobNames.id
  keyNames: keyNames.id
}

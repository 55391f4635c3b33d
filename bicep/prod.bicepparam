using 'main.bicep'

param prefix = 'wlaprod'
param deskImage = readEnvironmentVariable('DESK_IMAGE')
param portalImage = readEnvironmentVariable('PORTAL_IMAGE')
param edgeImage = readEnvironmentVariable('EDGE_IMAGE')
param signInAuthority = readEnvironmentVariable('SIGN_IN_AUTHORITY')
param deskClientId = readEnvironmentVariable('DESK_CLIENT_ID')
param portalClientId = readEnvironmentVariable('PORTAL_CLIENT_ID')
param whomToAsk = readEnvironmentVariable('WHOM_TO_ASK')
param storageRedundancy = 'Standard_ZRS'
param registrySku = 'Standard'
param logDays = 365
param deletedDays = 14
param locked = true
param portalReplicasMax = 3

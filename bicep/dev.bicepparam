using 'main.bicep'

param prefix = 'wladev'
param deskImage = readEnvironmentVariable('DESK_IMAGE')
param portalImage = readEnvironmentVariable('PORTAL_IMAGE')
param edgeImage = readEnvironmentVariable('EDGE_IMAGE')
param signInAuthority = readEnvironmentVariable('SIGN_IN_AUTHORITY')
param deskClientId = readEnvironmentVariable('DESK_CLIENT_ID')
param portalClientId = readEnvironmentVariable('PORTAL_CLIENT_ID')
param whomToAsk = readEnvironmentVariable('WHOM_TO_ASK')
param storageRedundancy = 'Standard_LRS'
param registrySku = 'Basic'
param logDays = 30
param deletedDays = 7
param locked = false
param portalReplicasMax = 1

// The one right that Azure has no role for: laying a new blob down without reading, changing or deleting any.
param prefix string

var here = resourceGroup().id

resource createOnly 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(here, 'create-only')
  properties: {
    roleName: '${prefix} blob create only'
    description: 'Creates blobs; reads, changes and deletes none.'
    type: 'CustomRole'
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [ 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action' ]
        notDataActions: []
      }
    ]
    assignableScopes: [ here ]
  }
}

output createOnly string = createOnly.id

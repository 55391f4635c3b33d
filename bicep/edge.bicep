// The public door of Desk's second port: passes /b and /hooks on and answers nothing else. It has no identity and no store.
param prefix string
param location string
param image string
param environmentId string
param desk string

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: '${prefix}-buyers'
  location: location
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      secrets: [ { name: 'default-conf', value: replace(loadTextContent('edge.conf'), 'DESK', '${desk}:8081') } ]
      ingress: { external: true, targetPort: 8080, transport: 'http', allowInsecure: false }
    }
    template: {
      scale: { minReplicas: 1, maxReplicas: 2 }
      volumes: [
        { name: 'conf', storageType: 'Secret', secrets: [ { secretRef: 'default-conf', path: 'default.conf' } ] }
      ]
      containers: [
        {
          name: 'edge'
          image: image
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          volumeMounts: [ { volumeName: 'conf', mountPath: '/etc/nginx/conf.d' } ]
        }
      ]
    }
  }
}

output address string = 'https://${app.properties.configuration.ingress.fqdn}'

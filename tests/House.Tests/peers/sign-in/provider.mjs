// The certified provider with four accounts and no screens: whoever was chosen by GET /choose/NAME is signed in at once.
// Usage: node provider.mjs TENANT CLIENT_ID CLIENT_SECRET. Prints "listening PORT" and ends when its input is closed.
import { createServer } from 'node:http'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import Provider from 'oidc-provider'

const [tenant, clientId, clientSecret] = process.argv.slice(2)
const prefix = `/${tenant}/v2.0`
const accounts = {
  maya: { tid: tenant, oid: '11111111-0000-4000-8000-000000000001', name: 'Maya Lind', email: 'maya@harrowlane.example', email_verified: true, roles: ['Interviewer', 'Supervisor'] },
  ines: { tid: tenant, oid: '11111111-0000-4000-8000-000000000003', name: 'Ines Duarte', email: 'ines@harrowlane.example', email_verified: true, roles: ['Owner'] },
  nobody: { tid: tenant, oid: '11111111-0000-4000-8000-000000000002', name: 'Noor Without', email: 'noor@harrowlane.example', email_verified: true },
  plain: { name: 'Pat Elsewhere', email: 'pat@elsewhere.example', email_verified: false, roles: ['Analyst'] },
}
let chosen = 'maya'

const jwk = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'first' }

const build = (port) => {
  const provider = new Provider(`http://127.0.0.1:${port}${prefix}`, {
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      // A native client may come back on any port of the loopback (RFC 8252 §7.3), and the tests take any port.
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/sign-in/callback'],
      post_logout_redirect_uris: ['http://127.0.0.1/sign-in/out'],
      token_endpoint_auth_method: 'client_secret_post',
    }],
    jwks: { keys: [jwk] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'tid', 'oid', 'roles'], profile: ['name'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `${prefix}/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  return { provider, answer: provider.callback() }
}

let house
const server = createServer(async (request, response) => {
  const path = request.url.split('?')[0]
  if (path.startsWith('/choose/')) {
    chosen = path.slice('/choose/'.length)
    response.end()
  } else if (path.startsWith(`${prefix}/interaction/`)) {
    const result = chosen === 'decline'
      ? { error: 'access_denied', error_description: 'the person closed the window' }
      : { login: { accountId: chosen }, consent: {} }
    await house.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  } else if (path.startsWith(prefix)) {
    request.originalUrl = request.url
    request.url = request.url.slice(prefix.length) || '/'
    house.answer(request, response)
  } else {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => {
  house = build(server.address().port)
  console.log(`listening ${server.address().port}`)
})
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))

import { expect, test } from 'vitest'
import { createApp, routes } from '../../src/app.ts'
import { codeOf, linkKey } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'
import { createSetupLink, createUser, type Role, roles } from '../../src/platform/index.ts'
import { testDatabase } from '../support/database.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db, pool } = database
const services = testServices(database)
const server = await testServer(createApp(services), services)

/** The one change that nobody has to sign in for: the link to make the first administrator is its own key. */
const OPEN = ['post /setup']
const changes = routes.filter(({ method, path }) => method !== 'get' && !OPEN.includes(`${method} ${path}`))
const concrete = (path: string) => path.replace(/\{\w+\}/g, newId())

test('every route that changes anything names who may, and refuses whoever has not signed in (L14)', async () => {
  expect(changes.filter(({ access }) => access === 'public')).toEqual([])
  const answers = await Promise.all(changes.map(({ method, path }) => server.ask(method.toUpperCase(), concrete(path))))
  const open = changes.filter((_, index) => answers[index]?.status !== 401).map(({ method, path }) => method + path)
  expect(open).toEqual([])
})

test('every route that changes anything refuses each role that it does not name (L14)', async () => {
  const open: string[] = []
  for (const role of roles.filter((one) => one !== 'admin')) {
    const ask = await server.as(role)
    const closed = changes.filter(({ access }) => !(access as readonly Role[]).includes(role))
    expect(closed.length).toBeGreaterThan(5)
    const answers = await Promise.all(closed.map(({ method, path }) => ask(method.toUpperCase(), concrete(path))))
    for (const [index, { method, path }] of closed.entries())
      if (answers[index]?.status !== 403) open.push(`${role}: ${method} ${path} ${answers[index]?.status}`)
  }
  expect(open).toEqual([])
})

/** How each column that sounds like a secret is kept. Whoever adds one says it here. */
const KEPT: Record<string, string> = {
  'account_login.password': 'scrypt with a salt',
  'account_login.access_token': 'never filled: nobody signs in by another provider',
  'account_login.refresh_token': 'never filled',
  'account_login.id_token': 'never filled',
  'account_login.access_token_expires_at': 'a time',
  'account_login.refresh_token_expires_at': 'a time',
  'session.token': 'worth nothing without its signature, whose key is outside the database',
  'api_key.hash': 'SHA-256 of 160 random bits',
  'message.token': 'names a claim for a second, opens nothing',
  'webhook.secret': 'sealed with a key outside the database',
  'webhook.former_secret': 'sealed like the present one',
  'ad_audience.secret': 'sealed with a key outside the database',
  'mail_relay.password': 'sealed with a key outside the database',
  'mail_relay.call_secret': 'sealed with a key outside the database',
  'return_source.secret': 'sealed with a key outside the database',
  'webhook_delivery.token': 'names a claim, opens nothing',
}
const SOUNDS_SECRET = /token|secret|password|passphrase|credential/

test('no secret lies in the database as it is: each column that sounds like one is accounted for (L14)', async () => {
  const { rows } = await pool.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
     where table_schema = 'public' order by 1`,
  )
  const found = rows.map(({ place }) => place).filter((place) => SOUNDS_SECRET.test(place.split('.')[1] ?? ''))
  expect(found.filter((place) => !(place in KEPT))).toEqual([])
})

test('what lies in the database opens nothing: no session, key, setup link or code (L14)', async () => {
  const token = (await createSetupLink(db, new Date()))?.split('=')[1] ?? ''
  const { value } = await db.appVerification.findFirstOrThrow({ where: { identifier: 'setup' } })
  expect(value).not.toContain(token)
  const first = { name: 'Ida', email: 'ida@nordlys.example', password: 'a few plain words' }
  expect((await server.ask('POST', '/setup', { token: value, ...first })).status).toBe(403)

  await createUser(db, { ...first, role: 'admin' })
  const headers = { 'sec-fetch-site': 'same-origin', origin: server.url }
  const { email, password } = first
  const signedIn = await server.ask('POST', '/auth/sign-in/email', { email, password }, headers)
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
  const asWho = async (cookie: string) => (await server.ask('GET', '/me', undefined, { cookie })).status
  expect(await asWho(cookies.join('; '))).toBe(200)
  const session = await db.appSession.findFirstOrThrow()
  const [name = ''] = cookies.find((cookie) => cookie.includes(session.token))?.split('=') ?? []
  expect(name).toContain('session')
  for (const forged of [session.token, `${session.token}.${'A'.repeat(43)}%3D`])
    expect(await asWho(`${name}=${forged}`)).toBe(401)

  const ask = await server.as('admin')
  expect((await ask('GET', '/me')).status).toBe(200)
  for (const { prefix, hash } of await db.apiKey.findMany())
    for (const said of [prefix, Buffer.from(hash).toString('hex')])
      expect((await server.ask('GET', '/me', undefined, { authorization: `Bearer ${said}` })).status).toBe(401)

  const login = await db.appLogin.findFirstOrThrow()
  expect(login.password).not.toContain(first.password)
  const about = { contactId: newId(), messageId: newId() }
  const [here, elsewhere] = [services.config.secretKey, 'another secret of forty characters or so'].map((secret) =>
    codeOf(linkKey(secret), about),
  )
  expect(here).not.toBe(elsewhere)
})

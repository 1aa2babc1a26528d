import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createThrottle } from '../../src/platform/auth-throttle.ts'
import { bootstrapApiKey, createSetupLink, createUser } from '../../src/platform/index.ts'
import { testDatabase } from '../support/database.ts'
import { type Answer, testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const lines: string[] = []
const services = testServices(database, {
  output: { write: (line: string) => void lines.push(line) },
  describeWorkspace: async () => ({ name: 'Nordlys', demo: true, simulator: { running: true } }),
})
const server = await testServer(createApp(services), services)
const { ask } = server

const PASSWORD = 'correct horse battery'
const ida = await createUser(db, { name: 'Ida', email: 'Ida@Nordlys.example', password: PASSWORD, role: 'marketer' })
const admin = await server.as('admin')

const ours = { 'sec-fetch-site': 'same-origin', origin: server.url }
const signIn = (email: string, password: string, headers: Record<string, string> = ours) =>
  ask('POST', '/auth/sign-in/email', { email, password }, headers)
const cookieOf = ({ headers }: Answer) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')

test('who signs in is known by a cookie that no script can read and no other site can send', async () => {
  const answer = await signIn('ida@nordlys.example', PASSWORD)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ ok: true })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Lax/)
  expect(cookie).toMatch(/Max-Age=2592000/)
  expect(cookie).not.toMatch(/Secure/)
  expect((await ask('GET', '/me', undefined, { cookie: cookieOf(answer) })).body).toEqual({
    id: ida.id,
    name: 'Ida',
    email: 'ida@nordlys.example',
    role: 'marketer',
    workspace: { name: 'Nordlys' },
    demo: true,
    simulator: { running: true },
  })
})

test('the cookie is Secure where people come by https', async () => {
  const config = { ...services.config, publicUrl: 'https://assent.example' }
  const secure = await testServer(createApp(testServices(database, { config })), services)
  const answer = await secure.ask(
    'POST',
    '/auth/sign-in/email',
    { email: 'ida@nordlys.example', password: PASSWORD },
    { origin: 'https://assent.example' },
  )
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-assent.*; Secure/)
  expect(answer.headers.get('strict-transport-security')).toContain('max-age')
})

test('after signing out the cookie opens nothing', async () => {
  const cookie = cookieOf(await signIn('ida@nordlys.example', PASSWORD))
  expect((await ask('POST', '/auth/sign-out', {}, { cookie, ...ours })).status).toBe(200)
  expect((await ask('GET', '/me', undefined, { cookie })).status).toBe(401)
  expect((await ask('GET', '/me', undefined, { cookie: 'assent.session_token=forged.signature' })).status).toBe(401)
})

test('a wrong password and an unknown person get the same answer, and the log names neither', async () => {
  const wrong = await signIn('ida@nordlys.example', 'wrong')
  const unknown = await signIn('nobody@nordlys.example', 'wrong')
  expect(wrong).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated', detail: 'E-mail address or password is not right. Try again.' },
  })
  expect({ ...(unknown.body as object), reference: '' }).toEqual({ ...(wrong.body as object), reference: '' })
  expect((await signIn('not an address', 'wrong')).status).toBe(400)
  expect((await ask('POST', '/auth/sign-in/email', {}, ours)).status).toBe(400)
  expect(lines.join('')).not.toMatch(/nordlys\.example/)
})

test('what a session may do from our own pages, another site may not do with it', async () => {
  const cookie = cookieOf(await signIn('ida@nordlys.example', PASSWORD))
  const change = (headers: Record<string, string>) => ask('POST', '/users', {}, { cookie, ...headers })
  const refusedAsForeign = {
    status: 403,
    body: { detail: 'This was sent from another site. Do it on the page itself.' },
  }
  expect(await change({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toMatchObject(
    refusedAsForeign,
  )
  expect(await change({ 'sec-fetch-site': 'same-site', origin: 'https://other.assent.example' })).toMatchObject(
    refusedAsForeign,
  )
  expect(await change({ origin: 'https://evil.example' })).toMatchObject(refusedAsForeign)
  expect(await change({})).toMatchObject(refusedAsForeign)
  for (const headers of [
    { 'sec-fetch-site': 'same-origin' },
    { origin: server.url },
    { origin: services.config.publicUrl },
  ])
    expect(await change(headers)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('Your role') } })
  expect((await ask('GET', '/me', undefined, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(200)
})

test('nobody signs in through another site', async () => {
  const answer = await signIn('ida@nordlys.example', PASSWORD, {
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
  })
  expect(answer.status).toBe(403)
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('nobody can sign up, or reach what else the sign-in library could do', async () => {
  for (const path of [
    '/auth/sign-up/email',
    '/auth/update-user',
    '/auth/delete-user',
    '/auth/get-session',
    '/auth/error',
    '/auth',
  ])
    for (const method of ['GET', 'POST'])
      expect((await ask(method, path, method === 'POST' ? {} : undefined, ours)).status).toBe(404)
})

test('a user can choose another password, which ends the other sessions', async () => {
  await createUser(db, { name: 'Per', email: 'per@nordlys.example', password: PASSWORD, role: 'seller' })
  const old = cookieOf(await signIn('per@nordlys.example', PASSWORD))
  const cookie = cookieOf(await signIn('per@nordlys.example', PASSWORD))
  const change = (currentPassword: string, newPassword: string) =>
    ask(
      'POST',
      '/auth/change-password',
      { currentPassword, newPassword, revokeOtherSessions: true },
      { cookie, ...ours },
    )
  expect(await change(PASSWORD, 'short')).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('12') },
  })
  expect(await change('wrong', 'another fine password')).toMatchObject({ status: 400 })
  expect((await change(PASSWORD, 'another fine password')).status).toBe(200)
  expect((await ask('GET', '/me', undefined, { cookie: old })).status).toBe(401)
  expect((await signIn('per@nordlys.example', PASSWORD)).status).toBe(401)
  expect((await signIn('per@nordlys.example', 'another fine password')).status).toBe(200)
})

test('guessing from one place is slowed down, and says for how long', async () => {
  const answers = []
  for (let guess = 0; guess < 35; guess++)
    answers.push(
      await ask(
        'POST',
        '/auth/sign-in/email',
        { email: `p${guess}@nordlys.example`, password: 'x' },
        { ...ours, 'x-forwarded-for': '203.0.113.7' },
      ),
    )
  expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too_many' } })
  expect(answers.at(-1)?.headers.get('retry-after')).toBe('60')
  expect(answers[0]?.status).toBe(401)
})

test('guessing one password from many places is slowed down as well, until it is right or time has passed', () => {
  const throttle = createThrottle()
  for (let guess = 0; guess < 20; guess++) {
    expect(throttle.mayTry('Ida@nordlys.example', 0)).toBe(true)
    throttle.noteFailure('ida@nordlys.example', 0)
  }
  expect(throttle.mayTry('ida@nordlys.example ', 1)).toBe(false)
  expect(throttle.mayTry('per@nordlys.example', 1)).toBe(true)
  expect(throttle.mayTry('ida@nordlys.example', 15 * 60_000)).toBe(true)
  throttle.noteSuccess('ida@nordlys.example')
  expect(throttle.mayTry('ida@nordlys.example', 1)).toBe(true)
})

test('an administrator lets people in; the same address twice is a conflict that names the field', async () => {
  const person = { name: 'Mads', email: 'Mads@Nordlys.example', password: PASSWORD, role: 'privacy_officer' }
  expect(await admin('POST', '/users', person)).toMatchObject({
    status: 201,
    body: { email: 'mads@nordlys.example', role: 'privacy_officer' },
  })
  expect(await admin('POST', '/users', person)).toMatchObject({ status: 409, body: { faults: [{ path: 'email' }] } })
  const { body } = await admin('GET', '/users')
  expect((body as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(['Ida', 'Mads', 'Per'])
  expect(JSON.stringify(body)).not.toMatch(/password|hash/i)
  expect((await (await server.as('marketer'))('GET', '/users')).status).toBe(403)
})

test('an API key is shown once, kept only as a hash, and opens nothing once it is revoked', async () => {
  const made = (await admin('POST', '/api-keys', { name: 'website', role: 'marketer' })).body as {
    id: string
    key: string
    prefix: string
  }
  expect(made.key.startsWith(made.prefix)).toBe(true)
  const asKey = { authorization: `Bearer ${made.key}` }
  expect((await ask('GET', '/me', undefined, asKey)).body).toMatchObject({
    id: made.id,
    name: 'website',
    email: null,
    role: 'marketer',
  })
  const listed = (await admin('GET', '/api-keys')).body
  expect(JSON.stringify(listed)).not.toContain(made.key)
  expect(
    (listed as { items: { id: string; lastUsedAt: string | null }[] }).items.find(({ id }) => id === made.id)
      ?.lastUsedAt,
  ).not.toBeNull()
  const [row] = await db.$queryRaw<
    { text: string }[]
  >`select api_key::text as text from api_key where id = ${made.id}::uuid`
  expect(row?.text).not.toContain(made.key)
  expect((await admin('DELETE', `/api-keys/${made.id}`)).body).toMatchObject({
    id: made.id,
    revokedAt: expect.any(String),
  })
  expect((await ask('GET', '/me', undefined, asKey)).status).toBe(401)
  expect((await admin('DELETE', '/api-keys/018f2f6e-0000-7000-8000-000000000000')).status).toBe(404)
})

test('the key in ASSENT_API_KEY is an administrator, until the variable holds another or none', async () => {
  const who = (key: string) => ask('GET', '/me', undefined, { authorization: `Bearer ${key}` })
  const [first, second] = ['first'.padEnd(32, '1'), 'second'.padEnd(32, '2')]
  await bootstrapApiKey(db, first, new Date())
  await bootstrapApiKey(db, first, new Date())
  expect((await who(first)).body).toMatchObject({ name: 'ASSENT_API_KEY', role: 'admin' })
  await bootstrapApiKey(db, second, new Date())
  expect([(await who(first)).status, (await who(second)).status]).toEqual([401, 200])
  await bootstrapApiKey(db, undefined, new Date())
  expect((await who(second)).status).toBe(401)
  await expect(bootstrapApiKey(db, first, new Date())).rejects.toThrow('was revoked')
})

test('the first administrator is made by a link that works once, while there is no user', async () => {
  expect(await createSetupLink(db, new Date())).toBeUndefined()
  await db.appUser.deleteMany()
  const link = new URL((await createSetupLink(db, new Date())) ?? '', server.url)
  expect(link.pathname).toBe('/setup')
  const token = link.searchParams.get('token')
  const person = (name: string) => ({ token, name, email: `${name}@nordlys.example`, password: PASSWORD })
  expect((await ask('POST', '/setup', { ...person('eva'), token: 'guessed' })).status).toBe(403)
  expect((await ask('POST', '/setup', { ...person('eva'), password: 'short' })).body).toMatchObject({
    status: 400,
    faults: [{ path: 'password' }],
  })
  const answers = await Promise.all(['eva', 'ola', 'kim'].map((name) => ask('POST', '/setup', person(name))))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403])
  expect(answers.find(({ status }) => status === 201)?.body).toMatchObject({ role: 'admin' })
  expect(await db.appUser.count()).toBe(1)
  expect((await ask('POST', '/setup', person('eva'))).status).toBe(403)
  const [stored] = await db.$queryRaw<
    { text: string }[]
  >`select coalesce(string_agg(v::text, ''), '') as text from verification v`
  expect(stored?.text).not.toContain(String(token))
})

test('a setup link is worth nothing after a day', async () => {
  await db.appUser.deleteMany()
  const link = await createSetupLink(db, new Date(Date.now() - 25 * 3_600_000))
  const token = new URL(link ?? '', server.url).searchParams.get('token')
  const answer = await ask('POST', '/setup', { token, name: 'eva', email: 'eva@nordlys.example', password: PASSWORD })
  expect(answer).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('each start of Assent writes a new one') },
  })
})

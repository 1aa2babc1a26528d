// Places on web pages: everybody sees the same until somebody known has said yes to being watched and profiled.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const server = await testServer(createApp(testServices(database, { now: () => NOON })), database)
const marketer = await server.as('marketer')
const tracking = await makePurpose(db, { kind: 'tracking', channels: ['web'] })
const profiling = await makePurpose(db, { kind: 'profiling', channels: ['web'] })

const SITE = 'https://vidjevik.example'
const blockOf = (heading: string) => ({ heading, text: '', link: null, image: null })
async function makeSegment(country: string) {
  const conditions = [{ kind: 'field', field: 'country', operator: 'is', values: [country] }]
  return (await db.segment.create({ data: { name: country, definition: { kind: 'all', conditions } } })).id
}
const [norway, sweden] = [await makeSegment('NO'), await makeSegment('SE')]
const draft = {
  ...{ key: 'front', name: 'Front page', sites: [SITE], block: blockOf('For all') },
  variants: [
    { segmentId: sweden, block: blockOf('Sverige') },
    { segmentId: norway, block: blockOf('Norge') },
  ],
}
const made = await marketer('POST', '/web-contents', draft)

/** What a page of a site is answered; without a visitor it asks for what everybody sees. */
async function ask({ visitor, origin = SITE, ...headers }: Record<string, string | undefined> = {}) {
  const given = Object.entries({
    origin,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    ...headers,
  }).filter((one): one is [string, string] => one[1] !== undefined)
  const response = await fetch(`${server.url}/content/front`, {
    headers: Object.fromEntries(given),
    ...(visitor !== undefined && { method: 'POST', body: JSON.stringify({ visitor }) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    heading: text === '' ? null : (JSON.parse(text) as { heading: string }).heading,
    cache: response.headers.get('cache-control'),
    open: response.headers.get('access-control-allow-origin'),
    vary: response.headers.get('vary'),
  }
}

async function makeVisitor(country: string, over = {}) {
  const contact = await makeContact(db, { country, ...over })
  const visitor = randomUUID()
  await db.identity.create({ data: { contactId: contact.id, kind: 'visitor', value: visitor } })
  return { id: contact.id, visitor }
}
const allow = async (contactId: string) => {
  for (const { id } of [tracking, profiling]) await grant(db, contactId, id, { channel: 'web' })
}

it('says the same to everybody who is not known, and any cache may keep it', async () => {
  expect(made.status).toBe(201)
  expect(await ask()).toMatchObject({ status: 200, heading: 'For all', cache: 'public, max-age=300', open: SITE })
  expect((await ask()).vary).toContain('Origin')
  expect(await ask({ visitor: randomUUID() })).toMatchObject({ heading: 'For all', cache: 'no-store', open: SITE })
})

it('says what is for their segment only to people known by name who allow both, for as long as they do (E9)', async () => {
  const { id, visitor } = await makeVisitor('NO')
  expect((await ask({ visitor })).heading).toBe('For all')
  await grant(db, id, tracking.id, { channel: 'web' })
  expect((await ask({ visitor })).heading).toBe('For all')
  await grant(db, id, profiling.id, { channel: 'web' })
  expect(await ask({ visitor })).toMatchObject({ heading: 'Norge', cache: 'no-store' })
  expect((await ask({ visitor, 'sec-gpc': '1' })).heading).toBe('For all')
  await withdraw(db, id, profiling.id, { channel: 'web' })
  expect((await ask({ visitor })).heading).toBe('For all')
  const nameless = await makeVisitor('NO', { email: null })
  const elsewhere = await makeVisitor('FI')
  for (const one of [nameless, elsewhere]) {
    await allow(one.id)
    expect((await ask({ visitor: one.visitor })).heading).toBe('For all')
  }
})

it('answers pages of other sites nothing, and tells a page nothing about a visitor without its origin', async () => {
  const { id, visitor } = await makeVisitor('SE')
  await allow(id)
  expect((await ask({ visitor })).heading).toBe('Sverige')
  for (const origin of ['https://elsewhere.example', `${SITE}.elsewhere.example`, 'null'])
    for (const given of [{ origin }, { origin, visitor }])
      expect(await ask(given)).toMatchObject({ status: 404, heading: null, open: null })
  const bare = await fetch(`${server.url}/content/front`, { method: 'POST', body: JSON.stringify({ visitor }) })
  expect(bare.status).toBe(404)
  expect((await fetch(`${server.url}/content/nothing`)).status).toBe(404)
})

it('is refused with markup that could run, a site that is none, and a name that is taken', async () => {
  const wrong = async (over: object, path: string) =>
    expect(await marketer('POST', '/web-contents', { ...draft, key: 'other', ...over })).toMatchObject({
      status: 400,
      body: { faults: [{ path: expect.stringContaining(path) }] },
    })
  await wrong({ key: 'front' }, 'key')
  await wrong({ sites: ['https://vidjevik.example/page'] }, 'sites')
  await wrong({ sites: ['*'] }, 'sites')
  await wrong({ block: { ...blockOf('x'), link: { label: 'x', url: 'javascript:alert(1)' } } }, 'url')
  await wrong({ variants: [{ segmentId: randomUUID(), block: blockOf('x') }] }, 'variants')
  expect((await marketer('DELETE', `/segments/${norway}`)).status).toBe(409)
  const { id } = made.body as { id: string }
  expect((await marketer('PUT', `/web-contents/${id}`, { ...draft, block: blockOf('New') })).status).toBe(200)
  expect((await ask()).heading).toBe('New')
  expect((await marketer('DELETE', `/web-contents/${id}`)).status).toBe(204)
  expect((await ask()).status).toBe(404)
})

it('is put into a page as words, with the visitor named only where one is remembered', async () => {
  const script = readFileSync(new URL('../../src/campaigns/web-content/content.js', import.meta.url), 'utf8')
  const open = async (stored: string | null, gpc = false) => {
    const asked: { url: string; method?: string; body?: string }[] = []
    let shown: Record<string, string>[] = []
    const place = {
      dataset: { assentContent: 'front' },
      replaceChildren: (...parts: Record<string, string>[]) => {
        shown = parts
      },
    }
    const block = { heading: '<b>Hei</b>', text: '', link: { label: 'More', url: 'https://a.example/' }, image: null }
    const page: Record<string, unknown> = {
      localStorage: { getItem: () => stored },
      document: {
        currentScript: { src: 'https://assent.example/content.js' },
        readyState: 'complete',
        querySelectorAll: () => [place],
        createElement: (name: string) => ({ name }),
      },
      navigator: { globalPrivacyControl: gpc },
      fetch: async (url: string, given: { method?: string; body?: string }) => {
        asked.push({ url, ...given })
        return { status: 200, json: async () => block }
      },
    }
    page.window = page
    runInNewContext(script, page)
    await new Promise((resolve) => setTimeout(resolve, 0))
    return { asked, shown }
  }
  const { asked, shown } = await open('v-1')
  expect(asked).toMatchObject([{ url: 'https://assent.example/content/front', body: '{"visitor":"v-1"}' }])
  expect(shown).toMatchObject([
    { name: 'h2', textContent: '<b>Hei</b>' },
    { name: 'a', href: 'https://a.example/' },
  ])
  for (const nobody of [await open(null), await open('v-1', true)]) expect(nobody.asked[0]?.method).toBeUndefined()
})

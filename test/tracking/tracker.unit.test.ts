import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { trackingChannel } from '../../src/tracking/index.ts'

const source = readFileSync(new URL('../../src/tracking/tracker/assent.js', import.meta.url), 'utf8')

type Sent = { url: string; body: Record<string, unknown> }

type Known = { stored?: string; no?: string; gpc?: boolean; brokenStorage?: boolean }

/** A page with the script on it, as far as the script can see. */
function openPage({ stored, no, gpc, brokenStorage }: Known = {}) {
  const storage = new Map<string, string>(stored ? [['assent_visitor', stored]] : [])
  if (no !== undefined) storage.set('assent_no', no)
  const sent: Sent[] = []
  const listeners = new Map<string, (event: unknown) => void>()
  const refuse = () => {
    throw new Error('storage is off')
  }
  const localStorage = {
    getItem: brokenStorage ? refuse : (key: string) => storage.get(key) ?? null,
    setItem: brokenStorage ? refuse : (key: string, value: unknown) => void storage.set(key, String(value)),
    removeItem: brokenStorage ? refuse : (key: string) => void storage.delete(key),
  }
  const keep = (url: string, body: string) => void sent.push({ url, body: JSON.parse(body) })
  const page: Record<string, unknown> = {
    location: { href: 'https://vidjevik.example/prices' },
    localStorage,
    document: {
      currentScript: { src: 'https://assent.example/assent.js' },
      referrer: '',
      title: 'Prices',
      visibilityState: 'visible',
      documentElement: { lang: 'nb' },
      get cookie() {
        throw new Error('the script touched a cookie')
      },
      addEventListener: (name: string, listen: (event: unknown) => void) => listeners.set(name, listen),
      createElement: () => ({}),
    },
    navigator: {
      globalPrivacyControl: gpc,
      sendBeacon: (url: string, body: string) => {
        keep(url, body)
        return true
      },
    },
    fetch: async (url: string, { body }: { body: string }) => {
      keep(url, body)
      return { status: 200, json: async () => ({ visitor: 'made-by-the-server' }) }
    },
  }
  page.window = page
  runInNewContext(source, page)
  const assent = page.assent as (...given: unknown[]) => unknown
  return { assent, sent, storage, listeners, settle: () => new Promise((resolve) => setTimeout(resolve, 0)) }
}

test('the script is under 2 KB gzipped', () => {
  expect(gzipSync(source).length).toBeLessThan(2048)
})

test('before a yes it stores nothing and sends nothing, whatever the visitor does (N9)', () => {
  const { assent, sent, storage, listeners } = openPage()
  assent('page')
  assent('event', 'video.played')
  listeners.get('visibilitychange')?.({})
  listeners.get('click')?.({
    target: {
      closest: () => ({ hasAttribute: () => true, pathname: '/a.pdf', href: 'https://vidjevik.example/a.pdf' }),
    },
  })
  expect({ sent, stored: storage.size }).toEqual({ sent: [], stored: 0 })
})

test('after a yes it keeps the id that the server made, and reports the page', async () => {
  const { assent, sent, storage, settle } = openPage()
  assent('consent', true)
  await settle()
  expect(storage.get('assent_visitor')).toBe('made-by-the-server')
  expect(sent.map(({ url, body }) => [url, body.consent ?? (body.events as { type: string }[])[0]?.type])).toEqual([
    ['https://assent.example/collect', true],
    ['https://assent.example/collect', 'page.viewed'],
  ])
  expect(sent[0]?.body).not.toHaveProperty('visitor')
})

test('a no removes the id and tells the server', () => {
  const { assent, sent, storage } = openPage({ stored: 'known' })
  assent('consent', false)
  assent('page')
  expect(storage.has('assent_visitor')).toBe(false)
  expect(sent.at(-1)?.body).toMatchObject({ consent: false, visitor: 'known' })
})

test('after a no the day is kept, which is all, and for six months the page is told not to ask again (E12, N9)', async () => {
  const { assent, sent, storage, settle } = openPage()
  expect(assent('mayAsk')).toBe(true)
  assent('consent', false)
  expect([assent('mayAsk'), sent, [...storage.keys()]]).toEqual([false, [], ['assent_no']])
  const today = Number(storage.get('assent_no'))
  expect(Number.isInteger(today)).toBe(true)
  expect([1, 181, 184].map((days) => openPage({ no: String(today - days) }).assent('mayAsk'))).toEqual([
    false,
    false,
    true,
  ])
  assent('consent', true)
  await settle()
  expect([assent('mayAsk'), storage.has('assent_no')]).toEqual([false, false])
  expect(openPage({ gpc: true }).assent('mayAsk')).toBe(false)
})

test('a browser that refuses is a no: nothing is asked, nothing is sent', async () => {
  const { assent, sent, storage, settle } = openPage({ gpc: true })
  assent('consent', true)
  await settle()
  expect({ sent, stored: storage.size }).toEqual({ sent: [], stored: 0 })
  expect(openPage({ gpc: true, stored: 'known' }).sent).toEqual([])
})

test('a page without storage, and calls that make no sense, never break the host page', async () => {
  const { assent, settle } = openPage({ brokenStorage: true })
  for (const given of [[], ['unknown'], ['event'], ['consent', true], [null], [{}]])
    expect(() => assent(...given)).not.toThrow()
  await settle()
})

test('a form of ours carries the visitor along, any other form does not', () => {
  const { listeners } = openPage({ stored: 'known' })
  const submit = (action: string) => {
    const added: object[] = []
    const target = {
      action,
      elements: { namedItem: () => null },
      appendChild: (field: object) => added[added.push(field) - 1],
    }
    listeners.get('submit')?.({ target })
    return added
  }
  expect(submit('https://assent.example/f/guide')).toMatchObject([{ name: 'visitor', value: 'known' }])
  expect(submit('https://elsewhere.example/f/guide')).toEqual([])
})

test('what only watching tells needs tracking consent, what a person sends us does not', () => {
  const channels = [
    'page.viewed',
    'file.downloaded',
    'mail.opened',
    'mail.clicked',
    'form.submitted',
    'purchase.made',
    'meeting.held',
  ].map(trackingChannel)
  expect(channels).toEqual(['web', 'web', 'email', 'email', undefined, undefined, undefined])
})

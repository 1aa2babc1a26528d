import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  decide,
  linkKey,
  makeLinkToken,
  placeHold,
  registerJournal,
  registerSilencers,
  verifyLedger,
} from '../../../src/consent/index.ts'
import { silenceContacts } from '../../../src/delivery/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const TODAY = new Date(+NOON + DAY_MS)
const services = testServices(database, { now: () => TODAY })
const server = await testServer(createApp(services), services)
const key = linkKey(services.config.secretKey)

const brand = await makeBrand(db)
const news = await makePurpose(db, {
  brandId: brand.id,
  key: 'product_news',
  languages: ['nb', 'en', 'fi'],
  channels: ['email', 'sms'],
})
const letter = await makePurpose(db, { brandId: brand.id, key: 'newsletter' })
const tracking = await makePurpose(db, {
  brandId: brand.id,
  key: 'tracking',
  kind: 'tracking',
  channels: ['email', 'web'],
})

const ONE_CLICK = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }

/** A contact who said yes to both mails and to tracking on the web, and the link in a mail about news. */
async function makeReader(over: Parameters<typeof makeContact>[1] = {}) {
  const contact = await makeContact(db, over)
  await grant(db, contact.id, news.id)
  await grant(db, contact.id, letter.id)
  await grant(db, contact.id, tracking.id, { channel: 'web' })
  const token = makeLinkToken(key, { contactId: contact.id, purposeId: news.id, messageId: newId() })
  return { id: contact.id, token }
}

const fetchPage = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: 'manual', ...init })
const press = (token: string, form: Record<string, string | string[]>) => {
  const body = new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  )
  return fetchPage(`/p/${token}`, { method: 'POST', body })
}
const reasonFor = async (contactId: string, purposeId: string, channel = 'email') =>
  (await decide(db, contactId, { purposeId, channel, at: TODAY })).reason
const countEntries = (contactId: string) => db.consentEvent.count({ where: { contactId } })

afterEach(() => {
  registerSilencers([silenceContacts])
  registerJournal(undefined)
})

describe('the preference page', () => {
  it('opens by the link alone and shows what was said, with a masked address (W10)', async () => {
    const { token } = await makeReader({ email: 'kari.nesheim@rimdal.example' })
    const response = await fetchPage(`/p/${token}`)
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('k…m@rimdal.example')
    expect(text).not.toContain('kari')
    expect(text).toContain('Stopp Purpose product_news (nb)')
    expect(text).toContain('Stopp alt fra Vidjevik')
    expect(text).toContain('Du sa ja 24. november 2026')
    expect(text.match(/type="checkbox"[^>]*>/g)).toHaveLength(3)
  })

  it('has a box only for what was said yes to: the link alone can raise nothing (issue: only lower)', async () => {
    const { id, token } = await makeReader()
    await withdraw(db, id, letter.id)
    const text = await (await fetchPage(`/p/${token}`)).text()
    expect(text.match(/type="checkbox"/g)).toHaveLength(2)
    expect(text).toContain('Du sa nei 24. november 2026')
    expect(text).toContain('Du har ikke blitt spurt')
    const box = `${letter.id}:email`
    const kept = [`${news.id}:email`, `${tracking.id}:web`, box, `${news.id}:sms`]
    await press(token, { shown: kept, keep: kept })
    expect(await reasonFor(id, letter.id)).toBe('withdrawn')
    expect(await reasonFor(id, news.id, 'sms')).toBe('never_asked')
    expect(await countEntries(id)).toBe(4)
  })

  it('runs no script, sets no cookie, asks nobody else and tells nobody where it was (U10, W9)', async () => {
    const { id, token } = await makeReader()
    for (const response of [await fetchPage(`/p/${token}`), await press(token, { stop: news.id })]) {
      const text = await response.text()
      expect(text).not.toMatch(/<script|\son\w+=|style=|<iframe|<img/i)
      expect(text.match(/(src|href)="(https?:)?\/\/[^"]+"/g)).toEqual(['href="https://www.datatilsynet.no"'])
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('x-robots-tag')).toContain('noindex')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    expect(await db.event.count({ where: { contactId: id } })).toBe(0)
  })

  it('brings its own style and letters', async () => {
    for (const path of ['/preference/page.css', '/preference/latin.woff2', '/preference/latin-ext.woff2'])
      expect((await fetchPage(path)).status, path).toBe(200)
  })

  for (const [language, words] of Object.entries({
    nb: 'Du bestemmer hva vi sender',
    nn: 'Du bestemmer kva vi sender',
    sv: 'Du bestämmer vad vi skickar',
    da: 'Du bestemmer, hvad vi sender',
    fi: 'Sinä päätät, mitä lähetämme',
    en: 'You decide what we send',
  }))
    it(`speaks ${language}, by the contact's language and by choice`, async () => {
      const { token } = await makeReader({ language })
      const own = await (await fetchPage(`/p/${token}`)).text()
      expect(own).toContain(words)
      expect(own).toContain(`<html lang="${language}">`)
      const { token: other } = await makeReader({ language: language === 'en' ? 'nb' : 'en' })
      expect(await (await fetchPage(`/p/${other}?l=${language}`)).text()).toContain(words)
    })

  it('shows a text in the reader’s language, and says so where it exists only in another', async () => {
    const { token } = await makeReader({ language: 'fi' })
    const text = await (await fetchPage(`/p/${token}`)).text()
    expect(text).toContain('<span>Purpose product_news (fi)</span>')
    expect(text).toContain('<span lang="en">Purpose newsletter (en)</span>')
  })

  it('looking at it changes nothing, by GET, HEAD or OPTIONS, at either address (U5)', async () => {
    const { id, token } = await makeReader()
    for (const path of [`/p/${token}`, `/u/${token}`])
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        expect((await fetchPage(path, { method })).status, `${method} ${path}`).toBe(200)
    expect(await countEntries(id)).toBe(3)
    expect(await reasonFor(id, news.id)).toBe('given')
  })

  it('escapes what people are called', async () => {
    const hostile = await makeBrand(db, { name: '<script>alert(1)</script>', postalAddress: '"><img src=x>' })
    const purpose = await makePurpose(db, { brandId: hostile.id })
    const contact = await makeContact(db, { email: `o'hara+<b>@rimdal.example`.replace(/[<>]/g, '') })
    const token = makeLinkToken(key, { contactId: contact.id, purposeId: purpose.id, messageId: newId() })
    const text = await (await fetchPage(`/p/${token}`)).text()
    expect(text).not.toMatch(/<script|<img/)
  })
})

describe('stop', () => {
  it('stops what the mail was about, says when, what still comes, and under which number it stands', async () => {
    const { id, token } = await makeReader()
    const response = await press(token, { stop: news.id })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('Purpose product_news (nb) er stoppet')
    expect(text).toContain('25. november 2026 kl. 12.00')
    expect(text).toContain('Du får fortsatt')
    expect(text).toMatch(/<dd class="nw">[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}<\/dd>/)
    expect(text).not.toContain('lå klar')
    expect(await reasonFor(id, news.id)).toBe('withdrawn')
    expect(await reasonFor(id, letter.id)).toBe('given')
    const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: id }, orderBy: { seq: 'desc' } })
    expect(entry).toMatchObject({ type: 'withdrawn', method: 'preference_page', actor: 'contact', channel: 'email' })
  })

  it('is answered only when nothing can start any more, and names what was removed and what was on its way', async () => {
    const { id, token } = await makeReader()
    let isSilent = false
    registerSilencers([
      async () => {
        expect(await reasonFor(id, news.id)).toBe('withdrawn')
        await new Promise((resolve) => setTimeout(resolve, 50))
        isSilent = true
        return new Map([[id, { removed: 1, onTheirWay: 2 }]])
      },
    ])
    const text = await (await press(token, { stop: news.id })).text()
    expect(isSilent).toBe(true)
    expect(text).toContain('Én som lå klar, er fjernet.')
    expect(text).toContain('2 var allerede på vei da du stoppet, og kan komme fram.')
  })

  it('stop everything withdraws every yes and covers what may come, for every purpose (L10)', async () => {
    const { id, token } = await makeReader()
    const text = await (await press(token, { stop: 'all' })).text()
    expect(text).toContain('Alt fra Vidjevik er stoppet')
    expect(text).toContain('nei til alt')
    for (const purpose of [news, letter, tracking]) expect(await reasonFor(id, purpose.id)).toBe('objected')
    const imported = await grant(db, id, letter.id, { actor: 'import', method: 'import', now: TODAY })
    expect(imported.heldBack).toHaveLength(1)
    const after = await (await fetchPage(`/p/${token}`)).text()
    expect(after).not.toMatch(/name="(stop|keep|pause)"/)
    expect(after).toContain('Du har ikke sagt ja til noe')
  })

  it('repeated does no harm and writes nothing twice', async () => {
    const { id, token } = await makeReader()
    for (const stop of [news.id, news.id, 'all', 'all', news.id])
      expect((await press(token, { stop })).status).toBe(200)
    const types = (await db.consentEvent.findMany({ where: { contactId: id }, orderBy: { seq: 'asc' } })).map(
      (e) => e.type,
    )
    expect(types).toEqual(['given', 'given', 'given', 'withdrawn', 'withdrawn', 'withdrawn', 'objected'])
    expect((await verifyLedger(db, TODAY)).faults).toEqual([])
  })

  it('repeated after the journal failed writes to the journal what it owes', async () => {
    const { token } = await makeReader()
    const journal = {
      append: () => Promise.reject(new Error('ENOSPC')),
      read: async function* () {},
      size: async () => 0,
      close: async () => {},
    }
    registerJournal(journal)
    const failed = await press(token, { stop: news.id })
    expect(failed.status).toBe(503)
    expect(await failed.text()).toMatch(/That did not work now|Det gikk ikke nå/)
    const lines: unknown[] = []
    registerJournal({ ...journal, append: async (added) => void lines.push(...added) })
    expect((await press(token, { stop: news.id })).status).toBe(200)
    expect(lines).toMatchObject([{ type: 'withdrawn', purposeId: news.id, at: TODAY.toISOString() }])
  })

  it('takes no more presses than saying yes did: one, without login (C9)', async () => {
    const { id, token } = await makeReader()
    const [form] = (await (await fetchPage(`/p/${token}`)).text()).match(/<form.*?<\/form>/s) ?? []
    const [, action = '', name = '', value = ''] =
      form?.match(/action="([^"]+)".*name="([^"]+)" value="([^"]+)"/s) ?? []
    await fetchPage(action, { method: 'POST', body: new URLSearchParams({ [name]: value }) })
    expect(await reasonFor(id, news.id)).toBe('withdrawn')
  })

  it('of something else than the mail was about is done by its box, not by a forged button', async () => {
    const { id, token } = await makeReader()
    const text = await (await press(token, { stop: letter.id })).text()
    expect(text).toContain('Ingenting er endret')
    expect(await reasonFor(id, letter.id)).toBe('given')
  })
})

describe('saving the choices', () => {
  it('stops what was unticked and leaves what was not on the page', async () => {
    const { id, token } = await makeReader()
    await press(token, { shown: [`${letter.id}:email`, `${tracking.id}:web`], keep: [`${letter.id}:email`] })
    expect(await reasonFor(id, tracking.id, 'web')).toBe('withdrawn')
    expect(await reasonFor(id, letter.id)).toBe('given')
    expect(await reasonFor(id, news.id)).toBe('given')
  })

  it('pauses everything, and a pause can be made longer but not shorter', async () => {
    const { id, token } = await makeReader()
    const text = await (await press(token, { pause: '3' })).text()
    expect(text).toContain('Pause til 25. februar 2027')
    expect(await reasonFor(id, letter.id)).toBe('paused')
    await press(token, { pause: '1' })
    await press(token, { pause: '0' })
    expect(await (await fetchPage(`/p/${token}`)).text()).toContain('Du har pause til 25. februar 2027')
    await press(token, { pause: '6' })
    expect(await (await fetchPage(`/p/${token}`)).text()).toContain('Du har pause til 25. mai 2027')
  })

  it('with nothing in it, or with nonsense, changes nothing', async () => {
    const { id, token } = await makeReader()
    const forms: Record<string, string>[] = [
      {},
      { pause: '99' },
      { pause: 'x' },
      { keep: 'x' },
      { shown: 'x:y', pause: '-1' },
    ]
    for (const form of forms) expect(await (await press(token, form)).text()).toContain('Ingenting er endret')
    expect((await press(token, { stop: 'everything' })).status).toBe(400)
    expect((await press(token, { stop: 'x'.repeat(60_000) })).status).toBe(413)
    expect(await countEntries(id)).toBe(3)
    expect(await db.consentHold.count({ where: { contactId: id } })).toBe(0)
  })
})

describe('one click', () => {
  it('stops the purpose of the mail at once, as a form of either kind, without cookie, login or redirect (U4, U8)', async () => {
    const multipart = new FormData()
    multipart.set('List-Unsubscribe', 'One-Click')
    for (const body of [ONE_CLICK.body, multipart]) {
      const { id, token } = await makeReader()
      const response = await fetchPage(`/u/${token}`, { method: 'POST', body })
      expect(response.status).toBe(200)
      expect(response.headers.get('set-cookie')).toBeNull()
      const text = await response.text()
      expect(text).toContain('Purpose product_news (nb) er stoppet')
      expect(text).toContain('Stopp alt fra Vidjevik')
      expect(await reasonFor(id, news.id)).toBe('withdrawn')
      expect(await reasonFor(id, letter.id)).toBe('given')
      const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: id }, orderBy: { seq: 'desc' } })
      expect(entry.method).toBe('one_click')
    }
  })

  it('repeated is harmless (U6)', async () => {
    const { id, token } = await makeReader()
    for (const _ of [1, 2, 3]) expect((await fetchPage(`/u/${token}`, ONE_CLICK)).status).toBe(200)
    expect(await countEntries(id)).toBe(4)
  })

  it('many at once end in one withdrawal that holds, and a ledger that verifies', async () => {
    const { id, token } = await makeReader()
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetchPage(`/u/${token}`, ONE_CLICK)))
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(await reasonFor(id, news.id)).toBe('withdrawn')
    expect((await verifyLedger(db, TODAY)).faults).toEqual([])
  })

  it('any other body changes nothing (U5)', async () => {
    const { id, token } = await makeReader()
    const bodies: RequestInit[] = [
      {},
      { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'text/plain' } },
      { body: JSON.stringify({ 'List-Unsubscribe': 'One-Click' }), headers: { 'content-type': 'application/json' } },
      { body: new URLSearchParams({ 'List-Unsubscribe': 'Yes' }) },
      { body: new URLSearchParams({ unsubscribe: 'One-Click' }) },
      { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click'.repeat(50) }) },
      { body: 'x', headers: { 'content-type': 'multipart/form-data' } },
      { body: '--a\r\nbroken', headers: { 'content-type': 'multipart/form-data; boundary=a' } },
    ]
    for (const [number, body] of bodies.entries())
      expect((await fetchPage(`/u/${token}`, { method: 'POST', ...body })).status, `body ${number}`).toBe(400)
    expect(await countEntries(id)).toBe(3)
  })
})

describe('the link', () => {
  it('forged, cut or another’s opens the same page that says nothing (W10)', async () => {
    const { id, token } = await makeReader()
    const forged = makeLinkToken(linkKey('some other secret, long enough'), {
      contactId: id,
      purposeId: news.id,
      messageId: newId(),
    })
    const nobody = makeLinkToken(key, { contactId: newId(), purposeId: news.id, messageId: newId() })
    const pages = await Promise.all(
      [forged, token.slice(0, -1), 'x', nobody, `${token}x`].map(async (text) => {
        const response = await fetchPage(`/p/${text}`, { headers: { 'accept-language': 'sv' } })
        expect(response.status).toBe(404)
        return response.text()
      }),
    )
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toContain('Den här länken fungerar inte')
    for (const text of [forged, token.slice(0, -1)]) {
      expect((await fetchPage(`/u/${text}`, ONE_CLICK)).status).toBe(404)
      expect((await press(text, { stop: 'all' })).status).toBe(404)
    }
    expect(await countEntries(id)).toBe(3)
  })

  it('works after its purpose was retired (U7)', async () => {
    const old = await makePurpose(db, { brandId: brand.id })
    const contact = await makeContact(db)
    await grant(db, contact.id, old.id)
    await db.purpose.update({ where: { id: old.id }, data: { retiredAt: NOON } })
    const token = makeLinkToken(key, { contactId: contact.id, purposeId: old.id, messageId: newId() })
    expect((await fetchPage(`/p/${token}`)).status).toBe(200)
    expect((await fetchPage(`/u/${token}`, ONE_CLICK)).status).toBe(200)
    const state = await db.consentState.findFirstOrThrow({ where: { contactId: contact.id, purposeId: old.id } })
    expect(state.state).toBe('withdrawn')
  })

  it('follows a merge: the one who remains is stopped (U7)', async () => {
    const { id: remains } = await makeReader()
    const merged = await makeContact(db)
    const between = await makeContact(db, { mergedIntoId: remains })
    await db.contact.update({ where: { id: merged.id }, data: { mergedIntoId: between.id } })
    const token = makeLinkToken(key, { contactId: merged.id, purposeId: news.id, messageId: newId() })
    await fetchPage(`/u/${token}`, ONE_CLICK)
    expect(await reasonFor(remains, news.id)).toBe('withdrawn')
    expect(await countEntries(merged.id)).toBe(0)
  })

  it('of somebody who was erased opens a friendly page and changes nothing (U7)', async () => {
    const { id, token } = await makeReader()
    await db.contact.update({ where: { id }, data: { erasedAt: NOON } })
    for (const answer of [
      await fetchPage(`/p/${token}`),
      await fetchPage(`/u/${token}`, ONE_CLICK),
      await press(token, { stop: 'all' }),
    ]) {
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('Vi har ingenting om deg')
    }
    expect(await countEntries(id)).toBe(3)
  })

  it('of somebody whose address has bounced still stops', async () => {
    const { id, token } = await makeReader()
    await placeHold(db, { contactId: id, kind: 'bounce', channel: 'email', reason: '550' }, NOON)
    expect(await (await fetchPage(`/p/${token}`)).text()).toContain('Stopp Purpose product_news (nb)')
    await fetchPage(`/u/${token}`, ONE_CLICK)
    expect(await reasonFor(id, news.id)).toBe('withdrawn')
  })
})

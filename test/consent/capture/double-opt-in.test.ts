import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { askForConsent, decide, linkKey, placeHold, serviceKey, verifyLedger } from '../../../src/consent/index.ts'
import { makeLinkToken } from '../../../src/consent/link-token.ts'
import { type DeliveryWorker, relayOptions, startDeliveryWorker } from '../../../src/delivery/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import {
  DAY_MS,
  grant,
  makeBrand,
  makeContact,
  makeProcessing,
  makePurpose,
  withdraw,
} from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { openSmtpSink, type SmtpSink } from '../../support/smtp-sink.ts'

const database = await testDatabase()
const { db } = database
const MINUTE_MS = 60_000
/** The moment in which holds count is the database's own, so the clock of this file goes with it. */
let ahead = 0
const clock = () => new Date(Date.now() + ahead)
const services = testServices(database, { now: clock })
const server = await testServer(createApp(services), services)
const asMarketer = await server.as('marketer')
const asSeller = await server.as('seller')
const key = linkKey(services.config.secretKey)

const brand = await makeBrand(db)
await makeProcessing(db, brand.id)
const letter = await makePurpose(db, {
  brandId: brand.id,
  doubleOptIn: true,
  validityMonths: 24,
  languages: ['nb', 'en'],
})
const news = await makePurpose(db, { brandId: brand.id, doubleOptIn: true, languages: ['nb', 'en'] })
const events = await makePurpose(db, { brandId: brand.id, doubleOptIn: true, languages: ['nb', 'en'] })
const plain = await makePurpose(db, { brandId: brand.id, languages: ['nb', 'en'] })
const sales = await makePurpose(db, {
  brandId: brand.id,
  kind: 'sales',
  doubleOptIn: true,
  languages: ['nb', 'en'],
})
const form = await asMarketer('POST', '/forms', {
  name: 'Newsletter',
  key: 'newsletter',
  brandId: brand.id,
  language: 'en',
  questions: [{ key: 'email', label: 'E-mail', type: 'email', required: true, choices: [] }],
  asks: [letter, news, plain, sales].map(({ id }) => ({ purposeId: id, channel: 'email' })),
  thanks: 'Thank you.',
})

let worker: DeliveryWorker | undefined
let sink: SmtpSink | undefined
afterEach(async () => {
  await worker?.stop()
  await sink?.close()
  worker = sink = undefined
  ahead = 0
})

/** Fills in the form as a page that shows it itself would. */
async function signUp(email: string, purposes: { id: string }[]) {
  expect(form.status).toBe(201)
  const shown = (await (
    await fetch(`${server.url}/f/newsletter`, { headers: { accept: 'application/json' } })
  ).json()) as {
    asks: { purposeId: string; channel: string; textId: string }[]
  }
  const consents = shown.asks.filter((ask) => purposes.some(({ id }) => id === ask.purposeId))
  const response = await fetch(`${server.url}/f/newsletter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
    body: JSON.stringify({ answers: { email }, consents, page: 'https://vidjevik.example/guide' }),
  })
  expect(response.status).toBe(200)
  return (await db.identity.findFirstOrThrow({ where: { kind: 'email', value: email } })).contactId
}
const mailsTo = (contactId: string) => db.message.findMany({ where: { contactId }, orderBy: { id: 'asc' } })
const stateOf = async (contactId: string, purposeId: string) =>
  (await db.consentState.findFirst({ where: { contactId, purposeId } }))?.state
const reasonOf = async (contactId: string, purposeId: string) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at: clock() })).reason
const countEntries = (contactId: string) => db.consentEvent.count({ where: { contactId } })

async function linkOf(contactId: string) {
  const { purposeId, messageId } = await db.optIn.findFirstOrThrow({
    where: { contactId },
    orderBy: { askedAt: 'desc' },
  })
  return `/y/${makeLinkToken(serviceKey(key, 'confirmation'), { contactId, purposeId, messageId })}`
}
const open = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: 'manual', ...init })
const press = async (path: string) => (await open(path, { method: 'POST' })).text()

async function deliver(): Promise<SmtpSink> {
  const opened = await openSmtpSink()
  sink = opened
  worker = startDeliveryWorker(db, {
    relay: relayOptions(opened.url),
    connections: 2,
    publicUrl: server.url,
    linkKey: key,
    now: clock,
    onError: (error) => {
      throw error
    },
  })
  await expect
    .poll(() => db.message.count({ where: { status: { in: ['queued', 'started'] } } }), { timeout: 8000 })
    .toBe(0)
  return opened
}

/** Asks this person about `events`, where they come by themselves. */
const putQuestion = (contactId: string, at = clock()) =>
  db.$transaction((tx) =>
    askForConsent(
      tx,
      { purposeId: events.id, channel: 'email', mailUnder: null, otherwise: 'web', workflowId: null },
      [contactId],
      at,
    ),
  )
const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
const answer = async (path: string, page: string, said?: 'yes' | 'no') => {
  const fields = { right: hidden(page, 'right'), question: hidden(page, 'question') }
  const body = new URLSearchParams({ ...fields, ...(said && { answer: said }) })
  return (await open(`${path}/answer?l=en`, { method: 'POST', body })).text()
}

describe('a question that waits', () => {
  it('stands on what the press answers with both answers empty, and nothing changes without one (C4, W6, W9)', async () => {
    const contactId = await signUp('asked@rimdal.example', [letter])
    await putQuestion(contactId)
    const path = await linkOf(contactId)
    expect(await (await open(path)).text()).not.toContain(events.name)
    const page = await press(path)
    const { text } = await db.purposeText.findFirstOrThrow({ where: { purposeId: events.id, language: 'en' } })
    for (const words of [text, 'Yes, that is fine with me', 'No, thank you', 'You can take it back at any time'])
      expect(page).toContain(words)
    expect([page.match(/type="radio"/g)?.length, page.includes('checked'), page.includes('<script')]).toEqual([
      2,
      false,
      false,
    ])
    expect(await answer(path, page)).toContain('Nothing has changed')
    expect(await stateOf(contactId, events.id)).toBe('requested')
    const titles = await Promise.all(
      ['nb', 'nn', 'sv', 'da', 'fi', 'en'].map(async (language) => {
        const question = /<form.*?name="question".*?<\/form>/s.exec(await press(`${path}?l=${language}`))?.[0] ?? ''
        expect(question).toContain(language === 'nb' ? `${events.name} in nb:` : `${events.name} in en:`)
        return /<button>([^<]+)/.exec(question)?.[1]
      }),
    )
    expect(new Set(titles)).toEqual(new Set(['Send svaret', 'Skicka svaret', 'Lähetä vastaus', 'Send the answer']))
    // Whoever opens the link later, or has another right than the press gave, is asked nothing.
    expect(await (await open(path)).text()).not.toContain(events.name)
    expect(await answer(path, page.replace(hidden(page, 'right'), path.slice(3)), 'yes')).toContain(
      'Nothing has changed',
    )
    ahead = 31 * MINUTE_MS
    expect(await answer(path, page, 'yes')).toContain('Nothing has changed')
    expect(await press(path)).not.toContain(events.name)
    expect(await stateOf(contactId, events.id)).toBe('requested')
    const servedOn = await db.servedText.findMany({ where: { page: '/y', text: { purposeId: events.id } } })
    expect(servedOn.map(({ saidYes }) => saidYes)).toEqual(servedOn.map(() => 0))
    expect(servedOn.map(({ language }) => language).toSorted()).toEqual(['da', 'en', 'fi', 'nb', 'nn', 'sv'])
  })

  it('is a yes with the very words that stood there, once, and not to words that have changed since (C1, C3)', async () => {
    const contactId = await signUp('answers@rimdal.example', [letter])
    await putQuestion(contactId)
    const path = await linkOf(contactId)
    const page = await press(path)
    const other = await db.purposeText.findFirstOrThrow({ where: { purposeId: events.id, language: 'nb' } })
    const text = await db.purposeText.findFirstOrThrow({ where: { purposeId: events.id, language: 'en' } })
    expect(await answer(path, page.replace(text.id, other.id), 'yes')).toContain('words have changed')
    expect(await stateOf(contactId, events.id)).toBe('requested')
    const answers = await Promise.all([answer(path, page, 'yes'), answer(path, page, 'yes')])
    expect(answers.filter((said) => said.includes('Your choices are saved'))).toHaveLength(1)
    expect(await reasonOf(contactId, events.id)).toBe('given')
    const entry = await db.consentEvent.findFirstOrThrow({
      where: { contactId, purposeId: events.id, type: 'confirmed' },
    })
    expect(entry).toMatchObject({ textId: text.id, method: 'form', actor: 'contact', channel: 'email' })
    const { messageId } = await db.optIn.findFirstOrThrow({ where: { contactId } })
    const { data } = await db.consentEvidence.findFirstOrThrow({ where: { contactId, seq: entry.seq } })
    expect(data).toMatchObject({ page: '/y', language: 'en', provenBy: 'confirmation', messageId })
    expect((await verifyLedger(db, clock())).faults).toEqual([])
  })

  it('ends with a no, and is not put again (E12)', async () => {
    const contactId = await signUp('refuses@rimdal.example', [letter])
    await putQuestion(contactId)
    const path = await linkOf(contactId)
    const page = await answer(path, await press(path), 'no')
    expect(page).toContain('Your choices are saved')
    expect(page).not.toContain(`name="question"`)
    expect(await db.consentAsk.findFirst({ where: { contactId } })).toMatchObject({ outcome: 'refused' })
    ahead = 700 * DAY_MS
    expect(await putQuestion(contactId)).toMatchObject([{ outcome: 'said_no' }])
  })

  it('is not told of by the answer of a form, for anybody may type in anybody’s address (W10)', async () => {
    const [asked, other] = [await makeContact(db), await makeContact(db)]
    await putQuestion(asked.id)
    const answers = await Promise.all(
      [asked, other].map(async ({ id }) => {
        const { value } = await db.identity.findFirstOrThrow({ where: { contactId: id, kind: 'email' } })
        const [page, json] = await Promise.all([
          open('/f/newsletter', { method: 'POST', body: new URLSearchParams({ email: value }) }),
          open('/f/newsletter', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ answers: { email: value }, consents: [] }),
          }),
        ])
        return [page.status, await page.text(), json.status, await json.text()].join('\n')
      }),
    )
    expect(answers[0]).toContain('Thank you.')
    expect(answers[0]).toBe(answers[1])
  })
})

describe('double opt-in', () => {
  it('a yes on a form is only requested, a mail goes out, and its button alone confirms (W6, C5)', async () => {
    const contactId = await signUp('kari@rimdal.example', [letter, plain])
    expect([await stateOf(contactId, letter.id), await stateOf(contactId, plain.id)]).toEqual(['requested', 'given'])
    expect(await reasonOf(contactId, letter.id)).toBe('asked')

    const { received } = await deliver()
    const mail = await received.find(({ to }) => to === 'kari@rimdal.example')?.parsed()
    const link = /http[^\s]+\/y\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
    expect(mail?.subject).toBe('Vidjevik: is this your yes?')
    expect(mail?.text).toContain(`${letter.name} (en)`)
    expect(mail?.text).not.toContain(plain.name)
    expect(mail?.html).toContain(link)
    const [message] = await mailsTo(contactId)
    const [asked] = await db.consentEvent.findMany({ where: { contactId, type: 'requested' } })
    expect(message).toMatchObject({ status: 'sent', reason: 'service', consentSeq: asked?.seq, isTracked: false })

    const path = new URL(link).pathname
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) await open(path, { method })
    const shown = await (await open(path)).text()
    expect(shown).toContain(`${letter.name} in en: what we send, and how to stop it.`)
    expect(shown).toContain('k…i@rimdal.example')
    expect(await reasonOf(contactId, letter.id)).toBe('asked')

    expect(await press(path)).toContain('your yes is confirmed')
    expect(await reasonOf(contactId, letter.id)).toBe('given')
    const text = await db.purposeText.findFirst({ where: { purposeId: letter.id, language: 'en' } })
    const entry = await db.consentEvent.findFirst({ where: { contactId, type: 'confirmed' } })
    expect(entry).toMatchObject({ textId: text?.id, method: 'form', actor: 'contact' })
    expect(Number(entry?.expiresAt)).toBeGreaterThan(Date.now() + 700 * DAY_MS)
    expect((await verifyLedger(db, clock())).faults).toEqual([])
  })

  it('confirming again is a friendly no-op, also twice at once (W7)', async () => {
    const contactId = await signUp('ola@rimdal.example', [letter])
    const path = await linkOf(contactId)
    const answers = await Promise.all([press(path), press(path), press(path)])
    expect(answers.filter((text) => text.includes('your yes is confirmed'))).toHaveLength(1)
    expect(answers.filter((text) => text.includes('confirmed already'))).toHaveLength(2)
    expect(await (await open(path)).text()).toContain('confirmed already')
    expect(await countEntries(contactId)).toBe(2)
  })

  it('sent again within ten minutes the form sends no second mail; later it does, three times a day at most (W7)', async () => {
    const contactId = await signUp('twice@rimdal.example', [letter])
    await signUp('twice@rimdal.example', [letter])
    expect([(await mailsTo(contactId)).length, await countEntries(contactId)]).toEqual([1, 1])
    for (const minutes of [11, 22, 33, 44]) {
      ahead = minutes * MINUTE_MS
      await signUp('twice@rimdal.example', [letter])
    }
    expect((await mailsTo(contactId)).length).toBe(3)
    await press(await linkOf(contactId))
    ahead = 2 * DAY_MS
    await signUp('twice@rimdal.example', [letter])
    expect((await mailsTo(contactId)).length).toBe(3)
    expect(await reasonOf(contactId, letter.id)).toBe('given')
  })

  it('the link runs out after 28 days, and says so (W6)', async () => {
    const contactId = await signUp('late@rimdal.example', [letter])
    const path = await linkOf(contactId)
    ahead = 28 * DAY_MS + MINUTE_MS
    expect(await (await open(path)).text()).not.toContain('<button')
    expect(await press(path)).toContain('confirms nothing any more')
    expect(await reasonOf(contactId, letter.id)).toBe('asked')
  })

  it('one click in the header cancels all that the mail asks about, and the link is dead then (U11)', async () => {
    const contactId = await signUp('stranger@rimdal.example', [letter, news])
    const path = await linkOf(contactId)
    const { received } = await deliver()
    const raw = received.find(({ to }) => to === 'stranger@rimdal.example')?.raw ?? ''
    const url = /^List-Unsubscribe: <([^>]+)>/m.exec(raw)?.[1] ?? ''
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await open(new URL(url).pathname, { method: 'POST', body })).status).toBe(200)
    expect([await stateOf(contactId, letter.id), await stateOf(contactId, news.id)]).toEqual(['withdrawn', 'withdrawn'])
    expect(await press(path)).toContain('confirms nothing any more')
    expect(await reasonOf(contactId, letter.id)).toBe('withdrawn')
  })

  it('a mail that is still in line is removed when its request is taken back, and no other (D3)', async () => {
    const contactId = await signUp('queued@rimdal.example', [letter])
    ahead = 11 * MINUTE_MS
    await signUp('queued@rimdal.example', [news])
    ahead = 0
    await withdraw(db, contactId, letter.id, { now: clock() })
    expect((await mailsTo(contactId)).map(({ status, reason }) => [status, reason])).toEqual([
      ['cancelled', 'request_closed'],
      ['queued', null],
    ])
    await deliver()
  })

  it('is decided at the claim: a stopped address gets no mail, an objection after the request ends it', async () => {
    const stopped = await signUp('bounced@rimdal.example', [letter])
    await placeHold(
      db,
      { contactId: stopped, kind: 'bounce', channel: 'email', reason: '5.1.1' },
      new Date(Date.now() - 1000),
    )
    const { received } = await deliver()
    expect(received.map(({ to }) => to)).not.toContain('bounced@rimdal.example')
    expect(await mailsTo(stopped)).toMatchObject([{ status: 'blocked', reason: 'address_stopped' }])
  })

  it('asks nobody anew who has taken it back or objected, and a question never hides a no (C16)', async () => {
    const contact = await makeContact(db, { email: 'gone@rimdal.example' })
    await grant(db, contact.id, letter.id, { now: clock(), actor: 'staff', method: 'staff' })
    await withdraw(db, contact.id, letter.id, { now: clock() })
    await signUp('gone@rimdal.example', [letter])
    const { heldBack } = await grant(db, contact.id, letter.id, { now: clock(), method: 'api' })
    expect(heldBack).toHaveLength(1)
    expect([await stateOf(contact.id, letter.id), (await mailsTo(contact.id)).length]).toEqual(['withdrawn', 0])
  })

  it('brings nobody into the sight of sales before the yes is confirmed (W6)', async () => {
    const contactId = await signUp('unseen@rimdal.example', [sales])
    const seen = async (ask: typeof asSeller) =>
      ((await ask('GET', '/contacts?search=unseen')).body as { items: { id: string }[]; total: number }) ?? {}
    expect(await seen(asSeller)).toMatchObject({ items: [], total: 0 })
    expect((await seen(asMarketer)).items.map(({ id }) => id)).toEqual([contactId])
    await press(await linkOf(contactId))
    expect(await seen(asSeller)).toMatchObject({ items: [{ id: contactId }], total: 1 })
  })

  it('a link of another use, cut or forged, finds nobody, and does not say which (W10, U3)', async () => {
    const contactId = await signUp('forged@rimdal.example', [letter])
    const { purposeId, messageId } = await db.optIn.findFirstOrThrow({ where: { contactId } })
    const path = await linkOf(contactId)
    const strange = [
      `/y/${makeLinkToken(key, { contactId, purposeId, messageId })}`,
      `/y/${makeLinkToken(serviceKey(key, 'confirmation'), { contactId, purposeId, messageId: newId() })}`,
      path.slice(0, -2),
      path.replace('/y/', '/p/'),
    ]
    const answers = await Promise.all(strange.map(async (link) => open(link, { method: 'POST' })))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(await reasonOf(contactId, letter.id)).toBe('asked')
  })

  it('speaks six languages, sets no cookie and loads nothing from elsewhere (W9, U10)', async () => {
    const contactId = await signUp('languages@rimdal.example', [letter])
    const path = await linkOf(contactId)
    const titles = await Promise.all(
      ['nb', 'nn', 'sv', 'da', 'fi', 'en'].map(async (language) => {
        const response = await open(`${path}?l=${language}`)
        const text = await response.text()
        expect(response.headers.get('set-cookie')).toBeNull()
        expect(response.headers.get('referrer-policy')).toBe('no-referrer')
        expect(text).not.toMatch(/<script|src=/)
        return /<h1>([^<]+)/.exec(text)?.[1] ?? ''
      }),
    )
    expect(new Set(titles).size).toBeGreaterThanOrEqual(5)
  })

  it('is refused for purposes whose people have no address yet', async () => {
    const answer = await asMarketer('POST', '/purposes', {
      ...{ brandId: brand.id, key: 'watched', name: 'Watched', kind: 'tracking', channels: ['web'] },
      ...{ validityMonths: null, doubleOptIn: true },
      texts: [{ language: 'en', name: 'Tracking', text: 'We see what you read here.' }],
    })
    expect(answer).toMatchObject({ status: 400, body: { faults: [{ path: 'doubleOptIn' }] } })
  })
})

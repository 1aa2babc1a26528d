import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { makeRight } from '../../../src/consent/capture/page-code.ts'
import {
  askForConsent,
  codeOf,
  decide,
  linkKey,
  makeLinkToken,
  placeHold,
  verifyLedger,
} from '../../../src/consent/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import { grant, makeBrand, makeContact, makePurpose, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const MINUTE_MS = 60_000
let ahead = 0
const clock = () => new Date(Date.now() + ahead)
const services = testServices(database, { now: clock })
const server = await testServer(createApp(services), services)
const key = linkKey(services.config.secretKey)
const place = { secretKey: services.config.secretKey, publicUrl: server.url, now: clock }
const brand = await makeBrand(db)
const languages = ['nb', 'en']
const news = await makePurpose(db, { brandId: brand.id, channels: ['email', 'sms'], languages })
const letter = await makePurpose(db, { brandId: brand.id, doubleOptIn: true, languages })
const profiling = await makePurpose(db, { brandId: brand.id, kind: 'profiling', channels: ['web'], languages })

afterEach(() => {
  ahead = 0
})

async function makeReader(over: Parameters<typeof makeContact>[1] = {}) {
  const { id } = await makeContact(db, { language: 'en', ...over })
  await grant(db, id, news.id, { now: clock() })
  const token = makeLinkToken(key, { contactId: id, purposeId: news.id, messageId: newId() })
  return { id, path: `/p/${token}/more`, first: `/p/${token}` }
}
type Form = Record<string, string | string[]>
const post = (path: string, form: Form) =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    ),
  })
const lastCode = async (contactId: string) => {
  const { messageId } = await db.pageCode.findFirstOrThrow({ where: { contactId }, orderBy: { messageId: 'desc' } })
  return { codeId: messageId, code: codeOf(key, { contactId, messageId }) }
}
const hidden = (page: string, name: string) =>
  [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g'))].map(([, value = '']) => value)
async function openPage({ id, path }: { id: string; path: string }) {
  await post(path, { do: 'ask' })
  const page = await (await post(path, { do: 'open', ...(await lastCode(id)) })).text()
  return { page, right: hidden(page, 'right')[0] ?? '', shown: hidden(page, 'shown') }
}
const reasonOf = async (contactId: string, purposeId: string, channel = 'email') =>
  (await decide(db, contactId, { purposeId, channel, at: clock() })).reason

describe('the page behind a code', () => {
  it('the link alone raises nothing and shows no more; a code does, and goes to the address alone (W10)', async () => {
    const reader = await makeReader({ email: 'kari.code@rimdal.example' })
    const asked = await post(reader.path, { do: 'ask' })
    expect(await asked.text()).toContain('k…e@rimdal.example')
    const received = await deliverAll(db, place)
    expect(received).toHaveLength(1)
    const mail = await received[0]?.parsed()
    const { codeId, code } = await lastCode(reader.id)
    expect([received[0]?.to, /\b\d{6}\b/.exec(mail?.text ?? '')?.[0]]).toEqual(['kari.code@rimdal.example', code])
    expect(await db.message.findFirst({ where: { id: codeId } })).toMatchObject({ status: 'sent', reason: 'service' })
    for (const form of [{ do: 'save', yes: `${letter.id}:email` }, { do: 'data' }, { do: 'data', right: code }])
      expect((await post(reader.path, form)).status).toBe(403)
    expect(await reasonOf(reader.id, letter.id)).toBe('never_asked')
    const opened = await (
      await post(reader.path, { do: 'open', codeId, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    ).text()
    expect(opened).toContain('Your own page')
    expect(opened.match(/type="checkbox"[^>]*checked/g)).toHaveLength(1)
  })

  it('says yes with the words that stood there, and no in the same press; confirmed needs no second mail (C1, C3, W7)', async () => {
    const reader = await makeReader()
    const { right, shown } = await openPage(reader)
    const yes = [`${letter.id}:email`, `${profiling.id}:web`, `${news.id}:sms`]
    const saved = await (await post(reader.path, { do: 'save', right, shown, yes })).text()
    expect(saved).toContain('Your choices are saved')
    expect(await Promise.all([reasonOf(reader.id, letter.id), reasonOf(reader.id, profiling.id, 'web')])).toEqual([
      'given',
      'given',
    ])
    expect(await reasonOf(reader.id, news.id)).toBe('withdrawn')
    const text = await db.purposeText.findFirst({ where: { purposeId: letter.id, language: 'en' } })
    const entry = await db.consentEvent.findFirst({ where: { contactId: reader.id, purposeId: letter.id } })
    expect(entry).toMatchObject({ type: 'confirmed', method: 'preference_page', actor: 'contact', textId: text?.id })
    const { codeId } = await lastCode(reader.id)
    const proof = await db.consentEvidence.findFirst({ where: { contactId: reader.id, seq: entry?.seq ?? 0 } })
    expect(proof?.data).toMatchObject({ provenBy: 'code', codeMessageId: codeId, language: 'en', page: '/p/more' })
    expect((await verifyLedger(db, clock())).faults).toEqual([])
    const before = await db.consentEvent.count({ where: { contactId: reader.id } })
    expect(await (await post(reader.path, { do: 'save', right, shown, yes })).text()).toContain('Nothing has changed')
    expect(await db.consentEvent.count({ where: { contactId: reader.id } })).toBe(before)
  })

  it('raises what the person had taken back, since it is the person who speaks (S8)', async () => {
    const reader = await makeReader()
    await withdraw(db, reader.id, news.id, { now: clock() })
    await post(reader.first, { stop: 'all' })
    const { right, shown } = await openPage(reader)
    await post(reader.path, { do: 'save', right, shown, yes: `${news.id}:email` })
    expect(await reasonOf(reader.id, news.id)).toBe('given')
    expect(await reasonOf(reader.id, letter.id)).toBe('objected')
  })

  it('puts a question that waits, apart from the boxes, and takes a no that nobody asks after (C4, C6, E12)', async () => {
    const reader = await makeReader()
    const put = () =>
      db.$transaction((tx) =>
        askForConsent(
          tx,
          { purposeId: letter.id, channel: 'email', mailUnder: null, otherwise: 'web', workflowId: null },
          [reader.id],
          clock(),
        ),
      )
    await put()
    const { page, right } = await openPage(reader)
    expect([page.match(/name="answer"/g)?.length, /name="answer"[^>]*checked/.test(page)]).toEqual([2, false])
    const [question = ''] = hidden(page, 'question')
    const said = await (await post(reader.path, { do: 'answer', right, question, answer: 'no' })).text()
    expect(said).toContain('Your choices are saved')
    expect(said).not.toContain('name="answer"')
    expect([await reasonOf(reader.id, letter.id), await reasonOf(reader.id, news.id)]).toEqual(['refused', 'given'])
    const text = await db.purposeText.findFirst({ where: { purposeId: letter.id, language: 'en' } })
    const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: reader.id, type: 'refused' } })
    expect(entry).toMatchObject({ textId: text?.id, method: 'preference_page', actor: 'contact' })
    const { codeId } = await lastCode(reader.id)
    const proof = await db.consentEvidence.findFirst({ where: { contactId: reader.id, seq: entry.seq } })
    expect(proof?.data).toMatchObject({ page: '/p/more', provenBy: 'code', codeMessageId: codeId })
    expect(await put()).toMatchObject([{ outcome: 'said_no' }])
    expect((await post(reader.path, { do: 'answer', question, answer: 'yes' })).status).toBe(403)
  })

  it('a box beside words that have changed meanwhile gives nothing, and says so (C1)', async () => {
    const reader = await makeReader()
    const { right, shown } = await openPage(reader)
    const old = shown.map((value) => (value.startsWith(letter.id) ? `${letter.id}:email:${newId()}` : value))
    const yes = [`${letter.id}:email`, `${news.id}:email`]
    const page = await (await post(reader.path, { do: 'save', right, shown: old, yes })).text()
    expect(page).toContain('words have changed')
    expect([await reasonOf(reader.id, letter.id), await reasonOf(reader.id, news.id)]).toEqual(['never_asked', 'given'])
  })

  it('a code works once, for 15 minutes, for five tries, and three are sent in an hour', async () => {
    const reader = await makeReader()
    await openPage(reader)
    expect((await post(reader.path, { do: 'open', ...(await lastCode(reader.id)) })).status).toBe(400)

    await post(reader.path, { do: 'ask' })
    const second = await lastCode(reader.id)
    const wrong = { ...second, code: second.code === '000000' ? '000001' : '000000' }
    const tries = await Promise.all(Array.from({ length: 12 }, () => post(reader.path, { do: 'open', ...wrong })))
    const pages = await Promise.all(tries.map((answer) => answer.text()))
    expect(pages.filter((page) => page.includes('not the digits'))).toHaveLength(5)
    expect(await (await post(reader.path, { do: 'open', ...second })).text()).toContain('does not work any more')

    expect((await post(reader.path, { do: 'ask' })).status).toBe(200)
    const third = await lastCode(reader.id)
    expect((await post(reader.path, { do: 'ask' })).status).toBe(429)
    ahead = 16 * MINUTE_MS
    expect(await (await post(reader.path, { do: 'open', ...third })).text()).toContain('does not work any more')
  })

  it('the right lasts 30 minutes, is nobody else’s, and nothing of a code lies in the database', async () => {
    const [reader, other] = [await makeReader(), await makeReader()]
    const { right } = await openPage(reader)
    const { codeId, code } = await lastCode(reader.id)
    expect((await post(other.path, { do: 'data', right })).status).toBe(403)
    const forged = makeRight(linkKey('another secret of forty characters or so'), {
      ...{ contactId: reader.id, purposeId: news.id, messageId: codeId },
    })
    expect((await post(reader.path, { do: 'data', right: forged })).status).toBe(403)
    expect((await post(reader.path, { do: 'data', right })).status).toBe(200)
    ahead = 31 * MINUTE_MS
    expect((await post(reader.path, { do: 'data', right })).status).toBe(403)
    const row = await db.pageCode.findFirst({ where: { contactId: reader.id } })
    const content = await db.messageContent.findFirst({ where: { kind: 'code' } })
    expect(JSON.stringify([row, content?.html, content?.text])).not.toContain(code)
  })

  it('gives the person everything in one file: who, every word said with its text, messages, score (L4)', async () => {
    const reader = await makeReader({ email: 'export@rimdal.example' })
    const { right } = await openPage(reader)
    const response = await post(reader.path, { do: 'data', right })
    const data = (await response.json()) as Record<string, unknown[]>
    expect(response.headers.get('content-disposition')).toContain('data.json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(data.person).toMatchObject({ identities: [{ value: 'export@rimdal.example' }] })
    expect(data.consent).toMatchObject([
      { type: 'given', textVersion: 1, text: expect.stringContaining('how to stop it') },
    ])
    expect(data.messages).toMatchObject([{ subject: 'Your code for Vidjevik', status: 'queued' }])
    expect(Object.keys(data)).toEqual(expect.arrayContaining(['facts', 'pausesAndStops', 'score', 'leads', 'madeAt']))
  })

  it('sets the language and a pause until a day, and ends the pause again', async () => {
    const reader = await makeReader()
    const { right, shown } = await openPage(reader)
    const yes = `${news.id}:email`
    const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
    await post(reader.path, { do: 'save', right, shown, yes, language: 'fi', pauseUntil: day })
    expect(await reasonOf(reader.id, news.id)).toBe('paused')
    expect((await db.contact.findUniqueOrThrow({ where: { id: reader.id } })).language).toBe('fi')
    expect(await db.consentHold.findFirst({ where: { contactId: reader.id, liftedAt: null } })).toMatchObject({
      kind: 'pause',
      until: new Date(`${day}T00:00:00.000Z`),
    })
    await post(reader.path, { do: 'save', right, shown, yes, endPause: 'yes' })
    expect(await reasonOf(reader.id, news.id)).toBe('given')
  })

  it('a stopped address gets no code, an objection or a pause does not hinder it (D5)', async () => {
    const reader = await makeReader()
    const past = new Date(Date.now() - 1000)
    await placeHold(db, { contactId: reader.id, kind: 'bounce', channel: 'email', reason: '5.1.1' }, past)
    await post(reader.path, { do: 'ask' })
    const calm = await makeReader()
    await post(calm.first, { stop: 'all', pause: '1' })
    await post(calm.path, { do: 'ask' })
    await deliverAll(db, place)
    const outcome = async (contactId: string) => (await db.message.findFirst({ where: { contactId } }))?.reason
    expect([await outcome(reader.id), await outcome(calm.id)]).toEqual(['address_stopped', 'service'])
  })

  it('a wrong link and a page without an address answer alike, and no cookie is ever set (W10, U10)', async () => {
    const nobody = await makeReader({ email: null })
    const answers = await Promise.all([post(nobody.path, { do: 'ask' }), post('/p/abc/more', { do: 'ask' })])
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null])
    const reader = await makeReader()
    const back = await fetch(server.url + reader.path, { redirect: 'manual' })
    expect([back.status, back.headers.get('location')]).toEqual([303, reader.first])
  })
})

// Topics and how often on the two pages of choices: the link alone leaves out and makes less, the code also takes back in.
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { findFrequency } from '../../../src/consent/frequency.ts'
import { codeOf, decide, linkKey, makeLinkToken, publishTexts } from '../../../src/consent/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import {
  DAY_MS,
  grant,
  makeBrand,
  makeContact,
  makePurpose,
  makeTopic,
  NOON,
  withdraw,
} from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
let today = new Date(+NOON + DAY_MS)
const services = testServices(database, { now: () => today })
const server = await testServer(createApp(services), services)
const marketer = await server.as('marketer')
const key = linkKey(services.config.secretKey)
afterEach(() => {
  today = new Date(+NOON + DAY_MS)
})

const brand = await makeBrand(db)
const letter = await makePurpose(db, { brandId: brand.id, key: 'letter', name: 'Letter', channels: ['email', 'sms'] })
const other = await makePurpose(db, { brandId: brand.id, key: 'other' })
const energy = await makeTopic(db, letter.id)
const events = await makeTopic(db, letter.id, 'Events')

/** Somebody who said yes to the letter, and the link in a mail: about a topic unless told. */
async function makeReader(about = energy.id) {
  const { id } = await makeContact(db, { language: 'en' })
  await grant(db, id, letter.id)
  await grant(db, id, other.id)
  return { id, token: makeLinkToken(key, { contactId: id, purposeId: about, messageId: newId() }) }
}
const send = async (path: string, form?: Record<string, string | string[]>) => {
  const body = new URLSearchParams(
    Object.entries(form ?? {}).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  )
  const response = await fetch(server.url + path, form ? { method: 'POST', body } : {})
  return { status: response.status, text: await response.text() }
}
const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' }
const reasonFor = async (contactId: string, topicId: string | null, purposeId = letter.id) =>
  (await decide(db, contactId, { purposeId, topicId, channel: 'email', at: today })).reason
const boxOf = (topicId: string) => `${topicId}:topic`
const frequencyOf = async (contactId: string) => (await findFrequency(db, contactId, brand.id)).frequency
/** Opens the owner's page with the code, and answers with what its form then needs. */
async function openMore({ id, token }: { id: string; token: string }) {
  await send(`/p/${token}/more`, { do: 'ask' })
  const { messageId } = await db.pageCode.findFirstOrThrow({ where: { contactId: id }, orderBy: { messageId: 'desc' } })
  const code = codeOf(key, { contactId: id, messageId })
  const { text } = await send(`/p/${token}/more`, { do: 'open', codeId: messageId, code })
  const right = /name="right" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const shown = [...text.matchAll(/name="shown" value="([^"]+)"/g)].map(([, value]) => value ?? '')
  const yes = [...text.matchAll(/name="yes" value="([^"]+)" checked/g)].map(([, value]) => value ?? '')
  return { text, right, shown, yes }
}

describe('the link of a mail that was sent for a topic', () => {
  it('stops the topic by one click and nothing else, names it, and offers the purpose and everything (U8)', async () => {
    const { id, token } = await makeReader()
    const { status, text } = await send(`/u/${token}`, ONE_CLICK)
    expect(status).toBe(200)
    expect(text).toContain('Energy has stopped')
    expect(text).toContain(`value="${letter.id}">Stop Letter (en)`)
    expect(text).toContain('value="all">Stop everything from Vidjevik')
    expect([await reasonFor(id, energy.id), await reasonFor(id, events.id), await reasonFor(id, null)]).toEqual([
      'topic_declined',
      'given',
      'given',
    ])
    const entries = await db.consentEvent.findMany({ where: { contactId: id, purposeId: energy.id } })
    expect(entries.map(({ type, method, actor }) => [type, method, actor])).toEqual([
      ['withdrawn', 'one_click', 'contact'],
      ['withdrawn', 'one_click', 'contact'],
    ])
    await send(`/u/${token}`, ONE_CLICK)
    expect(await db.consentEvent.count({ where: { contactId: id, purposeId: energy.id } })).toBe(2)
  })

  it('offers on its page the topic first, then the purpose, then everything, and each press does what it says (U8)', async () => {
    const { id, token } = await makeReader()
    const { text } = await send(`/p/${token}`)
    expect([...text.matchAll(/name="stop" value="([^"]+)"/g)].map(([, value]) => value)).toEqual([
      energy.id,
      letter.id,
      'all',
    ])
    expect(text).toContain('You came here from a mail about “Energy”')
    const stopped = await send(`/p/${token}`, { stop: energy.id })
    expect(stopped.text).toContain('Energy has stopped')
    expect(stopped.text).toContain('Without Energy')
    expect(stopped.text).toContain('no to “Energy”</dd>')
    expect(await reasonFor(id, null)).toBe('given')
    await send(`/p/${token}`, { stop: events.id })
    expect(await reasonFor(id, events.id)).toBe('given')
    expect((await send(`/p/${token}`, { stop: letter.id })).text).toContain('Letter (en) has stopped')
    expect([await reasonFor(id, null), await reasonFor(id, null, other.id)]).toEqual(['withdrawn', 'given'])
  })

  it('still works when the topic and its purpose are retired (U7)', async () => {
    const old = await makePurpose(db, { brandId: brand.id })
    const topic = await makeTopic(db, old.id, 'Old')
    const { id, token } = await makeReader(topic.id)
    await db.purpose.updateMany({ where: { id: { in: [old.id, topic.id] } }, data: { retiredAt: NOON } })
    expect((await send(`/u/${token}`, ONE_CLICK)).text).toContain('Old has stopped')
    expect(await db.consentState.count({ where: { contactId: id, purposeId: topic.id, state: 'withdrawn' } })).toBe(1)
  })
})

describe('the boxes of topics', () => {
  it('let the link leave a topic out and not take it back in; the code does (C9)', async () => {
    const reader = await makeReader()
    const { id, token } = reader
    const { text } = await send(`/p/${token}`)
    expect(text).toContain('aria-label="Topics of Letter (en)"')
    const shown = [boxOf(energy.id), boxOf(events.id)]
    await send(`/p/${token}`, { shown, keep: [boxOf(events.id)] })
    expect([await reasonFor(id, energy.id), await reasonFor(id, events.id)]).toEqual(['topic_declined', 'given'])
    await send(`/p/${token}`, { shown, keep: shown })
    expect(await reasonFor(id, energy.id)).toBe('topic_declined')
    expect((await send(`/p/${token}`)).text).toContain('You left this out on 25 November 2026')
    today = new Date(+today + 60_000)
    const more = await openMore(reader)
    expect(more.yes).not.toContain(boxOf(energy.id))
    await send(`/p/${token}/more`, { do: 'save', ...more, yes: [...more.yes, boxOf(energy.id)] })
    expect(await reasonFor(id, energy.id)).toBe('given')
    const raised = await db.consentEvent.findMany({ where: { contactId: id, purposeId: energy.id, type: 'confirmed' } })
    const text1 = await db.purposeText.findFirstOrThrow({ where: { purposeId: energy.id, language: 'en' } })
    expect(raised.map(({ textId }) => textId)).toEqual([text1.id, text1.id])
    // As easily back out again: one press on the link, two steps here.
    await send(`/p/${token}/more`, { do: 'save', ...more, yes: more.yes })
    expect(await reasonFor(id, energy.id)).toBe('topic_declined')
  })

  it('are no yes to words that changed while the page was open (C1)', async () => {
    const topic = await makeTopic(db, letter.id, 'Moving')
    const reader = await makeReader()
    await withdraw(db, reader.id, topic.id)
    const more = await openMore(reader)
    await publishTexts(db, topic.id, [{ language: 'en', name: 'Moved', text: 'Something else.' }], today, 'topic')
    const { text } = await send(`/p/${reader.token}/more`, { do: 'save', ...more, yes: [...more.yes, boxOf(topic.id)] })
    expect(text).toContain('Some words have changed')
    expect(await reasonFor(reader.id, topic.id)).toBe('topic_declined')
    await db.purpose.update({ where: { id: topic.id }, data: { retiredAt: NOON } })
  })
})

describe('how often', () => {
  it('is made less by the link, and more again only behind the code', async () => {
    const reader = await makeReader()
    const { id, token } = reader
    expect((await send(`/p/${token}`)).text).toContain('value="always" checked')
    expect((await send(`/p/${token}`, { often: 'weekly' })).text).toContain('Your choices are saved')
    expect((await send(`/p/${token}`, { often: 'always' })).text).toContain('Nothing has changed')
    expect(await frequencyOf(id)).toBe('weekly')
    expect((await send(`/p/${token}`)).text).not.toContain('value="always"')
    await send(`/p/${token}`, { often: 'monthly' })
    expect((await send(`/p/${token}`)).text).toContain('You have chosen at most one a month')
    const more = await openMore(reader)
    await send(`/p/${token}/more`, { do: 'save', ...more, often: 'weekly' })
    expect(await frequencyOf(id)).toBe('weekly')
    await send(`/p/${token}/more`, { do: 'save', ...more, often: 'always' })
    expect(await frequencyOf(id)).toBe('always')
    expect(await db.consentHold.count({ where: { contactId: id } })).toBe(3)
  })

  it('and what was left out are what colleagues see', async () => {
    const { id, token } = await makeReader()
    await send(`/p/${token}`, { shown: boxOf(events.id), often: 'monthly' })
    const { body } = await marketer('GET', `/contacts/${id}/consent`)
    expect(body).toMatchObject({
      leftOut: [{ topicId: events.id, purposeId: letter.id, name: 'Events', purpose: 'Letter' }],
      frequencies: [{ brandId: brand.id, brand: 'Vidjevik', frequency: 'monthly' }],
    })
  })

  it('stands beside a pause until a day, which the link can choose and not shorten', async () => {
    const { id, token } = await makeReader()
    expect((await send(`/p/${token}`, { pauseUntil: '2027-01-15' })).text).toContain('15 January 2027')
    await send(`/p/${token}`, { pauseUntil: '2026-12-01' })
    await send(`/p/${token}`, { pauseUntil: '2126-12-01' })
    const holds = await db.consentHold.findMany({ where: { contactId: id, kind: 'pause', liftedAt: null } })
    expect(holds.map(({ until }) => until)).toEqual([new Date('2027-01-15T00:00:00.000Z')])
    expect(await reasonFor(id, null)).toBe('paused')
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import {
  eraseContact,
  linkKey,
  makeLinkToken,
  mergeContacts,
  placeHold,
  suppressionKey,
} from '../../src/consent/index.ts'
import type { Step } from '../../src/workflows/definition.ts'
import { findEndings } from '../../src/workflows/find-endings.ts'
import { takeDueSteps } from '../../src/workflows/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeUser, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'
import { objectTo } from '../support/object.ts'
import { define, makeForm, publish, submitForm } from './published.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const services = testServices(database, { now: () => now })
const server = await testServer(createApp(services), database)
const guides = await makePurpose(db, { key: 'guides', name: 'Guides', languages: ['en', 'nb'] })
const events = await makePurpose(db, {
  key: 'events',
  brandId: guides.brandId,
  validityMonths: 24,
  channels: ['email', 'sms'],
})
await makeForm(db, guides.brandId)

const end: Step = { kind: 'end' }
const ask = (over: object = {}): Step => ({
  ...{
    kind: 'ask_consent',
    purposeId: events.id,
    channel: 'email',
    mailUnder: guides.id,
    otherwise: 'web',
    next: 'last',
  },
  ...over,
})
const months = (count: number) => new Date(+NOON + count * 30.5 * DAY_MS)

/** One person through a workflow that asks; answers what came of it. */
async function put(contactId: string, step: Step = ask(), at = NOON): Promise<string | undefined> {
  now = at
  await publish(db, define({ first: step, last: end }, { reentry: 'again' }))
  await submitForm(db, contactId, { now: at })
  await takeDueSteps(db, at)
  const trace = await db.enrolmentStep.findMany({ where: { contactId, step: 'first' }, orderBy: { at: 'desc' } })
  await db.workflow.updateMany({ data: { status: 'paused' } })
  return trace[0]?.outcome
}
const askOf = (contactId: string) =>
  db.consentAsk.findFirstOrThrow({ where: { contactId }, orderBy: { askedAt: 'desc' } })

beforeEach(async () => {
  now = NOON
  await db.workflow.updateMany({ data: { status: 'paused' } })
})

describe('a step that asks for a yes', () => {
  it('asks by mail whom a yes or a sale lets us write to, under that purpose, and keeps the decision (E6, D2)', async () => {
    const { id } = await makeContact(db)
    const { recorded } = await grant(db, id, guides.id)
    expect(await put(id)).toBe('asked_mail')
    const asked = await askOf(id)
    expect(asked).toMatchObject({ way: 'mail', purposeId: events.id, closedAt: null, code: null })
    expect(asked.decision).toMatchObject({
      purposeId: guides.id,
      isAllowed: true,
      reason: 'given',
      consentSeq: recorded[0]?.seq,
    })
    const message = await db.message.findFirstOrThrow({ where: { contactId: id } })
    // The mail is one of the purpose that lets us write: delivery decides by it, and its link stops it.
    expect(message).toMatchObject({ purposeId: guides.id, status: 'queued', channel: 'email' })
    const content = await db.messageContent.findUniqueOrThrow({ where: { id: message.contentId } })
    const text = await db.purposeText.findUniqueOrThrow({ where: { id: asked.textId } })
    expect(text.language).toBe('nb')
    for (const words of [text.text, '{{ unsubscribe_url }}', '{{ preferences_url }}'])
      expect(content.text).toContain(words)
    const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: id, seq: asked.seq } })
    expect(entry).toMatchObject({ type: 'requested', purposeId: events.id, actor: 'system', textId: asked.textId })
    const other = await makeContact(db)
    await grant(db, other.id, guides.id)
    await put(other.id)
    expect(await db.messageContent.count({ where: { purposeId: guides.id } })).toBe(1)
  })

  it('writes to nobody whom nothing lets us write to: the question waits elsewhere (E6, N1)', async () => {
    const [stranger, gone] = [await makeContact(db), await makeContact(db)]
    await grant(db, gone.id, guides.id)
    await withdraw(db, gone.id, guides.id)
    expect([await put(stranger.id), await put(gone.id, ask({ otherwise: 'seller' }))]).toEqual([
      'asked_web',
      'asked_seller',
    ])
    const never = await makeContact(db)
    await grant(db, never.id, guides.id)
    expect(await put(never.id, ask({ mailUnder: null, otherwise: 'paper' }))).toBe('asked_paper')
    const ids = [stranger.id, gone.id, never.id]
    expect(await db.message.count({ where: { contactId: { in: ids } } })).toBe(0)
    await expect(
      db.consentAsk.updateMany({ where: { contactId: stranger.id }, data: { way: 'mail' } }),
    ).rejects.toThrow('consent_ask_decision_check')
  })

  it('never asks after a no, an objection or a complaint, nor whose yes stands (E12)', async () => {
    const [refuser, objector, complainer, yes] = [
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
    ]
    for (const { id } of [refuser, objector, complainer]) await grant(db, id, guides.id)
    await grant(db, refuser.id, events.id)
    await withdraw(db, refuser.id, events.id)
    await objectTo(db, objector.id)
    await placeHold(db, { contactId: complainer.id, kind: 'complaint', channel: null, reason: 'abuse' }, NOON)
    await grant(db, yes.id, events.id)
    const outcomes = []
    for (const { id } of [refuser, objector, complainer, yes]) outcomes.push(await put(id))
    expect(outcomes).toEqual(['asked_said_no', 'asked_said_no', 'asked_said_no', 'asked_has_yes'])
    expect(await put(refuser.id, ask({ channel: 'sms' }), months(24))).toBe('asked_said_no')
    expect(await db.consentAsk.count({ where: { contactId: { in: [refuser.id, objector.id, yes.id] } } })).toBe(0)
  })

  it('asks again only after half a year, and then the old question is over (E12)', async () => {
    const { id } = await makeContact(db)
    expect(await put(id)).toBe('asked_web')
    expect(await put(id, ask({ otherwise: 'seller' }), months(5.8))).toBe('asked_asked_lately')
    expect(await put(id, ask({ otherwise: 'seller' }), months(6.2))).toBe('asked_seller')
    const asks = await db.consentAsk.findMany({ where: { contactId: id }, orderBy: { askedAt: 'asc' } })
    expect(asks.map(({ outcome }) => outcome)).toEqual(['lapsed', null])
    const kept = await makeContact(db)
    await mergeContacts(db, { keepId: kept.id, otherId: id, userId: null }, months(6.3))
    expect(await put(kept.id, ask(), months(6.4))).toBe('asked_asked_lately')
    const { decision: _decision, id: _id, ...open } = await askOf(id)
    await expect(db.consentAsk.create({ data: open })).rejects.toThrow(/consent_ask_one_open|Unique/)
  })

  it('shows the question on the person’s own page in their language, with no box that could be ticked by the link', async () => {
    const { id } = await makeContact(db)
    await put(id)
    const token = { contactId: id, purposeId: guides.id, messageId: id }
    const page = await (
      await fetch(`${server.url}/p/${makeLinkToken(linkKey(services.config.secretKey), token)}`)
    ).text()
    expect(page).toContain('Vi vil gjerne spørre deg om «Purpose events (nb)»')
    expect(page).not.toContain(`value="${events.id}:email"`)
    await withdraw(db, id, events.id)
    const after = await (
      await fetch(`${server.url}/p/${makeLinkToken(linkKey(services.config.secretKey), token)}`)
    ).text()
    expect(after).not.toContain('Vi vil gjerne spørre')
  })

  it('is over with any answer, wherever it was given, and goes with the person', async () => {
    const [yes, no, stop, gone] = [
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
    ]
    for (const { id } of [yes, no, stop, gone]) await put(id)
    await grant(db, yes.id, events.id)
    await withdraw(db, no.id, events.id)
    await objectTo(db, stop.id)
    const outcomes = []
    for (const { id } of [yes, no, stop]) outcomes.push((await askOf(id)).outcome)
    expect(outcomes).toEqual(['given', 'withdrawn', 'objected'])
    const erasure = { contactId: gone.id, method: 'staff', actor: 'staff', occurredAt: NOON } as const
    await eraseContact(db, [suppressionKey(services.config.secretKey)], erasure, NOON)
    expect(await db.consentAsk.count({ where: { contactId: gone.id } })).toBe(0)
  })

  it('parks whoever it cannot ask because the purpose has no words', async () => {
    const mute = await makePurpose(db, { brandId: guides.brandId, languages: [] })
    const { id } = await makeContact(db)
    expect(await put(id, ask({ purposeId: mute.id }))).toBe('parked')
  })
})

describe('an answer in a talk or on paper', () => {
  it('is entered with the words that were read, as said by staff, and never against a no (C16)', async () => {
    const seller = await server.as('seller')
    const [kari, ola, per, both] = [
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
    ]
    for (const { id } of [kari, ola, per, both]) await put(id, ask({ mailUnder: null, otherwise: 'seller' }))
    expect((await seller('GET', `/asks?contactId=${kari.id}`)).status).toBe(404)
    await grant(db, kari.id, (await makePurpose(db, { kind: 'sales' })).id)
    const { body } = await seller('GET', `/asks?contactId=${kari.id}`)
    const [waiting] = (body as { items: { id: string; text: { text: string } }[] }).items
    expect(waiting?.text.text).toContain('what we send, and how to stop it')
    expect((await seller('GET', '/asks')).status).toBe(403)
    const said = { answer: 'given', reason: 'Said yes on the phone when we spoke about the audit' }
    expect((await seller('POST', `/asks/${waiting?.id}/answer`, { ...said, reason: 'x' })).status).toBe(400)
    expect((await seller('POST', `/asks/${waiting?.id}/answer`, said)).status).toBe(204)
    const asked = await askOf(kari.id)
    expect(asked).toMatchObject({ outcome: 'given' })
    const entry = await db.consentEvent.findFirstOrThrow({ where: { contactId: kari.id }, orderBy: { seq: 'desc' } })
    expect(entry).toMatchObject({ type: 'given', actor: 'staff', method: 'staff', textId: asked.textId })
    expect(entry.expiresAt?.toISOString()).toBe('2028-11-24T11:00:00.000Z')
    const { data } = await db.consentEvidence.findFirstOrThrow({ where: { contactId: kari.id, seq: entry.seq } })
    expect(data).toMatchObject({
      reason: said.reason,
      way: 'seller',
      ask: asked.id,
      enteredBy: { name: 'test seller' },
    })
    expect((await seller('POST', `/asks/${asked.id}/answer`, said)).status).toBe(409)

    const refused = { answer: 'refused', reason: 'Would rather not, said at the fair' }
    expect((await seller('POST', `/asks/${(await askOf(ola.id)).id}/answer`, refused)).status).toBe(204)
    expect((await askOf(ola.id)).outcome).toBe('refused')
    const twice = await askOf(both.id)
    const answers = await Promise.all([said, said].map((one) => seller('POST', `/asks/${twice.id}/answer`, one)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
    expect(await db.consentEvent.count({ where: { contactId: both.id, type: 'given' } })).toBe(1)
    const open = await askOf(per.id)
    await placeHold(db, { contactId: per.id, kind: 'complaint', channel: null, reason: 'abuse' }, NOON)
    expect((await seller('POST', `/asks/${open.id}/answer`, said)).status).toBe(409)
    expect((await askOf(per.id)).closedAt).toBeNull()
  })

  it('on paper has the exact words and a code, by which the signed form is entered (C3)', async () => {
    const marketer = await server.as('marketer')
    const { id } = await makeContact(db, { firstName: 'Kari <b>', lastName: 'Nesheim' })
    await put(id, ask({ mailUnder: null, otherwise: 'paper' }))
    const asked = await askOf(id)
    const text = await db.purposeText.findUniqueOrThrow({ where: { id: asked.textId } })
    const page = String((await marketer('GET', `/asks/${asked.id}/paper`)).body)
    for (const words of [text.name, text.text, 'Ja, det er greit for meg', 'Kari &#60;b&#62;'])
      expect(page).toContain(words)
    expect(page).toContain(`${asked.code?.slice(0, 4)} ${asked.code?.slice(4)}`)
    expect(page).not.toContain('checked')
    const signed = { answer: 'given', reason: 'Signed form, folder 12', saidAt: NOON.toISOString() }
    const code = `${asked.code?.slice(0, 4).toLowerCase()} ${asked.code?.slice(4)}`
    expect((await (await server.as('seller'))('POST', '/asks/entered', { ...signed, code })).status).toBe(403)
    expect((await marketer('POST', '/asks/entered', { ...signed, code: '2222 2222' })).status).toBe(404)
    const early = { ...signed, code, saidAt: new Date(+NOON - DAY_MS).toISOString() }
    expect((await marketer('POST', '/asks/entered', early)).status).toBe(400)
    expect((await marketer('POST', '/asks/entered', { ...signed, code })).status).toBe(204)
    expect((await askOf(id)).outcome).toBe('given')
    expect((await marketer('GET', `/asks/${asked.id}/paper`)).status).toBe(409)
    await makeUser(db)
  })
})

describe('a yes that is about to end', () => {
  it('lets its giver into a workflow once, in time to be renewed by mail while it still holds (C13)', async () => {
    const fairs = await makePurpose(db, { brandId: guides.brandId, validityMonths: 24 })
    const { id } = await makeContact(db)
    await grant(db, id, fairs.id)
    const trigger = { kind: 'consent.ending', purposeId: fairs.id, channel: 'email', days: 30 } as const
    const renew = ask({ purposeId: fairs.id, mailUnder: fairs.id })
    await publish(db, define({ first: renew, last: end }, { triggers: [trigger], reentry: 'again' }))
    const ends = (await db.consentState.findFirstOrThrow({ where: { contactId: id } })).expiresAt ?? NOON
    const leaves = (days: number) => new Date(+ends - days * DAY_MS)
    expect(await findEndings(db, leaves(31))).toBe(0)
    expect(await findEndings(db, leaves(29))).toBe(1)
    expect(await findEndings(db, leaves(28))).toBe(0)
    await takeDueSteps(db, leaves(28))
    expect(await db.enrolmentStep.findFirst({ where: { contactId: id, step: 'first' } })).toMatchObject({
      outcome: 'asked_mail',
    })
    expect(await db.message.findFirst({ where: { contactId: id } })).toMatchObject({
      purposeId: fairs.id,
      status: 'queued',
    })
    // A question takes nothing away, and a new yes ends later.
    expect((await db.consentState.findFirstOrThrow({ where: { contactId: id } })).state).toBe('given')
    await grant(db, id, fairs.id, { now: leaves(20) })
    expect((await askOf(id)).outcome).toBe('given')
    expect(await findEndings(db, leaves(1))).toBe(0)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import {
  correctContact,
  decide,
  explainDecision,
  linkKey,
  makeLinkToken,
  mergeContacts,
  registerSilencers,
  undoMerge,
} from '../../../src/consent/index.ts'
import { findBouncedAddress, reopenAddress } from '../../../src/delivery/facts/bounced-address.ts'
import { noteRefusal } from '../../../src/delivery/facts/note-bounce.ts'
import {
  findMessages,
  listenForMail,
  openRelayConnection,
  relayOptions,
  returnKey,
  returnPath,
  saveContent,
  silenceContacts,
  takeMail,
} from '../../../src/delivery/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { createUser } from '../../../src/platform/index.ts'
import { testDatabase } from '../../support/database.ts'
import { statusReport, textReport } from '../../support/delivery-reports.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { feedbackReport } from '../../support/reports.ts'

const { db } = await testDatabase()
const key = linkKey('a secret that only this test knows')
const DOMAIN = 'in.vidjevik.example'
const LONG_AGO = new Date(+NOON - 400 * DAY_MS)
const dayAfter = (days: number) => new Date(+NOON + days * DAY_MS)
let purposeId = ''
let contentId = ''

beforeAll(async () => {
  registerSilencers([silenceContacts])
  const brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId })).id
  contentId = await saveContent(db, {
    ...{ brandId, purposeId, subject: 'Hei', preheader: '', text: '{{ unsubscribe_url }}' },
    html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
  })
})

async function makeReader() {
  const { id } = await makeContact(db)
  await db.identity.updateMany({ where: { contactId: id }, data: { createdAt: LONG_AGO } })
  await grant(db, id, purposeId)
  return id
}

/** A mail to this person that the relay took at this moment; answers where it comes back. */
async function send(contactId: string, at = NOON) {
  const messageId = newId(at)
  await db.message.create({
    data: {
      ...{ contactId, id: messageId, batchId: newId(), contentId, purposeId, channel: 'email', occasion: messageId },
      ...{
        status: 'sent',
        reason: 'given',
        ruleVersion: 'test',
        consentSeq: 1,
        decidedAt: at,
        finishedAt: at,
        createdAt: at,
      },
    },
  })
  return { messageId, to: returnPath(returnKey(key), { contactId, messageId }, DOMAIN) }
}

const take = (mail: Parameters<typeof takeMail>[1], now = NOON) => takeMail(db, mail, [key], now)
const reasonOf = async (contactId: string, at = NOON) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at })).reason
const holdsOf = (contactId: string) =>
  db.consentHold.findMany({ where: { contactId, kind: 'bounce' }, orderBy: { since: 'asc' } })
const gone = [{ status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 User unknown' }]
const full = [{ status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 mailbox full' }]

describe('a hard bounce', () => {
  it('marks its message and stops the address until it is another, however often it is told (B1, B3)', async () => {
    const id = await makeReader()
    const { messageId, to } = await send(id)
    for (const report of [statusReport(gone, [to]), textReport('550 5.1.1 User unknown', [to.toUpperCase()])])
      expect(await take(report)).toBe('delivery_report')
    expect(await reasonOf(id)).toBe('address_stopped')
    expect(await db.messageBounce.findMany({ where: { contactId: id } })).toMatchObject([
      { messageId, outcome: 'hard', reason: 'no_mailbox', status: '5.1.1', replyCode: '550' },
    ])
    expect(await holdsOf(id)).toMatchObject([{ channel: 'email', until: null, reason: 'no_mailbox', liftedAt: null }])
    expect((await findMessages(db, { contactId: id, reason: 'bounce_no_mailbox', limit: 9 })).items).toMatchObject([
      { id: messageId, status: 'sent', bounce: 'bounce_no_mailbox' },
    ])
    const asked = { contactId: id, purposeId, channel: 'email', at: NOON } as const
    expect(await explainDecision(db, { ...asked, language: 'en' })).toMatchObject({
      answer: expect.stringMatching(/is stopped since .*\. A mail came back: there is no such mailbox\.$/),
      next: 'It opens once the address is corrected, which is a request for correction.',
    })
    expect(await db.event.findMany({ where: { contactId: id, type: 'mail.bounced' } })).toMatchObject([
      { properties: { messageId, outcome: 'hard', reason: 'no_mailbox', status: '5.1.1' } },
    ])
    await correctContact(db, [], { contactId: id, email: `ny-${id}@rimdal.example` }, dayAfter(1))
    expect(await reasonOf(id, dayAfter(2))).toBe('given')
    // A report that was long on its way is about the address of then.
    await take(statusReport(gone, [(await send(id, NOON)).to]), dayAfter(2))
    expect(await reasonOf(id, dayAfter(2))).toBe('given')
  })

  it('follows the address to whom the person was merged into, and to nobody with an address of their own', async () => {
    const [kept, other, heir] = [await makeReader(), await makeReader(), await makeContact(db, { email: null })]
    const [toKept, toHeir] = [await send(other), await send(kept)]
    await mergeContacts(db, { keepId: kept, otherId: other, userId: null }, NOON)
    expect(await take(statusReport(gone, [toKept.to]))).toBe('delivery_report')
    expect([await reasonOf(kept), (await holdsOf(other)).length]).toEqual(['given', 1])
    const { id } = await mergeContacts(db, { keepId: heir.id, otherId: kept, userId: null }, NOON)
    await take(statusReport(gone, [toHeir.to]))
    expect((await holdsOf(heir.id)).length).toBe(1)
    await undoMerge(db, heir.id, id, NOON)
    expect(await reasonOf(kept)).toBe('address_stopped')
  })

  it('is not what a relay says at once: one that is set up wrongly says it of everybody', async () => {
    const id = await makeReader()
    const { messageId } = await send(id)
    await noteRefusal(db, { contactId: id, messageId, reply: '550 5.1.1 (address): user unknown' }, NOON)
    expect(await reasonOf(id)).toBe('given')
    expect(await db.messageBounce.findMany({ where: { contactId: id } })).toMatchObject([
      { outcome: 'soft', reason: 'no_mailbox' },
    ])
  })
})

describe('a report that stops nothing', () => {
  it('is one of a delay, an arrival, this mail alone, or a list behind the address (B1)', async () => {
    const id = await makeReader()
    const { to } = await send(id)
    for (const action of ['delayed', 'delivered', 'relayed']) await take(statusReport([{ ...gone[0], action }], [to]))
    expect(await db.messageBounce.count({ where: { contactId: id } })).toBe(0)
    await take(statusReport([...gone, { status: '5.7.1' }], [to]))
    expect(await db.messageBounce.findMany({ where: { contactId: id } })).toMatchObject([{ outcome: 'message' }])
    expect([await reasonOf(id), await holdsOf(id)]).toEqual(['given', []])
  })

  it('is one that no return path of ours names, whatever it holds (B2)', async () => {
    const id = await makeReader()
    const { messageId, to } = await send(id)
    const forged = returnPath(returnKey(linkKey('a secret of somebody else')), { contactId: id, messageId }, DOMAIN)
    const unsent = returnPath(returnKey(key), { contactId: id, messageId: newId() }, DOMAIN)
    const local = to.split('@')[0] ?? ''
    for (const other of [forged, unsent, `${local.slice(0, -1)}@${DOMAIN}`, `${local}0@${DOMAIN}`, `bounce+@${DOMAIN}`])
      expect(await take(statusReport(gone, [other], `<${to}>: user unknown`)), other).toBe('unresolved')
    expect(await take(statusReport([{ ...gone[0], more: [`Original-Recipient: rfc822; ${to}`] }]))).toBe('unresolved')
    expect([await reasonOf(id), await holdsOf(id)]).toEqual(['given', []])
  })

  it('is an automatic reply to the return path (B7)', async () => {
    const id = await makeReader()
    const { to } = await send(id)
    const away =
      'From: kari@rimdal.example\nSubject: Away: user unknown\nAuto-Submitted: auto-replied\n\n550 5.1.1 no such user'
    expect(await take({ bytes: Buffer.from(away), from: '', to: [to] })).toBe('automatic_reply')
    expect(await reasonOf(id)).toBe('given')
  })
})

/** A listener as a worker has it, a connection to it, and what it took each mail for. */
async function listen() {
  const outcomes: string[] = []
  const listener = await listenForMail({
    ...{ db, keys: [key], port: 0, domain: DOMAIN, now: () => NOON },
    onTaken: (outcome) => outcomes.push(outcome),
    onError: (error) => {
      throw error
    },
  })
  const connection = openRelayConnection(relayOptions(`smtp://127.0.0.1:${listener.port}`))
  return { listener, connection, outcomes }
}

it('a report comes in by SMTP to the return path that our mail went out with (B2)', async () => {
  const id = await makeReader()
  const { to } = await send(id)
  const { listener, connection, outcomes } = await listen()
  const deliver = async (recipient: string) => {
    const { from, bytes } = statusReport(gone, [recipient])
    return (await connection.send({ from, to: recipient, bytes }, Number.POSITIVE_INFINITY)).kind
  }
  expect(await deliver(to.replace(DOMAIN, 'elsewhere.example'))).toBe('refused')
  expect(await deliver('bounce+nobody@in.vidjevik.example')).toBe('sent')
  expect(await deliver(to)).toBe('sent')
  connection.close()
  await listener.stop()
  expect([outcomes, await reasonOf(id)]).toEqual([['unresolved', 'delivery_report'], 'address_stopped'])
})

it('a report that is too large, or means harm, stops nobody, and what comes after it is heard (B2)', async () => {
  const id = await makeReader()
  const { to } = await send(id)
  const { listener, connection, outcomes } = await listen()
  const deliver = async (bytes: Buffer) =>
    (await connection.send({ from: '', to, bytes }, Number.POSITIVE_INFINITY)).kind
  const report = statusReport(gone, [to]).bytes
  expect(await deliver(Buffer.concat([report, Buffer.alloc(2_500_000, 'a\r\n')]))).toBe('refused')
  const nested = Array.from({ length: 2000 }, (_, at) => `Content-Type: multipart/mixed; boundary=${at}\n\n--${at}\n`)
  for (const harmful of [
    `${nested.join('')}Status: 5.1.1\nAction: failed\n`,
    "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\nAction: failed'); drop table message; --\nStatus: 5.9999999999999.1\n\n--x--",
    `Content-Type: text/plain; charset=invented\n\n${'\xff\xfe\0'.repeat(1000)}`,
    '\0',
  ])
    expect(await deliver(Buffer.from(harmful, 'latin1'))).toBe('sent')
  expect([await reasonOf(id), await holdsOf(id)]).toEqual(['given', []])
  expect(await deliver(report)).toBe('sent')
  connection.close()
  await listener.stop()
  expect([outcomes.at(-1), await reasonOf(id)]).toEqual(['delivery_report', 'address_stopped'])
})

describe('soft bounces', () => {
  const failOn = async (id: string, day: number) =>
    take(statusReport(full, [(await send(id, dayAfter(day))).to]), dayAfter(day))
  const daysHeld = async (id: string) =>
    (await holdsOf(id)).map(({ since, until }) => until && (+until - +since) / DAY_MS)

  it('hold the address after five days of failures, each time for longer, until a mail arrives (B3)', async () => {
    const id = await makeReader()
    for (const day of [0, 0, 0, 0, 0, 0, 1, 2, 3]) await failOn(id, day)
    expect(await holdsOf(id)).toEqual([])
    await failOn(id, 4)
    expect(await daysHeld(id)).toEqual([7])
    const asked = { contactId: id, purposeId, channel: 'email', at: dayAfter(5) } as const
    expect(await explainDecision(db, { ...asked, language: 'nb' })).toMatchObject({
      answer: expect.stringContaining('Postkassen er full'),
      next: expect.stringMatching(/^Den åpnes av seg selv 5\. desember 2026/),
    })
    expect([await reasonOf(id, dayAfter(5)), await reasonOf(id, dayAfter(12))]).toEqual(['address_stopped', 'given'])
    // Reports that were on their way lengthen nothing.
    await failOn(id, 5)
    expect(await daysHeld(id)).toEqual([7])
    for (const day of [12, 30, 70, 300]) await failOn(id, day)
    expect(await daysHeld(id)).toEqual([7, 14, 30, 180, 180])
    await send(id, dayAfter(600))
    for (const day of [607, 608, 609, 610]) await failOn(id, day)
    expect(await daysHeld(id)).toHaveLength(5)
    await failOn(id, 611)
    expect((await daysHeld(id)).at(-1)).toBe(7)
  })
})

describe('an address that bounced', () => {
  it('is opened again by hand with a reason that is kept, stays open for what was told before, and closes at the next bounce', async () => {
    const id = await makeReader()
    const user = await createUser(db, {
      ...{ email: 'ingrid@vidjevik.example', password: 'three findings a week', name: 'Ingrid Solbakk' },
      role: 'marketer',
    })
    const reopen = () => reopenAddress(db, { contactId: id, reason: 'She called: it works', userId: user.id }, NOON)
    await expect(reopen()).rejects.toThrow('No bounce stops this address.')
    const { to } = await send(id)
    await take(statusReport(gone, [to]))
    expect(await findBouncedAddress(db, id, NOON)).toMatchObject({ hold: { until: null, reason: 'no_mailbox' } })
    await reopen()
    expect(await reasonOf(id)).toBe('given')
    expect(await findBouncedAddress(db, id, NOON)).toEqual({
      ...{ hold: null, isStoppedElse: false },
      reopened: [{ at: NOON, by: 'Ingrid Solbakk', reason: 'She called: it works' }],
    })
    await take(statusReport(gone, [to]))
    expect(await reasonOf(id)).toBe('given')
    await take(statusReport(gone, [(await send(id)).to]))
    expect(await reasonOf(id)).toBe('address_stopped')
  })

  it('stays closed where the person has complained as well (B4)', async () => {
    const id = await makeReader()
    const { messageId, to } = await send(id)
    await take(statusReport(gone, [to]))
    await take(feedbackReport('abuse', makeLinkToken(key, { contactId: id, purposeId, messageId })))
    await expect(reopenAddress(db, { contactId: id, reason: 'It works', userId: newId() }, NOON)).rejects.toThrow(
      'A complaint or a suppression stops this address too',
    )
    expect((await holdsOf(id)).filter(({ liftedAt }) => liftedAt !== null)).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  decide,
  linkKey,
  makeLinkToken,
  mergeContacts,
  registerSilencers,
  undoMerge,
} from '../../../src/consent/index.ts'
import {
  enqueueMessages,
  type IncomingMail,
  listenForMail,
  type MailOutcome,
  openRelayConnection,
  relayOptions,
  saveContent,
  silenceContacts,
  takeMail,
} from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { feedbackReport, unsubscribeMail } from '../../support/reports.ts'

const { db } = await testDatabase()
const key = linkKey('a secret that only this test knows')
const take = (mail: Parameters<typeof takeMail>[1]) => takeMail(db, mail, [key], NOON)
let brandId = ''
let purposeId = ''
let other = ''

beforeAll(async () => {
  registerSilencers([silenceContacts])
  brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId })).id
  other = (await makePurpose(db, { brandId })).id
})

/** Somebody who said yes to both purposes, with the token of a mail of the first. */
async function reader() {
  const { id } = await makeContact(db)
  for (const purpose of [purposeId, other]) await grant(db, id, purpose)
  return { id, token: makeLinkToken(key, { contactId: id, purposeId, messageId: newId() }) }
}

const reasonOf = async (contactId: string, purpose = purposeId) =>
  (await decide(db, contactId, { purposeId: purpose, channel: 'email', at: NOON })).reason
const countOf = async (outcome: string) => (await db.inboundCount.findFirst({ where: { outcome } }))?.mails ?? 0

describe('a complaint', () => {
  it('stops the address for good, also what waits for it, and is no less when it comes twice (B4)', async () => {
    const { id, token } = await reader()
    const contentId = await saveContent(db, {
      ...{ brandId, purposeId, subject: 'Hei', preheader: '', text: '{{ unsubscribe_url }}' },
      html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
    })
    const people = Prisma.sql`select ${id}::uuid as contact_id, 'test' as occasion`
    await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: NOON }, NOON)
    expect(await take(feedbackReport('abuse', token))).toBe('complaint')
    expect(await take(feedbackReport('abuse', token))).toBe('complaint')
    expect([await reasonOf(id), await reasonOf(id, other)]).toEqual(['address_stopped', 'address_stopped'])
    expect(await db.message.count({ where: { contactId: id, status: 'queued' } })).toBe(0)
    expect(await db.consentHold.findMany({ where: { contactId: id } })).toMatchObject([
      { kind: 'complaint', channel: 'email', until: null, liftedAt: null },
    ])
  })

  it('about a contact who was merged stops the one who is kept, and both when that is taken back (B4)', async () => {
    const [kept, gone] = [await reader(), await reader()]
    const { id } = await mergeContacts(db, { keepId: kept.id, otherId: gone.id, userId: null }, NOON)
    expect(await take(feedbackReport('abuse', gone.token))).toBe('complaint')
    expect(await reasonOf(kept.id)).toBe('address_stopped')
    await undoMerge(db, kept.id, id, NOON)
    expect([await reasonOf(kept.id), await reasonOf(gone.id)]).toEqual(['address_stopped', 'address_stopped'])
  })
})

describe('a report of another kind', () => {
  it('stops nothing, and the old opt-out stops what the mail was sent for (B5)', async () => {
    const { id, token } = await reader()
    for (const type of ['not-spam', 'auth-failure', 'invented'])
      expect(await take(feedbackReport(type, token))).toBe('other_report')
    expect(await reasonOf(id)).toBe('given')
    expect(await take(feedbackReport('opt-out', token))).toBe('opt_out')
    expect([await reasonOf(id), await reasonOf(id, other)]).toEqual(['withdrawn', 'given'])
  })

  it('that is about nobody we can tell is counted and dropped (B6)', async () => {
    const before = await countOf('unresolved')
    const nobody = makeLinkToken(key, { contactId: newId(), purposeId, messageId: newId() })
    for (const token of [undefined, 'x'.repeat(82), nobody])
      expect(await take(feedbackReport('abuse', token, { headersOnly: true }))).toBe('unresolved')
    expect(await countOf('unresolved')).toBe(before + 3)
  })
})

describe('a mail to the unsubscribe address', () => {
  it('stops what our mail was sent for; an automatic reply to it stops nothing (U9, B7)', async () => {
    const { id, token } = await reader()
    expect(await take(unsubscribeMail(token, ['Auto-Submitted: auto-replied']))).toBe('automatic_reply')
    expect(await take(unsubscribeMail(token, [], ''))).toBe('automatic_reply')
    expect(await reasonOf(id)).toBe('given')
    expect(await db.consentHold.count({ where: { contactId: id } })).toBe(0)
    expect(await take(unsubscribeMail(token))).toBe('unsubscribe')
    expect([await reasonOf(id), await reasonOf(id, other)]).toEqual(['withdrawn', 'given'])
  })
})

describe('the way in', () => {
  const outcomes: MailOutcome[] = []
  let deliver = async (_mail: IncomingMail, _to?: string): Promise<string> => ''
  let stop = async () => {}

  beforeAll(async () => {
    const listener = await listenForMail({
      ...{ db, keys: [key], port: 0, domain: 'in.vidjevik.example', now: () => NOON },
      onTaken: (outcome) => outcomes.push(outcome),
      onError: (error) => {
        throw error
      },
    })
    const connection = openRelayConnection(relayOptions(`smtp://127.0.0.1:${listener.port}`))
    deliver = async ({ bytes, from, to }, other = to[0] ?? '') =>
      (await connection.send({ from, to: other, bytes }, Number.POSITIVE_INFINITY)).kind
    stop = async () => {
      connection.close()
      await listener.stop()
    }
  })
  afterAll(() => stop())

  it('acts upon what the address in our own mail is sent, and upon nothing a machine answers (U9)', async () => {
    const { id, token } = await reader()
    expect(await deliver(unsubscribeMail(token, ['Auto-Submitted: auto-replied']))).toBe('sent')
    expect(await deliver(unsubscribeMail(token, [], ''))).toBe('sent')
    expect(await reasonOf(id)).toBe('given')
    expect(await deliver(unsubscribeMail(token))).toBe('sent')
    expect(await reasonOf(id)).toBe('withdrawn')
    expect(outcomes.splice(0)).toEqual(['automatic_reply', 'automatic_reply', 'unsubscribe'])
  })

  it('takes the reports of mailbox providers (B4)', async () => {
    const { id, token } = await reader()
    expect(await deliver(feedbackReport('abuse', token))).toBe('sent')
    expect([await reasonOf(id, other), outcomes.splice(0)]).toEqual(['address_stopped', ['complaint']])
  })

  it('refuses every other recipient and what is too large, and goes on', async () => {
    const { id, token } = await reader()
    for (const to of [
      'unsubscribe@elsewhere.example',
      'post@in.vidjevik.example',
      'unsubscribe@in.vidjevik.example.no',
    ])
      expect(await deliver(unsubscribeMail(token), to), to).toBe('refused')
    const mail = unsubscribeMail(token)
    expect(await deliver({ ...mail, bytes: Buffer.concat([mail.bytes, Buffer.alloc(2_000_000, 'a\r\n')]) })).toBe(
      'refused',
    )
    expect([await reasonOf(id), outcomes]).toEqual(['given', []])
    expect(await deliver(mail)).toBe('sent')
    expect(await reasonOf(id)).toBe('withdrawn')
  })
})

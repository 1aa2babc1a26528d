import { beforeEach, describe, expect, it } from 'vitest'
import { acceptLead, rejectLead } from '../../src/sales/answer-lead.ts'
import { findLeads } from '../../src/sales/find-leads.ts'
import { getLead } from '../../src/sales/get-lead.ts'
import { handToSales } from '../../src/sales/hand-to-sales.ts'
import { releaseCallList, writeCallList } from '../../src/sales/release-call-list.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeContact, makePurpose, makeUser, makeWash, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const sharing = await makePurpose(db, { key: 'share_with_sales', name: 'Share with sales', kind: 'sales' })
const calling = await makePurpose(db, { key: 'phone_follow_up', name: 'Calls', kind: 'phone', channels: ['phone'] })

let made = 0
async function makeLead(now = NOON) {
  const contact = await makeContact(db, { phone: `+47900000${10 + made++}`, jobTitle: 'Technical manager' })
  await grant(db, contact.id, sharing.id)
  const answer = await handToSales(db, { contactId: contact.id }, now)
  if (answer.outcome !== 'handed_over') throw new Error(answer.outcome)
  return { ...answer, contactId: contact.id }
}

let seller: { id: string }
beforeEach(async () => {
  await db.lead.deleteMany()
  await db.appUser.deleteMany()
  seller = await makeUser(db)
})

/** In Norway, on the day of NOON. */
const NINE_IN_THE_EVENING = new Date('2026-11-24T20:00:00Z')

const firstPage = { status: 'assigned', limit: 50, cursor: undefined } as const

describe('the inbox', () => {
  it('shows a seller their own leads, a marketer all of them', async () => {
    const lead = await makeLead()
    const other = await makeUser(db)
    const [mine, theirs, all] = [
      await findLeads(db, { sellerId: seller.id }, firstPage, NOON),
      await findLeads(db, { sellerId: other.id }, firstPage, NOON),
      await findLeads(db, { sellerId: null }, firstPage, NOON),
    ]
    expect(mine.items.map((item) => item.id)).toEqual([lead.leadId])
    expect(mine.items[0]).toMatchObject({ name: 'Kari Nesheim', left: 8 * 3_600_000 })
    expect(theirs).toEqual({ items: [], next: null, counts: { assigned: 0, accepted: 0, rejected: 0 } })
    expect(all.counts.assigned).toBe(1)
  })

  it('puts the most urgent first and walks through all pages', async () => {
    const three = [await makeLead(new Date(+NOON + 3_600_000)), await makeLead(NOON), await makeLead(NOON)]
    const first = await findLeads(db, { sellerId: null }, { ...firstPage, limit: 2 }, NOON)
    const rest = await findLeads(db, { sellerId: null }, { ...firstPage, limit: 2, cursor: first.next ?? '' }, NOON)
    const ids = [...first.items, ...rest.items].map((item) => item.id)
    expect(new Set(ids)).toEqual(new Set(three.map((lead) => lead.leadId)))
    expect(ids.at(-1)).toBe(three[0]?.leadId)
    expect(rest.next).toBeNull()
  })
})

describe('a lead', () => {
  it('says what may be done, and shows an address only for what is allowed', async () => {
    const lead = await makeLead()
    const before = await getLead(db, lead.leadId, { sellerId: seller.id }, NOON)
    expect(before.ways).toMatchObject([
      { channel: 'email', purpose: 'Share with sales', isAllowed: true, reason: 'given', address: expect.any(String) },
      { channel: 'phone', purpose: 'Calls', isAllowed: false, reason: 'never_asked', address: null },
    ])
    await grant(db, lead.contactId, calling.id, { channel: 'phone' })
    await makeWash(db, lead.contactId)
    await withdraw(db, lead.contactId, sharing.id)
    const after = await getLead(db, lead.leadId, { sellerId: seller.id }, NOON)
    expect(after.ways).toMatchObject([
      { channel: 'email', isAllowed: false, reason: 'withdrawn', address: null },
      { channel: 'phone', isAllowed: true, address: expect.stringMatching(/^\+47900000/), until: NINE_IN_THE_EVENING },
    ])
  })

  it('says from when the person may be called where only the hour forbids it, and shows no number (N8)', async () => {
    const lead = await makeLead()
    await grant(db, lead.contactId, calling.id, { channel: 'phone' })
    const phoneAt = async (now: Date) =>
      (await getLead(db, lead.leadId, { sellerId: seller.id }, now)).ways.find((way) => way.channel === 'phone')
    expect(await phoneAt(NOON)).toMatchObject({ reason: 'not_washed', address: null, from: null, until: null })
    await makeWash(db, lead.contactId)
    expect(await phoneAt(NINE_IN_THE_EVENING)).toMatchObject({
      ...{ isAllowed: false, reason: 'outside_calling_hours', address: null, until: null },
      from: new Date('2026-11-25T08:00:00Z'),
    })
  })

  it('is not there for another seller', async () => {
    const lead = await makeLead()
    const other = await makeUser(db)
    await expect(getLead(db, lead.leadId, { sellerId: other.id }, NOON)).rejects.toMatchObject({ code: 'not_found' })
    await expect(acceptLead(db, lead.leadId, { sellerId: other.id }, NOON)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is accepted once, and that is a fact', async () => {
    const lead = await makeLead()
    await acceptLead(db, lead.leadId, { sellerId: seller.id }, NOON)
    await expect(acceptLead(db, lead.leadId, { sellerId: seller.id }, NOON)).rejects.toMatchObject({ code: 'conflict' })
    expect(await getLead(db, lead.leadId, { sellerId: seller.id }, NOON)).toMatchObject({
      status: 'accepted',
      answeredAt: NOON,
      left: 0,
    })
    expect(await db.event.count({ where: { contactId: lead.contactId, type: 'lead.accepted' } })).toBe(1)
  })

  it('is rejected with a reason; the note stays with the lead', async () => {
    const lead = await makeLead()
    const answer = { reason: 'bad_timing' as const, note: 'Call again in May.' }
    await rejectLead(db, lead.leadId, { sellerId: seller.id }, answer, NOON)
    expect(await getLead(db, lead.leadId, { sellerId: null }, NOON)).toMatchObject({
      status: 'rejected',
      rejectReason: 'bad_timing',
      note: 'Call again in May.',
    })
    const [fact] = await db.event.findMany({ where: { contactId: lead.contactId, type: 'lead.rejected' } })
    expect(fact?.properties).toEqual({ leadId: lead.leadId, sellerId: seller.id, reason: 'bad_timing' })
  })

  it('takes one of two answers that come at the same time', async () => {
    const lead = await makeLead()
    const reader = { sellerId: seller.id }
    const answers = await Promise.allSettled([
      acceptLead(db, lead.leadId, reader, NOON),
      rejectLead(db, lead.leadId, reader, { reason: 'not_a_fit', note: null }, NOON),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
    const facts = await db.event.findMany({
      where: { contactId: lead.contactId, type: { in: ['lead.accepted', 'lead.rejected'] } },
    })
    expect(facts).toHaveLength(1)
  })
})

describe('a call list', () => {
  const numbersOn = (content: string) => [...content.matchAll(/47900000\d\d/g)].map(([number]) => number)
  const release = (now = NOON) => releaseCallList(db, { sellerId: seller.id }, seller.id, now)

  /** An open lead whose person said yes to calls; in Norway by the number. */
  async function makeCallee() {
    const lead = await makeLead()
    await grant(db, lead.contactId, calling.id, { channel: 'phone', actor: 'import', method: 'import' })
    const { value } = await db.identity.findFirstOrThrow({ where: { contactId: lead.contactId, kind: 'phone' } })
    return { ...lead, number: value.slice(1) }
  }

  it('is not released while nobody on it has been washed in the month (N6)', async () => {
    await makeCallee()
    const lists = await db.callList.count()
    expect(await release()).toEqual({
      ...{ id: null, allowed: 0, until: null, next: null },
      not: [{ reason: 'not_washed', count: 1 }],
    })
    expect(await db.callList.count()).toBe(lists)
  })

  it('holds only those whom the decision allows, and keeps the decision about each who was asked (N6, N7, D1)', async () => {
    const [washed, unwashed, reserved] = [await makeCallee(), await makeCallee(), await makeCallee()]
    const silent = await makeLead()
    await makeWash(db, washed.contactId)
    await makeWash(db, reserved.contactId, { isReserved: true })
    const { id, ...outcome } = await release()
    expect(outcome).toMatchObject({ allowed: 1, until: NINE_IN_THE_EVENING, next: null })
    const { content } = await writeCallList(db, id ?? '', { sellerId: seller.id }, NOON)
    expect(numbersOn(content)).toEqual([washed.number])
    const rows = await db.callListRow.findMany({ where: { listId: id ?? '' } })
    expect(new Map(rows.map((row) => [row.contactId, row.reason]))).toEqual(
      new Map([
        [washed.contactId, 'given'],
        [unwashed.contactId, 'not_washed'],
        [reserved.contactId, 'reserved'],
        [silent.contactId, 'never_asked'],
      ]),
    )
    expect(rows.find((row) => row.isAllowed)).toMatchObject({ consentSeq: 2, ruleVersion: 'strict-1 NO-calls-2018-1' })
    const other = await makeUser(db)
    await expect(writeCallList(db, id ?? '', { sellerId: other.id }, NOON)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('asks again when it is fetched: whoever said no meanwhile, and everybody after hours, is not in the file (N8, D2)', async () => {
    const [stays, leaves] = [await makeCallee(), await makeCallee()]
    for (const { contactId } of [stays, leaves]) await makeWash(db, contactId)
    const { id, allowed } = await release()
    expect(allowed).toBe(2)
    await withdraw(db, leaves.contactId, calling.id, { channel: 'phone' })
    const { content } = await writeCallList(db, id ?? '', { sellerId: seller.id }, NOON)
    expect(numbersOn(content)).toEqual([stays.number])
    await expect(writeCallList(db, id ?? '', { sellerId: seller.id }, NINE_IN_THE_EVENING)).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await release(NINE_IN_THE_EVENING)).toMatchObject({
      id: null,
      next: new Date('2026-11-25T08:00:00Z'),
      not: expect.arrayContaining([{ reason: 'outside_calling_hours', count: 1 }]),
    })
  })
})

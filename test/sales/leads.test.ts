import { beforeEach, describe, expect, it } from 'vitest'
import { acceptLead, rejectLead } from '../../src/sales/answer-lead.ts'
import { findLeads } from '../../src/sales/find-leads.ts'
import { getLead } from '../../src/sales/get-lead.ts'
import { handToSales } from '../../src/sales/hand-to-sales.ts'
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
      { channel: 'phone', isAllowed: true, address: expect.stringMatching(/^\+47900000/) },
    ])
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

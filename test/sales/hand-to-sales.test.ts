import { beforeEach, describe, expect, it } from 'vitest'
import { rejectLead } from '../../src/sales/answer-lead.ts'
import { findScore } from '../../src/sales/find-score.ts'
import { handToSales } from '../../src/sales/hand-to-sales.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeUser, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const sharing = await makePurpose(db, { key: 'share_with_sales', kind: 'sales' })

const typesOf = async (contactId: string) =>
  (await db.event.findMany({ where: { contactId }, orderBy: { receivedAt: 'asc' } })).map((event) => event.type)

async function willing() {
  const contact = await makeContact(db)
  await grant(db, contact.id, sharing.id)
  return contact
}

beforeEach(async () => {
  await db.lead.deleteMany()
  await db.appUser.deleteMany()
})

describe('handing to sales', () => {
  it('makes no lead of somebody who has not said yes, and says why (D1)', async () => {
    await makeUser(db)
    const contact = await makeContact(db)
    expect(await handToSales(db, { contactId: contact.id }, NOON)).toEqual({
      outcome: 'not_allowed',
      reason: 'never_asked',
      consentSeq: null,
    })
    await grant(db, contact.id, sharing.id)
    await withdraw(db, contact.id, sharing.id)
    expect(await handToSales(db, { contactId: contact.id }, NOON)).toMatchObject({ reason: 'withdrawn', consentSeq: 2 })
    expect(await db.lead.count()).toBe(0)
    expect(await typesOf(contact.id)).toEqual(['lead.not_allowed', 'lead.not_allowed'])
  })

  it('makes a lead that keeps the yes it rests on, the facts and the time to answer', async () => {
    const seller = await makeUser(db)
    const contact = await willing()
    const because = { at: NOON.toISOString(), text: 'Filled in the heat audit form', times: 1, points: 0 }
    const answer = await handToSales(db, { contactId: contact.id, because }, NOON)
    expect(answer).toMatchObject({ outcome: 'handed_over', sellerId: seller.id })
    expect(await db.lead.findFirstOrThrow()).toMatchObject({
      contactId: contact.id,
      status: 'assigned',
      consentSeq: 1,
      ruleVersion: 'strict-1',
      facts: [because],
      answerBy: new Date('2026-11-25T11:00:00.000Z'),
    })
    expect(await typesOf(contact.id)).toEqual(['lead.assigned'])
  })

  it('hands a contact over once, however often it is asked at the same time', async () => {
    await makeUser(db)
    const contact = await willing()
    const answers = await Promise.all([1, 2, 3, 4].map(() => handToSales(db, { contactId: contact.id }, NOON)))
    expect(answers.map((answer) => answer.outcome).sort()).toEqual([
      'already_with_sales',
      'already_with_sales',
      'already_with_sales',
      'handed_over',
    ])
    expect(await db.lead.count()).toBe(1)
  })

  it('leaves somebody who was sent back in peace for sixty days', async () => {
    const seller = await makeUser(db)
    const contact = await willing()
    const first = await handToSales(db, { contactId: contact.id }, NOON)
    if (first.outcome !== 'handed_over') throw new Error(first.outcome)
    await rejectLead(db, first.leadId, { sellerId: seller.id }, { reason: 'no_project', note: null }, NOON)
    const later = (days: number) => new Date(+NOON + days * DAY_MS)
    expect(await handToSales(db, { contactId: contact.id }, later(59))).toEqual({ outcome: 'resting' })
    expect(await handToSales(db, { contactId: contact.id }, later(61))).toMatchObject({ outcome: 'handed_over' })
  })

  it('says that there is no seller instead of losing the lead', async () => {
    const contact = await willing()
    expect(await handToSales(db, { contactId: contact.id }, NOON)).toEqual({ outcome: 'no_seller' })
  })

  it('shares leads fairly, also when they come at the same time', async () => {
    const sellers = [await makeUser(db), await makeUser(db), await makeUser(db)]
    const contacts = await Promise.all(Array.from({ length: 12 }, willing))
    await Promise.all(contacts.map((contact) => handToSales(db, { contactId: contact.id }, NOON)))
    const counts = await db.lead.groupBy({ by: ['sellerId'], _count: true })
    expect(counts.map((row) => row._count)).toEqual([4, 4, 4])
    expect(counts).toHaveLength(sellers.length)
  })

  it('gives the next lead to the seller with the fewest open ones', async () => {
    const [busy, free] = [await makeUser(db), await makeUser(db)]
    for (const seller of [busy, free]) {
      const contact = await willing()
      await handToSales(db, { contactId: contact.id }, NOON)
      const lead = await db.lead.findFirstOrThrow({ where: { contactId: contact.id } })
      await db.lead.update({
        where: { contactId_id: { contactId: contact.id, id: lead.id } },
        data: {
          sellerId: seller.id,
          ...(seller.id === free.id ? { status: 'rejected', rejectedAt: NOON, rejectReason: 'no_budget' } : {}),
        },
      })
    }
    const contact = await willing()
    expect(await handToSales(db, { contactId: contact.id }, NOON)).toMatchObject({ sellerId: free.id })
  })
})

describe('the reasons behind a lead', () => {
  it('are what the contact did, grouped by rule, the strongest first, and add up to the heat (L11)', async () => {
    const contact = await makeContact(db)
    const rule = (name: string, points: number) =>
      db.scoringRule.create({ data: { name, kind: 'behaviour', eventType: 'page.viewed', points } })
    const [prices, guide] = [await rule('Looked at prices', 10), await rule('Downloaded the guide', 25)]
    const entry = (ruleId: string, points: number, daysAgo: number) =>
      db.scoreEntry.create({
        data: {
          contactId: contact.id,
          eventId: crypto.randomUUID(),
          ruleId,
          points,
          occurredAt: new Date(+NOON - daysAgo * DAY_MS),
        },
      })
    await entry(prices.id, 10, 0)
    await entry(prices.id, 10, 90)
    await entry(guide.id, 25, 90)
    const { heat, reasons } = await findScore(db, contact.id, NOON)
    expect(heat).toBeCloseTo(27.5, 6)
    expect(reasons).toEqual([
      { at: NOON.toISOString(), text: 'Looked at prices', times: 2, points: 15 },
      { at: new Date(+NOON - 90 * DAY_MS).toISOString(), text: 'Downloaded the guide', times: 1, points: 12.5 },
    ])
  })
})

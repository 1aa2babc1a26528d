import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { asAuthor, decideApproval, findApproval } from '../../src/campaigns/approval/approve-campaign.ts'
import {
  createCampaign,
  explainCampaign,
  findReadyContent,
  makeReady,
  pauseCampaign,
  resumeCampaign,
  startCampaigns,
} from '../../src/campaigns/index.ts'
import type { Plan } from '../../src/campaigns/plan/plan.ts'
import { scheduleCampaign, takeBackCampaign } from '../../src/campaigns/schedule-campaign.ts'
import { NO_RULES, saveSendingRules } from '../../src/delivery/index.ts'
import { newId } from '../../src/platform/id.ts'
import { findNeeds } from '../../src/reports/today/find-needs.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
let clock = NOON
const server = await testServer(createApp(testServices(database, { now: () => clock })), { db })
const marketer = await server.as('marketer')
const brand = await makeBrand(db)
const purpose = await makePurpose(db, { brandId: brand.id })
const tracking = await makePurpose(db, { brandId: brand.id, kind: 'tracking', channels: ['email', 'web'] })

let places = 0
/** People of a place of their own, and a segment of them. */
async function makeAudience(...over: Parameters<typeof makeContact>[1][]) {
  const city = `Place ${++places}`
  const people = []
  for (const one of over) {
    const contact = await makeContact(db, { city, country: 'NO', ...one })
    await grant(db, contact.id, purpose.id)
    people.push(contact)
  }
  const condition = { kind: 'field' as const, field: 'city', operator: 'is' as const, values: [city] }
  const { id } = await saveSegment(db, { name: city, definition: { kind: 'all', conditions: [condition] } }, NOON)
  return { people, segmentId: id }
}
const make = (segmentId: string, over = {}) =>
  createCampaign(db, { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'Hei', ...over }, NOON)
async function startAll(now: Date) {
  while (await startCampaigns(db, now));
}
/** When each of these people is to get the campaign. */
async function timesOf(campaignId: string, people: { id: string }[]) {
  const messages = await db.message.findMany({ where: { campaignId } })
  const batches = new Map((await db.messageBatch.findMany({ where: { campaignId } })).map((one) => [one.id, one]))
  return people.map(({ id }) => {
    const batch = batches.get(messages.find(({ contactId }) => contactId === id)?.batchId ?? '')
    return batch?.notBefore.toISOString().slice(0, 16)
  })
}
async function plan(segmentId: string, said: Plan, now: Date) {
  const { id } = await make(segmentId)
  const { startsAt } = await scheduleCampaign(db, id, null, now, said)
  await startAll(startsAt)
  return { id, startsAt }
}

describe('a campaign', () => {
  it('goes out at an hour where each person is, and begins where a day begins first', async () => {
    const { people, segmentId } = await makeAudience(
      {},
      { country: 'FI' },
      { country: 'US', timeZone: 'America/New_York' },
      { country: 'US', timeZone: 'Nowhere/At_all' },
    )
    const said: Plan = { mode: 'local', wall: '2026-11-26T09:00', passed: 'next_day', expiresAfterMinutes: 90 }
    const { id, startsAt } = await plan(segmentId, said, NOON)
    expect(startsAt).toEqual(new Date('2026-11-25T19:00:00Z'))
    const day = await marketer('GET', '/calendar?from=2026-11-25T23:00:00Z&to=2026-11-26T23:00:00Z')
    expect(day.body).toMatchObject({ items: [{ campaignId: id, at: '2026-11-26T08:00:00.000Z' }] })
    expect(await timesOf(id, people)).toEqual([
      '2026-11-26T08:00',
      '2026-11-26T07:00',
      '2026-11-26T14:00',
      '2026-11-26T08:00', // the zone of the sender
    ])
    const [batch] = await db.messageBatch.findMany({ where: { campaignId: id }, orderBy: { notBefore: 'asc' } })
    expect(batch?.expiresAt).toEqual(new Date('2026-11-26T08:30:00Z'))
  })

  it('goes to whom the hour has passed the next day, or now, as was chosen', async () => {
    const { people, segmentId } = await makeAudience({}, { country: 'FI' })
    const now = new Date('2026-11-26T07:30:00Z') // 8.30 in Oslo, 9.30 in Helsinki
    const wall = { mode: 'local', wall: '2026-11-26T09:00', expiresAfterMinutes: null } as const
    const later = await plan(segmentId, { ...wall, passed: 'next_day' }, now)
    expect(await timesOf(later.id, people)).toEqual(['2026-11-26T08:00', '2026-11-27T07:00'])
    const atOnce = await plan(segmentId, { ...wall, passed: 'now' }, now)
    expect(await timesOf(atOnce.id, people)).toEqual(['2026-11-26T08:00', '2026-11-26T07:30'])
  })

  it('goes out when each usually reads, only for those who may be watched, and to the others at the chosen hour', async () => {
    const { people, segmentId } = await makeAudience({}, {}, {}, {})
    const [evening, once, refused, never] = people
    const read = (contactId: string | undefined, hour: string, days: number) =>
      db.event.createMany({
        data: Array.from({ length: days }, (_, day) => ({
          ...{ contactId: contactId ?? '', id: newId(NOON), type: 'mail.opened', source: 'mail' },
          occurredAt: new Date(+new Date(`2026-11-01T${hour}:20:00Z`) + day * DAY_MS),
        })),
      })
    for (const contact of [evening, once, never]) await grant(db, contact?.id ?? '', tracking.id)
    await read(evening?.id, '19', 9) // 20 in Oslo
    await read(once?.id, '02', 1)
    await read(refused?.id, '19', 9)
    const said: Plan = { mode: 'usual', wall: '2026-11-26T09:00', passed: 'next_day', expiresAfterMinutes: null }
    const { id } = await plan(segmentId, said, NOON)
    expect(await timesOf(id, people)).toEqual([
      '2026-11-26T19:00',
      '2026-11-26T19:00', // one reading at night makes no habit: when the others read
      '2026-11-26T08:00',
      '2026-11-26T08:00',
    ])
  })

  it('is spread evenly over a window', async () => {
    const { people, segmentId } = await makeAudience({}, {}, {}, {}, {}, {})
    const { id } = await plan(segmentId, { mode: 'spread', minutes: 60, expiresAfterMinutes: null }, NOON)
    const times = (await timesOf(id, people)).toSorted()
    expect(times).toEqual(['11:00', '11:10', '11:20', '11:30', '11:40', '11:50'].map((time) => `2026-11-24T${time}`))
  })

  it('can be paused before it begins, and goes on to its time', async () => {
    const { segmentId } = await makeAudience({})
    const { id } = await make(segmentId)
    clock = NOON
    const body = { startsAt: '2026-11-25T08:00:00Z', plan: { mode: 'spread', minutes: 30 } }
    expect((await marketer('POST', `/campaigns/${id}/schedule`, body)).body).toEqual({
      startsAt: '2026-11-25T08:00:00.000Z',
    })
    await pauseCampaign(db, id)
    await startAll(new Date('2026-11-25T09:00:00Z'))
    expect(await db.message.count({ where: { campaignId: id } })).toBe(0)
    await resumeCampaign(db, id)
    expect((await db.campaign.findUniqueOrThrow({ where: { id } })).status).toBe('scheduled')
    expect((await marketer('POST', `/campaigns/${id}/schedule`, { plan: { mode: 'local' } })).status).toBe(400)
  })
})

describe('a second person', () => {
  const ingrid = { id: newId(NOON), name: 'Ingrid', kind: 'person' as const }
  const statusOf = async (id: string) => (await db.campaign.findUniqueOrThrow({ where: { id } })).status

  it('must approve the very words where the sender asks for it, and is nobody who wrote them', async () => {
    await saveSendingRules(db, brand.id, { ...NO_RULES, needsApproval: true }, { name: 'Ola' }, NOON)
    const { segmentId } = await makeAudience({})
    const { id } = await make(segmentId)
    const olav = { id: newId(NOON), name: 'Olav', kind: 'person' as const }
    await asAuthor(db, id, olav, NOON, (tx) => scheduleCampaign(tx, id, null, NOON))
    await startAll(NOON)
    expect(await statusOf(id)).toBe('scheduled')
    const yes = { version: 1, isApproved: true, note: '' }
    await expect(decideApproval(db, id, olav, yes, NOON)).rejects.toMatchObject({ code: 'conflict' })
    await expect(decideApproval(db, id, { ...ingrid, kind: 'key' }, yes, NOON)).rejects.toThrow(/person approves/)
    const [version] = await db.campaignVersion.findMany({ where: { campaignId: id } })
    const said = { contentId: version?.contentId ?? '', campaignId: id, version: 1, isApproved: true }
    await expect(
      db.campaignApproval.create({ data: { ...said, decidedBy: olav.id, decidedByName: 'Olav', decidedAt: NOON } }),
    ).rejects.toThrow(/cannot approve/)

    // A no makes it a draft again, with why; what is changed asks anew.
    await decideApproval(db, id, ingrid, { ...yes, isApproved: false, note: 'The price is wrong.' }, NOON)
    expect(await db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'draft',
      fault: 'Ingrid did not approve it. The price is wrong.',
    })
    await scheduleCampaign(db, id, null, NOON)
    await expect(decideApproval(db, id, ingrid, yes, NOON)).rejects.toThrow(/newest version/)
    expect((await marketer('GET', `/campaigns/${id}/approval`)).body).toMatchObject({
      isNeeded: true,
      version: 2,
      decision: null,
      authors: ['Olav'],
      isOwn: false,
    })
    expect((await findApproval(db, id, olav.id)).isOwn).toBe(true)
    const unread = async () =>
      (await findNeeds(db, { seesMarketing: true, seesRequests: false }, NOON)).filter(
        (need) => need.kind === 'approval' && need.id === id,
      )
    expect(await unread()).toMatchObject([{ authors: ['Olav'] }])
    await decideApproval(db, id, ingrid, { ...yes, version: 2 }, NOON)
    expect(await unread()).toEqual([])
    await startAll(NOON)
    expect(await statusOf(id)).toBe('sending')
    await expect(db.campaignApproval.deleteMany()).rejects.toThrow(/stays/)
  })

  it('is asked of what workflows send too: they go on with the version that was approved last', async () => {
    const { id } = await make((await makeAudience({})).segmentId)
    await makeReady(db, id, NOON)
    expect(await findReadyContent(db, id)).toBeUndefined()
    await decideApproval(db, id, ingrid, { version: 1, isApproved: true, note: '' }, NOON)
    const approved = await findReadyContent(db, id)
    await makeReady(db, id, NOON)
    expect(await findReadyContent(db, id)).toEqual(approved)
    await saveSendingRules(db, brand.id, NO_RULES, { name: 'Ola' }, NOON)
    expect(await findReadyContent(db, id)).not.toEqual(approved)
  })
})

describe('a forecast of what waits', () => {
  it('counts those in quiet hours when it begins, and those who have had as many as the sender sends', async () => {
    const { people, segmentId } = await makeAudience({}, {}, { country: 'FI' })
    await makeContact(db, { city: `Place ${places}` }) // gets nothing, so waits for nothing
    const rules = { ...NO_RULES, dayCap: 1, quietFrom: 21 * 60, quietUntil: 8 * 60 }
    await saveSendingRules(db, brand.id, rules, { name: 'Ola' }, NOON)
    const { id } = await make(segmentId)
    const night = new Date('2026-11-24T19:30:00Z') // 21.30 in Helsinki, 20.30 in Oslo
    await db.sendingCount.create({
      data: { contactId: people[0]?.id ?? '', brandId: brand.id, messageIds: [newId(NOON)], begunAt: [NOON] },
    })
    clock = night
    expect((await marketer('GET', `/campaigns/${id}/forecast/later`)).body).toEqual({
      quiet: { people: 1, from: '2026-11-25T06:00:00.000Z', until: '2026-11-25T06:00:00.000Z' },
      capped: 1,
      at: night.toISOString(),
    })
    await saveSendingRules(db, brand.id, NO_RULES, { name: 'Ola' }, NOON)
    expect((await marketer('GET', `/campaigns/${id}/forecast/later`)).body).toMatchObject({ capped: 0 })
    clock = NOON
  })
})

describe('why somebody has not got it yet', () => {
  it('is told with what it waits for and until when, or why it was too late', async () => {
    const { people, segmentId } = await makeAudience({})
    const { id } = await make(segmentId)
    await scheduleCampaign(db, id, null, NOON)
    await startAll(NOON)
    const data = { reason: 'quiet_hours', notBefore: new Date('2026-11-25T07:10:00Z') }
    await db.message.updateMany({ where: { campaignId: id }, data })
    const why = async () => (await explainCampaign(db, id, people[0]?.id ?? '', 'en', NOON)).answer
    expect(await why()).toContain('It waits for the end of quiet hours, until 25 November 2026 at 08:10.')
    await db.message.updateMany({ where: { campaignId: id }, data: { status: 'expired', finishedAt: NOON } })
    expect(await why()).toMatch(/too late to be sent. Quiet hours would have made it too late\.$/)
    const { body } = await marketer('GET', `/campaigns/${id}/results`)
    expect(body).toMatchObject({ parts: [{ status: 'expired', reason: 'quiet_hours', count: 1 }] })
  })
})

describe('a campaign that goes out again and again', () => {
  const childrenOf = (id: string) =>
    db.campaignOccurrence.findMany({ where: { campaignId: id }, orderBy: { occursAt: 'asc' } })
  const rule = { every: 'week', weekdays: [2], minutes: 9 * 60, timeZone: 'Europe/Oslo', until: '2026-12-08' }

  it('is a campaign of its own each time, with the frozen words, once for what was missed, until its last day', async () => {
    const { segmentId } = await makeAudience({}, {})
    const { id } = await make(segmentId)
    clock = new Date('2026-11-24T09:00:00Z')
    const { body } = await marketer('POST', `/campaigns/${id}/repeat`, { rule })
    expect(body).toEqual({ startsAt: '2026-12-01T08:00:00.000Z' })
    await startAll(new Date('2026-12-01T07:59:00Z'))
    expect(await childrenOf(id)).toEqual([])
    await startAll(new Date('2026-12-01T08:00:00Z'))
    await startAll(new Date('2026-12-01T08:01:00Z'))
    const [child] = await childrenOf(id)
    expect(await childrenOf(id)).toHaveLength(1)
    expect(await db.message.count({ where: { campaignId: child?.childId ?? '' } })).toBe(2)
    expect(await db.message.count({ where: { campaignId: id } })).toBe(0)
    const [frozen, own] = await Promise.all(
      [id, child?.childId ?? ''].map((campaignId) => db.campaignVersion.findFirstOrThrow({ where: { campaignId } })),
    )
    expect(own?.contentId).toBe(frozen?.contentId)

    const calendar = await marketer('GET', '/calendar?from=2026-12-01T00:00:00Z&to=2027-01-01T00:00:00Z')
    const { items } = calendar.body as { items: { campaignId: string; at: string; isForetold: boolean }[] }
    expect(items.filter((one) => [id, child?.childId].includes(one.campaignId))).toMatchObject([
      { campaignId: child?.childId, isForetold: false },
      { campaignId: id, at: '2026-12-08T08:00:00.000Z', isForetold: true },
    ])
    // Nobody was there until long after the last time: it is made up for once, and the rule is over.
    await startAll(new Date('2027-03-01T00:00:00Z'))
    expect(await childrenOf(id)).toHaveLength(2)
    expect((await db.campaign.findUniqueOrThrow({ where: { id } })).status).toBe('sent')
  })

  it('is paused and taken back like any other', async () => {
    const { id } = await make((await makeAudience({})).segmentId)
    await marketer('POST', `/campaigns/${id}/repeat`, { rule: { ...rule, every: 'day', weekdays: undefined } })
    await pauseCampaign(db, id)
    await startAll(new Date('2026-12-05T00:00:00Z'))
    expect(await childrenOf(id)).toEqual([])
    await takeBackCampaign(db, id, NOON)
    await scheduleCampaign(db, id, null, NOON)
    expect(await db.campaignRecurrence.count({ where: { campaignId: id } })).toBe(0)
  })
})

describe('a campaign that another system triggers', () => {
  it('goes to a contact once for each key, and to a segment as a campaign of its own', async () => {
    const { people, segmentId } = await makeAudience({}, {})
    const { id } = await make(segmentId)
    const trigger = (body: object) => marketer('POST', `/campaigns/${id}/trigger`, body)
    const one = { key: 'order 17', contactId: people[0]?.id }
    expect((await trigger(one)).status).toBe(409)
    await makeReady(db, id, NOON)
    expect((await trigger(one)).body).toEqual({ campaignId: id, queued: 1, isRepeated: false })
    expect((await trigger(one)).body).toEqual({ campaignId: id, queued: 1, isRepeated: true })
    expect((await trigger({ ...one, contactId: people[1]?.id })).status).toBe(409)
    expect((await trigger({ key: 'order 18', contactId: people[0]?.id })).body).toMatchObject({ queued: 1 })
    expect(await db.message.count({ where: { campaignId: id } })).toBe(2)

    const all = { key: 'launch', segmentId }
    const { body } = await trigger(all)
    const { campaignId } = body as { campaignId: string }
    expect((await trigger(all)).body).toEqual({ campaignId, queued: null, isRepeated: true })
    await startAll(NOON)
    expect(await db.message.count({ where: { campaignId } })).toBe(2)
    expect((await trigger({ key: 'both', contactId: people[0]?.id, segmentId })).status).toBe(400)
  })
})

describe('the calendar', () => {
  it('moves a scheduled campaign to another day at the same hour, and no campaign into the past', async () => {
    const { id } = await make((await makeAudience({})).segmentId)
    clock = NOON
    await scheduleCampaign(db, id, new Date('2027-03-26T08:00:00Z'), NOON)
    const move = (days: number) => marketer('POST', `/campaigns/${id}/move`, { days })
    // Over the night in which clocks go forward in Oslo.
    expect((await move(3)).body).toEqual({ startsAt: '2027-03-29T07:00:00.000Z' })
    expect((await move(-366)).status).toBe(400)
    await takeBackCampaign(db, id, NOON)
    expect((await move(1)).status).toBe(409)
  })
})

import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createCampaign, pauseCampaign, resumeCampaign, startCampaigns } from '../../src/campaigns/index.ts'
import type { Plan } from '../../src/campaigns/plan/plan.ts'
import { scheduleCampaign } from '../../src/campaigns/schedule-campaign.ts'
import { newId } from '../../src/platform/id.ts'
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

import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { sameHourLater } from '../../src/campaigns/experiments/decide-experiments.ts'
import { findExperiment } from '../../src/campaigns/experiments/find-experiment.ts'
import { placeSql } from '../../src/campaigns/experiments/place-contacts.ts'
import { type NewExperiment, saveExperiment } from '../../src/campaigns/experiments/save-experiment.ts'
import {
  cancelCampaign,
  createCampaign,
  explainCampaign,
  makeReady,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  startCampaigns,
} from '../../src/campaigns/index.ts'
import { saveGoal } from '../../src/campaigns/results/goal.ts'
import { Prisma } from '../../src/platform/database.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const HOUR_MS = 3_600_000
const KEY = new Uint8Array(32).fill(7)
const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const marketer = await (await testServer(createApp(services), services)).as('marketer')
const brand = await makeBrand(db)
const purpose = await makePurpose(db, { brandId: brand.id })
const people = await Promise.all(Array.from({ length: 40 }, () => makeContact(db, { country: 'NO' })))
const [never] = people
for (const { id } of people) if (id !== never?.id) await grant(db, id, purpose.id)
const { id: segmentId } = await saveSegment(
  db,
  {
    name: 'Norway',
    definition: { kind: 'all', conditions: [{ kind: 'field', field: 'country', operator: 'is', values: ['NO'] }] },
  },
  NOON,
)

const PLAN: NewExperiment = {
  ...{ kind: 'subject', metric: 'clicked', testShare: 50, holdOutShare: 20, deadlineHours: 24 },
  others: [{ subject: 'The other subject' }],
}
async function begin(plan: Partial<NewExperiment> = {}, over = {}) {
  const draft = { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'The subject', ...over }
  const { id } = await createCampaign(db, draft, NOON)
  if (plan.metric === 'converted' || plan.kind === 'hold_out')
    await saveGoal(db, id, { eventType: 'order.placed', withinDays: 7, valueProperty: null })
  await saveExperiment(db, id, { ...PLAN, ...plan }, KEY)
  await scheduleCampaign(db, id, null, NOON)
  await run(NOON)
  return id
}
async function run(now: Date) {
  while (await startCampaigns(db, now));
}
const placesOf = async (campaignId: string) =>
  db.$queryRaw<
    { contact_id: string; place: number; status: string; reason: string | null; subject: string; batch: string }[]
  >(Prisma.sql`
    select message.contact_id, ${placeSql(KEY, Prisma.sql`message.contact_id`)} as place, message.status, message.reason,
      content.subject, batch.status as batch
    from message join message_content content on content.id = message.content_id
    join message_batch batch on batch.id = message.batch_id and batch.content_id = message.content_id
    where message.campaign_id = ${campaignId}::uuid order by place`)
const stateOf = (campaignId: string) => db.experiment.findUniqueOrThrow({ where: { campaignId } })

test('an audience is divided by a keyed hash: held out with their decision, each way its part, and the rest waits', async () => {
  const id = await begin()
  const rows = await placesOf(id)
  expect(rows).toHaveLength(40)
  for (const { contact_id, place, status, reason, subject, batch } of rows) {
    if (place < 0.2)
      expect([status, reason]).toEqual(
        contact_id === never?.id ? ['blocked', 'never_asked'] : ['cancelled', 'held_out'],
      )
    else expect([status, reason, batch]).toEqual(['queued', null, place < 0.6 ? 'open' : 'waiting'])
    expect(subject).toBe(place >= 0.4 && place < 0.6 ? 'The other subject' : 'The subject')
  }
  const held = await db.message.findFirstOrThrow({ where: { campaignId: id, reason: 'held_out' } })
  expect(held).toMatchObject({ consentSeq: 1, ruleVersion: expect.stringContaining('NO') })
  expect((await explainCampaign(db, id, held.contactId, 'en', NOON)).answer).toContain('was held out by chance')
  expect(await marketer('GET', `/campaigns/${id}/results/people?statuses=cancelled&reasons=held_out`)).toMatchObject({
    body: { items: expect.arrayContaining([expect.objectContaining({ id: held.contactId, state: 'capped' })]) },
  })
  const waiting = rows.filter((row) => row.batch === 'waiting').length
  expect((await findExperiment(db, id))?.waiting).toBe(waiting)
})

/** As if the mails had gone to so many who may be watched, and so many had clicked. */
async function pretend(campaignId: string, arms: { position: number; people: number; clicks: number }[]) {
  for (const { position, people: count, clicks } of arms) {
    const { contentId } = await db.experimentVariant.findUniqueOrThrow({
      where: { campaignId_position: { campaignId, position } },
    })
    const batch = await db.messageBatch.create({
      data: { contentId: contentId ?? '', campaignId, status: 'done', notBefore: NOON },
    })
    await db.$executeRaw(Prisma.sql`
      with chosen as (
        select id, row_number() over (order by id) as number from (select gen_random_uuid() as id from generate_series(1, 20000)) made
        where ${placeSql(KEY, Prisma.sql`id`)} >= 0.2 and ${placeSql(KEY, Prisma.sql`id`)} < 0.6 limit ${count}
      ), sent as (
        insert into message (contact_id, batch_id, content_id, campaign_id, purpose_id, channel, occasion, status, consent_seq,
          rule_version, decided_at, finished_at, is_tracked)
        select id, ${batch.id}::uuid, ${contentId}::uuid, ${campaignId}::uuid, ${purpose.id}::uuid, 'email', 'x', 'sent', 1, 'x',
          ${NOON}, ${NOON}, true from chosen returning contact_id, id
      )
      insert into event (contact_id, id, type, occurred_at, source, properties)
      select sent.contact_id, gen_random_uuid(), 'mail.clicked', ${NOON}, 'mail',
        jsonb_build_object('messageId', sent.id, 'campaignId', ${campaignId}::text, 'position', 0)
      from sent join chosen on chosen.id = sent.contact_id where chosen.number <= ${clicks}`)
  }
}

test('the better way is found by evidence and goes to the rest; what is told has its interval', async () => {
  const id = await begin()
  await pretend(id, [
    { position: 0, people: 300, clicks: 20 },
    { position: 1, people: 300, clicks: 30 },
  ])
  await run(new Date(+NOON + HOUR_MS))
  expect(await stateOf(id)).toMatchObject({ state: 'testing', winner: null })
  const [, open] = (await findExperiment(db, id))?.variants ?? []
  expect(open).toMatchObject({ letter: 'B', people: 300, successes: 30 })
  expect(open?.difference?.from).toBeLessThan(0)
  expect(open?.difference?.to).toBeGreaterThan(0.03)
  await pretend(id, [
    { position: 0, people: 400, clicks: 20 },
    { position: 1, people: 400, clicks: 130 },
  ])
  // Not asked again within the minute.
  await run(new Date(+NOON + HOUR_MS + 1000))
  expect((await stateOf(id)).state).toBe('testing')
  await pauseCampaign(db, id)
  await resumeCampaign(db, id)
  await run(new Date(+NOON + 2 * HOUR_MS))
  expect(await stateOf(id)).toMatchObject({ state: 'decided', winner: 1, decidedBy: 'evidence' })
  const rest = (await placesOf(id)).filter((row) => row.place >= 0.6)
  expect(new Set(rest.map((row) => `${row.batch} ${row.subject}`))).toEqual(new Set(['open The other subject']))
  // The rest came later, so it tells nothing of which is better.
  await db.message.updateMany({
    where: { campaignId: id, contactId: { in: rest.map((row) => row.contact_id) } },
    data: { status: 'sent', consentSeq: 1, ruleVersion: 'x', decidedAt: NOON, finishedAt: NOON, isTracked: true },
  })
  expect((await findExperiment(db, id))?.variants.map((variant) => variant.people)).toEqual([700, 700])
})

test('without a winner the deadline sends the leading way, a person may decide before, and nobody twice', async () => {
  const id = await begin()
  await pretend(id, [{ position: 1, people: 10, clicks: 3 }])
  await run(new Date(+NOON + 23 * HOUR_MS))
  expect((await stateOf(id)).state).toBe('testing')
  await run(new Date(+NOON + 24 * HOUR_MS))
  expect(await stateOf(id)).toMatchObject({ state: 'decided', winner: 1, decidedBy: 'deadline' })
  expect(await marketer('POST', `/campaigns/${id}/experiment/choose`, { position: 0 })).toMatchObject({ status: 409 })
  const chosen = await begin()
  expect(await marketer('POST', `/campaigns/${chosen}/experiment/choose`, { position: 0 })).toMatchObject({
    status: 204,
  })
  await run(NOON)
  expect(await stateOf(chosen)).toMatchObject({ state: 'decided', winner: 0, decidedBy: 'person' })
  expect((await placesOf(chosen)).filter((row) => row.batch === 'waiting')).toEqual([])
})

test('cancelling removes those who wait for the decision too', async () => {
  const id = await begin()
  const queued = (await placesOf(id)).filter((row) => row.status === 'queued').length
  expect(await cancelCampaign(db, id, NOON)).toMatchObject({ removed: queued })
  expect(await db.messageBatch.count({ where: { campaignId: id, status: 'waiting' } })).toBe(0)
})

test('a hold-out alone tells what the mail does to everybody, with its interval and without names', async () => {
  const id = await begin({ kind: 'hold_out', others: [], testShare: 100, holdOutShare: 50 })
  const rows = (await placesOf(id)).filter((row) => row.reason !== 'never_asked')
  const [got = [], out = []] = [
    rows.filter((row) => row.status === 'queued'),
    rows.filter((row) => row.reason === 'held_out'),
  ]
  await db.message.updateMany({
    where: { campaignId: id, status: 'queued' },
    data: { status: 'sent', consentSeq: 1, ruleVersion: 'x', decidedAt: NOON, finishedAt: NOON },
  })
  const buys = [...got.slice(0, 5), ...out.slice(0, 1)]
  await db.event.createMany({
    data: buys.map((row, index) => ({
      ...{ contactId: row.contact_id, id: `00000000-0000-4000-8000-00000000000${index}`, type: 'order.placed' },
      ...{ occurredAt: new Date(+NOON + DAY_MS), source: 'api', properties: {} },
    })),
  })
  const answer = await findExperiment(db, id)
  expect(answer).toMatchObject({
    got: { people: got.length, successes: 5 },
    heldOut: { people: out.length, successes: 1 },
  })
  expect(answer?.effect?.estimate).toBeCloseTo(5 / got.length - 1 / out.length)
  expect(answer?.effect?.from).toBeLessThan(0)
  await run(new Date(+NOON + DAY_MS))
  expect(await stateOf(id)).toMatchObject({ state: 'decided', winner: null })
})

test('times are apart by what was planned, and the rest gets the better hour of the next day', async () => {
  const id = await begin({ kind: 'time', others: [{ delayMinutes: 120 }] })
  const batches = await db.messageBatch.findMany({ where: { campaignId: id, status: 'open' } })
  expect(new Set(batches.map((batch) => +batch.notBefore - +NOON))).toEqual(new Set([0, 2 * HOUR_MS]))
  expect(sameHourLater(NOON, 120, new Date(+NOON + 3 * HOUR_MS))).toEqual(new Date(+NOON + 26 * HOUR_MS))
  expect(sameHourLater(NOON, 120, new Date(+NOON + HOUR_MS))).toEqual(new Date(+NOON + 2 * HOUR_MS))
})

test('a plan that cannot tell anything is refused with what to do', async () => {
  const { id } = await createCampaign(db, { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'x' }, NOON)
  const faults = async (plan: object) => {
    const { status, body } = await marketer('PUT', `/campaigns/${id}/experiment`, { ...PLAN, ...plan })
    return { status, paths: (body as { faults: { path: string }[] }).faults?.map((fault) => fault.path) }
  }
  expect(await faults({ others: [] })).toEqual({ status: 400, paths: ['others'] })
  expect(await faults({ others: [{ subject: '' }] })).toEqual({ status: 400, paths: ['others.0.subject'] })
  expect(await faults({ metric: 'converted' })).toEqual({ status: 400, paths: ['metric'] })
  expect(await faults({ kind: 'hold_out', others: [], testShare: 100, holdOutShare: 0 })).toEqual({
    ...{ status: 400, paths: ['holdOutShare'] },
  })
  expect(await faults({ others: [{ subject: '{{ contact.nothing }}' }] })).toMatchObject({ status: 204 })
  await expect(scheduleCampaign(db, id, null, NOON)).rejects.toMatchObject({
    faults: [{ path: 'experiment.1.subject' }],
  })
  await expect(makeReady(db, id, NOON)).rejects.toMatchObject({ code: 'conflict' })
  expect(await marketer('DELETE', `/campaigns/${id}/experiment`)).toMatchObject({ status: 204 })
  await scheduleCampaign(db, id, null, NOON)
  expect(await faults({})).toMatchObject({ status: 409 })
})

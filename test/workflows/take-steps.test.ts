import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordEvents, registerEventConsumers } from '../../src/contacts/index.ts'
import { inTransaction, openDatabase, Prisma } from '../../src/platform/database.ts'
import { weightAt } from '../../src/scoring/decay.ts'
import type { Step } from '../../src/workflows/definition.ts'
import { enrolContacts, takeDueSteps } from '../../src/workflows/index.ts'
import { pauseWorkflow, resumeWorkflow, retryParked } from '../../src/workflows/publish-workflow.ts'
import { takeChunk } from '../../src/workflows/take-steps.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeReadyCampaign, makeUser, NOON } from '../support/factories.ts'
import { define, FORM, makeForm, publish, submitForm } from './published.ts'

const { db, url } = await testDatabase()
const news = await makePurpose(db)
const sharing = await makePurpose(db, { key: 'share_with_sales', kind: 'sales' })
const campaign = await makeReadyCampaign(db, { purposeId: news.id })
await makeForm(db, news.brandId)
registerEventConsumers([enrolContacts])

const end: Step = { kind: 'end' }
const send = (next: string): Step => ({ kind: 'send_campaign', campaignId: campaign.id, next })
const wait = (amount: number, next: string): Step => ({ kind: 'wait', amount, unit: 'days', next })
const hand = (next: string): Step => ({ kind: 'hand_to_sales', next })
const later = (days: number) => new Date(+NOON + days * DAY_MS)

const traceOf = async (contactId: string) => {
  const trace = await db.enrolmentStep.findMany({ where: { contactId }, orderBy: { position: 'asc' } })
  return trace.map(({ step, outcome }) => `${step} ${outcome}`)
}

beforeEach(async () => {
  await db.workflow.updateMany({ where: { status: 'published' }, data: { status: 'paused' } })
  await db.lead.deleteMany()
  await db.appUser.deleteMany()
  await db.campaign.updateMany({ data: { status: 'ready' } })
})

describe('walking through a workflow', () => {
  it('takes what needs no wait at once, waits, and comes out at the end', async () => {
    const id = await publish(db, define({ mail: send('pause'), pause: wait(3, 'last'), last: end }))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    expect(await takeDueSteps(db, NOON)).toBe(1)
    expect(await takeDueSteps(db, later(2.9))).toBe(0)
    expect(await takeDueSteps(db, later(3))).toBe(2)
    expect(await traceOf(contact.id)).toEqual(['mail queued', 'pause waited', 'last ended'])
    const [enrolment] = await db.enrolment.findMany({ where: { workflowId: id } })
    expect(enrolment).toMatchObject({ status: 'done', taken: 3, dueAt: null, leftAt: later(3) })
    const message = await db.message.findFirstOrThrow({ where: { contactId: contact.id } })
    expect(message).toMatchObject({
      campaignId: campaign.id,
      purposeId: news.id,
      status: 'queued',
      occasion: `enrolment:${enrolment?.id}:mail`,
    })
  })

  it('sends each person the first way whose conditions all hold', async () => {
    const way = (next: string, ...conditions: Extract<Step, { kind: 'branch' }>['branches'][0]['conditions']) => ({
      ...{ name: '', next },
      conditions,
    })
    await db.field.create({ data: { key: 'seats', label: 'Seats', type: 'number' } })
    await publish(
      db,
      define({
        ask: {
          kind: 'branch',
          branches: [
            way('a', { kind: 'field', field: 'city', operator: 'is', value: 'bergen' }, { kind: 'score', atLeast: 60 }),
            way('b', { kind: 'field', field: 'fields.seats', operator: 'at_least', value: '20' }),
            way('c', { kind: 'yes', purposeId: news.id, channel: 'email' }),
            way('d', { kind: 'event', type: 'guide.downloaded', withinDays: 7 }),
          ],
          otherwise: 'e',
        },
        ...{ a: end, b: end, c: end, d: end, e: end },
      }),
    )
    const model = await db.scoringModel.findFirstOrThrow()
    const points = (contactId: string, daysAgo: number) =>
      db.score.create({ data: { contactId, fit: 40, heat: 20.1 * weightAt(model, later(-daysAgo)) } })
    const download = (contactId: string, daysAgo: number) =>
      recordEvents(
        db,
        [{ contactId, type: 'guide.downloaded', occurredAt: later(-daysAgo), source: 'web', properties: {} }],
        NOON,
      )
    const people: [string, string, (contactId: string) => Promise<unknown>][] = [
      ['way_1', 'Bergen', (id) => points(id, 0)],
      ['otherwise', 'Bergen', (id) => points(id, 1)],
      ['otherwise', 'Oslo', (id) => points(id, 0)],
      ['way_2', 'Oslo', (id) => db.contact.update({ where: { id }, data: { fields: { seats: 20 } } })],
      ['otherwise', 'Oslo', (id) => db.contact.update({ where: { id }, data: { fields: { seats: 'many' } } })],
      ['way_3', 'Oslo', (id) => grant(db, id, news.id)],
      ['way_4', 'Oslo', (id) => download(id, 6)],
      ['otherwise', 'Oslo', (id) => download(id, 8)],
    ]
    for (const [outcome, city, prepare] of people) {
      const contact = await makeContact(db, { city })
      await prepare(contact.id)
      await submitForm(db, contact.id)
      await takeDueSteps(db, NOON)
      expect((await traceOf(contact.id))[0]).toBe(`ask ${outcome}`)
    }
  })

  it('hands over whom it may, and goes on with the others and the reason', async () => {
    await makeUser(db)
    await publish(db, define({ hand: hand('last'), last: end }))
    const [willing, silent] = [await makeContact(db), await makeContact(db)]
    await grant(db, willing.id, sharing.id)
    for (const contact of [willing, silent]) await submitForm(db, contact.id)
    await takeDueSteps(db, NOON)
    expect(await traceOf(willing.id)).toEqual(['hand handed_over', 'last ended'])
    expect(await traceOf(silent.id)).toEqual(['hand not_allowed', 'last ended'])
    expect(await db.enrolmentStep.findFirst({ where: { contactId: silent.id, step: 'hand' } })).toMatchObject({
      detail: { reason: 'never_asked', consentSeq: null },
    })
    const [lead] = await db.lead.findMany()
    expect(lead).toMatchObject({ contactId: willing.id, facts: [{ text: 'Filled in Heat audit', times: 1 }] })
  })

  it('goes round a circle with a wait, and sends the same step once', async () => {
    const ask: Step = {
      kind: 'branch',
      branches: [{ name: '', conditions: [{ kind: 'event', type: 'meeting.booked', withinDays: 30 }], next: 'last' }],
      otherwise: 'pause',
    }
    await publish(db, define({ mail: send('pause'), pause: wait(1, 'ask'), ask, last: end }))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    for (const day of [0, 1, 2]) await takeDueSteps(db, later(day))
    const booked = {
      contactId: contact.id,
      type: 'meeting.booked',
      occurredAt: later(2),
      source: 'sales',
      properties: {},
    }
    await recordEvents(db, [booked], later(2))
    await takeDueSteps(db, later(3))
    expect(await traceOf(contact.id)).toEqual([
      'mail queued',
      ...['pause waited', 'ask otherwise', 'pause waited', 'ask otherwise'],
      ...['pause waited', 'ask way_1', 'last ended'],
    ])
    expect(await db.message.count({ where: { contactId: contact.id } })).toBe(1)
  })

  it('moves nobody while paused, and goes on where they stand', async () => {
    const id = await publish(db, define({ pause: wait(1, 'last'), last: end }))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    await pauseWorkflow(db, id)
    expect(await takeDueSteps(db, later(5))).toBe(0)
    await resumeWorkflow(db, id)
    await takeDueSteps(db, later(5))
    expect(await traceOf(contact.id)).toEqual(['pause waited', 'last ended'])
  })

  it('ends for a contact that was erased behind its back', async () => {
    await publish(db, define({ mail: send('last'), last: end }))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    await db.contact.update({ where: { id: contact.id }, data: { erasedAt: NOON } })
    await takeDueSteps(db, NOON)
    expect(await traceOf(contact.id)).toEqual(['mail erased'])
    expect(await db.message.count({ where: { contactId: contact.id } })).toBe(0)
    expect(await takeDueSteps(db, later(9))).toBe(0)
  })
})

describe('a step that fails', () => {
  it('parks its people with the reason, and they go on when they are let', async () => {
    const id = await publish(db, define({ mail: send('last'), last: end }))
    const contact = await makeContact(db)
    await submitForm(db, contact.id)
    await db.campaign.updateMany({ data: { status: 'draft' } })
    await takeDueSteps(db, NOON)
    expect(await db.enrolment.findFirst({ where: { workflowId: id } })).toMatchObject({
      status: 'parked',
      step: 'mail',
    })
    expect(await db.enrolmentStep.findFirst({ where: { workflowId: id } })).toMatchObject({
      outcome: 'parked',
      detail: { reason: 'The campaign of this step is not ready. Make it ready, then let them go on.' },
    })
    await db.campaign.updateMany({ data: { status: 'ready' } })
    expect(await takeDueSteps(db, NOON)).toBe(0)
    expect(await retryParked(db, id, NOON)).toBe(1)
    await takeDueSteps(db, NOON)
    expect(await traceOf(contact.id)).toEqual(['mail parked', 'mail queued', 'last ended'])
  })

  it('does not hold up those for whom it works, nor other workflows', async () => {
    const faults: unknown[] = []
    const refuseOne = Prisma.sql`create function refuse_one() returns trigger language plpgsql as $$
      begin if new.occasion like '%' and exists (select from contact where id = new.contact_id and city = 'Nowhere')
        then raise exception 'no' using errcode = 'check_violation'; end if; return new; end $$`
    await db.$executeRaw(refuseOne)
    await db.$executeRaw(
      Prisma.sql`create trigger refuse_one before insert on message for each row execute function refuse_one()`,
    )
    await publish(db, define({ mail: send('last'), last: end }))
    const people = [await makeContact(db), await makeContact(db, { city: 'Nowhere' }), await makeContact(db)]
    for (const person of people) await submitForm(db, person.id)
    await takeDueSteps(db, NOON, { onFault: (fault) => faults.push(fault) })
    await db.$executeRaw(Prisma.sql`drop trigger refuse_one on message`)
    const traces = await Promise.all(people.map((person) => traceOf(person.id)))
    expect(traces).toEqual([['mail queued', 'last ended'], ['mail parked'], ['mail queued', 'last ended']])
    expect(faults).toHaveLength(1)
  })
})

describe('each step happens once', () => {
  /** Ends whoever is in the middle of a transaction, as if its machine had gone. */
  const killWorkers = async () => {
    const [row] = await db.$queryRaw<{ killed: number }[]>(Prisma.sql`
      select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`)
    return row?.killed ?? 0
  }
  const halfTaken = (workflowId: string) => Prisma.sql`
    select from enrolment where workflow_id = ${workflowId}::uuid and taken <> (
      select count(*) from enrolment_step where enrolment_id = enrolment.id)`
  const counts = async (workflowId: string) => ({
    steps: await db.enrolmentStep.count({ where: { workflowId } }),
    done: await db.enrolment.count({ where: { workflowId, status: 'done' } }),
    messages: await db.message.count({ where: { campaignId: campaign.id } }),
    leads: await db.lead.count(),
  })

  async function crowd(size: number) {
    await makeUser(db)
    const workflowId = await publish(
      db,
      define({ mail: send('hand'), hand: hand('more'), more: send('last'), last: end }),
    )
    const contacts = await Promise.all(Array.from({ length: size }, () => makeContact(db)))
    for (const contact of contacts) await grant(db, contact.id, sharing.id)
    const facts = contacts.map((contact) => ({
      contactId: contact.id,
      ...{ type: 'form.submitted', occurredAt: NOON, source: 'form', properties: { formKey: FORM } },
    }))
    await recordEvents(db, facts, NOON)
    return { workflowId, before: (await counts(workflowId)).messages }
  }

  it('when several workers take them at the same time', async () => {
    const { workflowId, before } = await crowd(60)
    await Promise.all([1, 2, 3, 4].map(() => takeDueSteps(db, NOON)))
    await takeDueSteps(db, NOON)
    const { messages, ...others } = await counts(workflowId)
    expect(others).toEqual({ steps: 240, done: 60, leads: 60 })
    expect(messages - before).toBe(120)
  })

  it('when the worker is killed between any two statements', async () => {
    const { workflowId, before } = await crowd(12)
    const victim = openDatabase(url)
    let kills = 0
    for (let delay = 1, isDone = false; !isDone; delay += 17) {
      let isRunning = true
      const work = takeDueSteps(victim.db, NOON).then(
        () => true,
        () => false,
      )
      void work.finally(() => {
        isRunning = false
      })
      await sleep(delay)
      for (let killed = 0; isRunning && killed === 0; kills += killed) killed = await killWorkers()
      isDone = await work
      expect(await db.$queryRaw(halfTaken(workflowId))).toEqual([])
    }
    await victim.close()
    expect(kills).toBeGreaterThan(2)
    const { messages, ...others } = await counts(workflowId)
    expect(others).toEqual({ steps: 48, done: 12, leads: 12 })
    expect(messages - before).toBe(24)
  })

  it('and a chunk that is rolled back has done nothing', async () => {
    const { workflowId, before } = await crowd(3)
    const rolledBack = inTransaction(db, async (tx) => {
      await takeChunk(tx as typeof db, NOON)
      throw new Error('killed')
    })
    await expect(rolledBack).rejects.toThrow('killed')
    expect(await counts(workflowId)).toEqual({ steps: 0, done: 0, messages: before, leads: 0 })
  })
})

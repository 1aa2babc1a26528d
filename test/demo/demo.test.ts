import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { linkKey, verifyLedger } from '../../src/consent/index.ts'
import { findSimulator, hasDemo, LOGINS, seedDemo, simulateVisitors, switchSimulator } from '../../src/demo/index.ts'
import { openPhone } from '../../src/mailbox/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { checkProofs } from '../../src/reports/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'
import { scratchFolder } from '../support/scratch.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'

const database = await testDatabase()
const { db } = database
const sink = await openSmtpSink()
afterAll(() => sink.close())

/** In the past of any machine: what is due is due by the clock of the database too. */
const NOW = new Date('2025-11-25T11:00:00.000Z')
/** In ms. Two years of a company's life. */
const SEEDED_WITHIN = 90_000
const seeding = {
  now: NOW,
  seed: 'test',
  publicUrl: 'http://localhost:3000',
  secretKey: 'known to this test'.padEnd(40),
}
const folder = await mkdtemp(join(scratchFolder(), 'phone-'))
const phone = await openPhone(folder, 'known to the phone')
afterAll(async () => {
  await phone.close()
  await rm(folder, { recursive: true })
})
const seed = (client = db) =>
  seedDemo(client, { ...seeding, smtpUrl: sink.url, phone: { url: phone.url, secret: 'known to the phone' } })

/** The same database, until so many transactions have begun. */
function losingItsDatabaseAfter(transactions: number): typeof db {
  let begun = 0
  return new Proxy(db, {
    get: (target, name) => {
      if (name === '$transaction' && ++begun > transactions) throw new Error('the database went away')
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const count = async () => ({
  contacts: await db.contact.count(),
  said: await db.consentEvent.count(),
  events: await db.event.count(),
  messages: await db.message.count(),
  leads: await db.lead.count(),
  users: await db.appUser.count(),
  campaigns: await db.campaign.count(),
})

describe('the demo company', () => {
  beforeAll(async () => {
    await expect(seed(losingItsDatabaseAfter(24))).rejects.toThrow('the database went away')
  }, SEEDED_WITHIN)

  test(
    'goes on where it was stopped, and a second start adds nothing',
    async () => {
      expect(await hasDemo(db)).toBe(false)
      expect(await db.contact.count()).toBeGreaterThan(200)
      expect(await db.contact.count()).toBeLessThan(600)
      expect(await seed()).toBe(true)
      const made = await count()
      expect(made).toMatchObject({ users: LOGINS.length, campaigns: 7 })
      expect(made.contacts).toBeGreaterThan(600)
      expect(await hasDemo(db)).toBe(true)
      expect(await seed()).toBe(false)
      expect(await count()).toEqual(made)
    },
    SEEDED_WITHIN,
  )

  test('mails nobody who had not said yes by then, and keeps a ledger that holds', async () => {
    const sent = await db.$queryRaw<{ address: string; channel: string; is_covered: boolean }[]>(Prisma.sql`
      select identity.value as address, message.channel, entry.occurred_at <= message.decided_at and entry.type = 'given'
        and entry.purpose_id = message.purpose_id
          and entry.channel = message.channel as is_covered
      from message join identity on identity.contact_id = message.contact_id
        and identity.kind = case message.channel when 'sms' then 'phone' else 'email' end
      left join consent_event entry on entry.contact_id = message.contact_id and entry.seq = message.consent_seq
      where message.status = 'sent'`)
    expect(sent.length).toBeGreaterThan(100)
    expect(sent.filter((row) => !row.is_covered)).toEqual([])
    const to = (channel: string) => sent.flatMap((row) => (row.channel === channel ? row.address : [])).sort()
    expect(sink.received.map((mail) => mail.to).sort()).toEqual(to('email'))
    expect(to('sms').length).toBeGreaterThan(20)
    expect(
      phone
        .list('')
        .map((sms) => sms.to)
        .sort(),
    ).toEqual(to('sms'))
    expect(await checkProofs(db, NOW)).toMatchObject({ faults: [], sentWithoutYes: 0 })
    expect((await verifyLedger(db, NOW)).entries).toBeGreaterThan(2000)
  })

  test('watches nobody without a yes, lives in the past only, and uses addresses that cannot exist', async () => {
    const [row] = await db.$queryRaw<Record<string, number>[]>(Prisma.sql`
      select count(*) filter (where occurred_at > ${NOW})::int as ahead,
        count(*) filter (where type in ('page.viewed', 'file.downloaded') and not exists (
          select from consent_event said join purpose on purpose.id = said.purpose_id and purpose.kind = 'tracking'
          where said.contact_id = event.contact_id and said.channel = 'web' and said.type = 'given'
            and said.occurred_at <= event.occurred_at))::int as unasked,
        (select count(*)::int from identity where kind = 'email' and value not like '%.example') as real,
        (select count(*)::int from message where finished_at > ${NOW}) as late
      from event`)
    expect(row).toEqual({ ahead: 0, unasked: 0, real: 0, late: 0 })
  })

  test('brings nobody back who has said no, however a list has them', async () => {
    const [list] = await db.import.findMany()
    expect(list).toMatchObject({ fileName: 'Messe Stavanger.csv', heldBack: 9, refused: 4, status: 'done' })
  })

  test('has questions that wait for a seller, on people’s own pages and on paper, and requests with their days', async () => {
    const asks = await db.consentAsk.groupBy({ by: ['way'], where: { closedAt: null }, _count: true })
    expect(asks.map(({ way, _count }) => [way, _count]).toSorted()).toEqual([
      ['paper', 2],
      ['seller', 4],
      ['web', 5],
    ])
    expect(await db.privacyRequest.count({ where: { status: { in: ['identity', 'open'] } } })).toBe(3)
  })

  test('gives sellers leads in every state, from people who agreed to that', async () => {
    const leads = await db.lead.groupBy({ by: ['status'], _count: true })
    expect(leads.map(({ status }) => status).sort()).toEqual(['accepted', 'assigned', 'rejected'])
    const [row] = await db.$queryRaw<{ without: number }[]>(Prisma.sql`
      select count(*)::int as without from lead
      left join consent_event entry on entry.contact_id = lead.contact_id and entry.seq = lead.consent_seq
      where entry.type is distinct from 'given'`)
    expect(row?.without).toBe(0)
  })
})

describe('the visitors of the demo', () => {
  const later = (ticks: number) => new Date(+NOW + DAY_MS + ticks * 6000)
  const key = linkKey(seeding.secretKey)
  const fromSimulator = () => db.event.count({ where: { source: 'simulator' } })
  let drawn = 0
  const random = () => {
    drawn = (drawn + 0.618034) % 1
    return drawn
  }

  test('do one thing at a time, marked as theirs', async () => {
    const before = await count()
    for (let tick = 0; tick < 60; tick++)
      expect(await simulateVisitors(db, { now: later(tick), random, linkKey: key })).toBe(true)
    const after = await count()
    expect(await fromSimulator()).toBeGreaterThan(10)
    expect(after.said).toBeGreaterThan(before.said)
    expect(after.events - before.events).toBeLessThan(300)
    const own = await db.consentEvidence.findMany({
      orderBy: { seq: 'asc' },
      where: { data: { path: ['simulator'], equals: true } },
    })
    expect(own.length).toBe(after.said - before.said)
  })

  test('sign up with a yes that waits for its mail, confirm it, ask what is known, and complain', async () => {
    const act = async (first: number) => {
      const drawn = [first, 0, 0.3, 0.6]
      const tick = { now: later(70), random: () => drawn.shift() ?? 0.5, linkKey: key }
      expect(await simulateVisitors(db, tick)).toBe(true)
    }
    const visits = await db.purpose.findUniqueOrThrow({ where: { key: 'site_visits' } })
    const stateOf = (state: string) => db.consentState.count({ where: { purposeId: visits.id, state } })
    await db.optIn.deleteMany()
    const before = { asked: await stateOf('requested'), given: await stateOf('given') }
    await act(0.82)
    expect(await stateOf('requested')).toBe(before.asked + 1)
    const [asked] = await db.optIn.findMany()
    expect(await db.message.findFirst({ where: { id: asked?.messageId ?? '' } })).toMatchObject({ status: 'queued' })
    await act(0.86)
    expect(await stateOf('given')).toBe(before.given + 1)
    const requests = await db.privacyRequest.count()
    await act(0.995)
    const [request] = await db.privacyRequest.findMany({ orderBy: { receivedAt: 'desc' } })
    expect(await db.privacyRequest.count()).toBe(requests + 1)
    expect(request?.words).toContain('Simulert')
    await db.message.updateMany({ where: { status: 'sent' }, data: { finishedAt: later(0) } })
    await act(0.999)
    expect(await db.consentHold.count({ where: { kind: 'complaint' } })).toBeGreaterThan(0)
  })

  test('stop when told, by anybody who has signed in, and stay stopped', async () => {
    const server = await testServer(createApp(testServices(database)), database)
    const seller = await server.as('seller')
    expect(await seller('post', '/simulator', { running: false })).toMatchObject({
      status: 200,
      body: { running: false },
    })
    expect(await findSimulator(db)).toEqual({ running: false })
    const before = await fromSimulator()
    for (let tick = 100; tick < 120; tick++)
      expect(await simulateVisitors(db, { now: later(tick), random, linkKey: key })).toBe(false)
    expect(await fromSimulator()).toBe(before)
    expect(await seed()).toBe(false)
    expect(await findSimulator(db)).toEqual({ running: false })
    await seller('post', '/simulator', { running: true })
    expect(await findSimulator(db)).toEqual({ running: true })
  })

  test('slow down, so that a day adds some thousand events at most', async () => {
    await db.setting.update({ where: { key: 'simulator.day' }, data: { value: { day: '2025-11-27', acts: 601 } } })
    const now = new Date('2025-11-27T09:00:00.000Z')
    expect(await simulateVisitors(db, { now, random: () => 0.5, linkKey: key })).toBe(false)
    expect(await simulateVisitors(db, { now, random: () => 0.1, linkKey: key })).toBe(true)
    expect(await switchSimulator(db, false)).toBeUndefined()
  })
})

import { expect, test } from 'vitest'
import { decide, hasHoldSql, hasYesSql } from '../../src/consent/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const daysAgo = (days: number) => new Date(+NOON - days * DAY_MS)

test('a plain yes is never found where the decision says no, and is found for whoever simply said it', async () => {
  const { id: brandId } = await makeBrand(db)
  const tracking = { brandId, kind: 'tracking', channels: ['web', 'email'] }
  const purpose = await makePurpose(db, tracking)
  const short = await makePurpose(db, { ...tracking, validityMonths: 1 })
  const retired = await makePurpose(db, tracking)
  const onlyMail = await makePurpose(db, { ...tracking, channels: ['email'] })
  const say = (purposeId: string, days: number) => (id: string) =>
    grant(db, id, purposeId, { channel: 'web', now: daysAgo(days) })
  const hold = (kind: 'pause' | 'objection' | 'restriction', until: Date | null) => (id: string) =>
    db.consentHold.create({ data: { contactId: id, kind, reason: 'asked', until, since: daysAgo(9) } })
  const lives: Record<string, ((id: string) => Promise<unknown>)[]> = {
    nothing: [],
    yes: [say(purpose.id, 20)],
    'yes, then no': [say(purpose.id, 20), (id) => withdraw(db, id, purpose.id, { channel: 'web', now: daysAgo(2) })],
    'a yes that ended': [say(short.id, 50)],
    'a yes to what is retired': [
      say(retired.id, 20),
      () => db.purpose.update({ where: { id: retired.id }, data: { retiredAt: daysAgo(1) } }),
    ],
    'a yes by mail alone': [(id) => grant(db, id, onlyMail.id, { channel: 'email', now: daysAgo(20) })],
    paused: [say(purpose.id, 20), hold('pause', daysAgo(-3))],
    'paused once': [say(purpose.id, 20), hold('pause', daysAgo(8))],
    objected: [say(purpose.id, 20), hold('objection', null)],
    'objected, then yes': [hold('objection', null), say(purpose.id, 2)],
    restricted: [say(purpose.id, 20), hold('restriction', null)],
  }
  const found: string[] = []
  for (const [name, life] of Object.entries(lives)) {
    const { id } = await makeContact(db)
    for (const step of life) await step(id)
    const [contactId, since] = [Prisma.sql`${id}::uuid`, Prisma.sql`${daysAgo(10)}::timestamptz`]
    const question = { kind: 'tracking', channel: 'web', since, at: NOON } as const
    const [row] = await db.$queryRaw<{ plain: boolean }[]>(
      Prisma.sql`select ${hasYesSql(contactId, question)} and not ${hasHoldSql(contactId)} as plain`,
    )
    if (!row?.plain) continue
    found.push(name)
    const all = [purpose, short, retired, onlyMail]
    const decisions = await Promise.all(
      all.map(({ id: purposeId }) => decide(db, id, { purposeId, channel: 'web', at: NOON })),
    )
    const since10 = decisions.filter((one) => one.isAllowed && one.since !== null && one.since <= daysAgo(10))
    expect({ name, allowed: since10.length }).toEqual({ name, allowed: 1 })
  }
  expect(found).toEqual(['yes'])
})

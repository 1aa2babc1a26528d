import { expect, test } from 'vitest'
import { placeHold } from '../../src/consent/index.ts'
import { findObstacle, findPermissions, findPermissionsFor, NO_PERMISSIONS } from '../../src/scoring/permissions.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const { id: brandId } = await makeBrand(db)
const profiling = await makePurpose(db, { brandId, kind: 'profiling', channels: ['web'] })
const tracking = await makePurpose(db, { brandId, kind: 'tracking', channels: ['web', 'email'], validityMonths: 1 })
const daysAgo = (days: number) => new Date(+NOON - days * DAY_MS)

test('what is settled by the present alone is settled as the whole ledger settles it', async () => {
  const say = {
    profiled: (id: string, days: number) => grant(db, id, profiling.id, { channel: 'web', now: daysAgo(days) }),
    tracked: (id: string, days: number) => grant(db, id, tracking.id, { channel: 'web', now: daysAgo(days) }),
    gone: (id: string, days: number) => withdraw(db, id, profiling.id, { channel: 'web', now: daysAgo(days) }),
    paused: (id: string, days: number) =>
      placeHold(
        db,
        { contactId: id, kind: 'pause', channel: null, reason: 'asked', until: daysAgo(days - 2) },
        daysAgo(days),
      ),
  }
  const histories: [keyof typeof say, number][][] = [
    [],
    [['profiled', 20]],
    [
      ['profiled', 20],
      ['tracked', 20],
    ],
    [
      ['profiled', 20],
      ['tracked', 2],
    ],
    [
      ['profiled', 20],
      ['tracked', 50],
    ],
    [
      ['profiled', 20],
      ['tracked', 25],
      ['tracked', 1],
    ],
    [
      ['profiled', 20],
      ['tracked', 20],
      ['gone', 6],
    ],
    [
      ['profiled', 20],
      ['tracked', 20],
      ['gone', 9],
      ['profiled', 3],
    ],
    [
      ['profiled', 20],
      ['tracked', 20],
      ['paused', 6],
    ],
  ]
  let settled = 0
  for (const history of histories) {
    const { id: contactId } = await makeContact(db)
    for (const [what, days] of history) await say[what](contactId, days)
    const events = ['page.viewed', 'form.submitted', 'mail.clicked'].flatMap((type) =>
      [30, 15, 5, 0].map((days) => ({ contactId, type, occurredAt: daysAgo(days) })),
    )
    const whole = (await findPermissions(db, [contactId], NOON)).get(contactId) ?? NO_PERMISSIONS
    for (const event of events) {
      const quick = (await findPermissionsFor(db, [event], NOON)).get(contactId) ?? NO_PERMISSIONS
      expect({ history, event, obstacle: findObstacle(quick, event, NOON) }).toEqual({
        history,
        event,
        obstacle: findObstacle(whole, event, NOON),
      })
      if (findObstacle(quick, event, NOON) === undefined) settled++
    }
  }
  expect(settled).toBeGreaterThan(10)
})

import { expect, test } from 'vitest'
import { MARK_OF_REASON, markOfEvent, markState } from '../../src/consent/mark-state.ts'
import { DECISION_REASONS } from '../../src/consent/words.ts'
import * as web from '../../web/src/parts/decision-mark.ts'

const NOW = new Date('2026-11-03T09:00:00Z')
const IN_29_DAYS = new Date(+NOW + 29 * 86_400_000)
const IN_31_DAYS = new Date(+NOW + 31 * 86_400_000)

test.each(DECISION_REASONS)('the app and the server draw "%s" alike, whenever the yes ends', (reason) => {
  expect(web.markOfReason(reason)).toBe(MARK_OF_REASON[reason])
  for (const expiresAt of [null, IN_29_DAYS, IN_31_DAYS])
    expect(web.markOfDecision({ reason, expiresAt: expiresAt?.toISOString() ?? null }, NOW)).toBe(
      markState(reason, expiresAt, NOW),
    )
})

test.each([
  'requested',
  'given',
  'confirmed',
  'refused',
  'withdrawn',
  'expired',
  'objected',
  'restricted',
  'customer',
  'collected',
])('the app and the server draw "%s" in the ledger alike', (type) =>
  expect(web.markOfEvent(type)).toBe(markOfEvent(type)),
)

test('what no decision says has no mark', () => {
  expect([web.markOfReason(null), web.markOfReason('render_failed'), web.markOfEvent('erased')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

import { describe, expect, test } from 'vitest'
import {
  isAhead,
  isSilent,
  type Lane,
  noteClaimed,
  noteResult,
  noteSending,
  openLane,
} from '../../../src/delivery/relays/lane.ts'
import {
  ceilingOf,
  type LimitState,
  messagesIn,
  roomOf,
  waitFor,
  warmUpCeiling,
} from '../../../src/delivery/relays/limit-room.ts'
import { admit, type ClaimRoom } from '../../../src/delivery/relays/take-room.ts'

const none: LimitState = {
  ...{ id: 'a', domains: [], perSecond: null, perHour: null, perDay: null, warmFirst: null, warmGrowth: null },
  ...{ secondRoom: null, hourRoom: null, idle: 0, usedToday: 0, usedBefore: [], dayEnds: 3600 },
}
const left = (over: Partial<LimitState>) => messagesIn(roomOf({ ...none, ...over }))
const wait = (over: Partial<LimitState>) => waitFor({ ...none, ...over }, roomOf({ ...none, ...over }))

describe('a limit', () => {
  test('by the second lets a second’s worth go at once, and fills evenly', () => {
    expect(left({ perSecond: 20 })).toBe(20)
    expect(left({ perSecond: 20, secondRoom: 0, idle: 0.25 })).toBe(5)
    expect(left({ perSecond: 20, secondRoom: 3, idle: 60 })).toBe(20)
    expect(wait({ perSecond: 20, secondRoom: 0 })).toBe(250)
    expect(wait({ perSecond: 1, secondRoom: 0.5 })).toBe(500)
  })

  test('by the hour is never passed in any sixty minutes', () => {
    for (const perHour of [20, 100, 3000, 100_001]) {
      // Everything that can be taken is taken at once, second by second, from a full start.
      let [room, taken] = [roomOf({ ...none, perHour }), 0]
      for (let second = 0; second <= 3600; second++) {
        const now = messagesIn(room)
        taken += now
        room = roomOf({ ...none, perHour, hourRoom: room.hour - now, idle: 1 })
      }
      expect(taken).toBeLessThanOrEqual(perHour)
      expect(taken).toBeGreaterThanOrEqual(Math.floor(perHour * 0.9))
    }
  })

  test('by the day is counted, and waits for no longer than a minute before somebody looks again', () => {
    expect(left({ perDay: 100, usedToday: 40 })).toBe(60)
    expect(left({ perDay: 100, usedToday: 130 })).toBe(-30) // mail that does not wait was counted too
    expect(wait({ perDay: 100, usedToday: 100 })).toBe(60_000)
    expect(wait({ perDay: 100, usedToday: 100, dayEnds: 20 })).toBe(20_000)
    expect(wait({ perDay: 100, usedToday: 99 })).toBe(0)
  })

  test('of several kinds is the strictest of them', () => {
    expect(left({ perSecond: 50, perHour: 200, perDay: 7 })).toBe(7)
    expect(left({ perSecond: 50, perHour: 200 })).toBe(10)
  })
})

describe('a claim', () => {
  const room = (over: Partial<LimitState>[]): ClaimRoom => {
    const held = over.map((limit) => ({ limit: { ...none, ...limit }, room: roomOf({ ...none, ...limit }), taken: 0 }))
    return { held, most: 100, full: [], fullForMs: undefined }
  }
  const rows = ['a.test', 'b.test', 'a.test', 'a.test', null].map((domain) => ({ domain }))

  test('takes for each domain what there is room for, by every limit that counts it', () => {
    const limits = [{ domains: ['a.test'], perDay: 2 }, { domains: ['a.test', 'b.test'], perDay: 2 }, { perDay: 4 }]
    expect(admit(room(limits), rows, false).map(({ domain }) => domain)).toEqual(['a.test', 'b.test', null])
    expect(admit(room([{ perDay: 1 }]), rows, false)).toHaveLength(1)
    expect(admit(room([]), rows, false)).toHaveLength(5)
  })

  test('takes all that somebody waits for, whatever the limits say', () => {
    expect(admit(room([{ perDay: 1 }]), rows, true)).toHaveLength(5)
  })
})

describe('a warm-up', () => {
  test('grows after each day that used at least half of it, and not by waiting', () => {
    expect(warmUpCeiling(200, 50, [])).toBe(200)
    expect(warmUpCeiling(200, 50, [200, 300])).toBe(450)
    expect(warmUpCeiling(200, 50, [200, 0, 20, 149])).toBe(300)
    expect(warmUpCeiling(200, 50, [100, 150])).toBe(450)
    expect(warmUpCeiling(1, 1, [1, 2])).toBe(3)
  })

  test('ends at what a day may have in all', () => {
    const plan = { warmFirst: 100, warmGrowth: 100, usedBefore: [100, 200, 400] }
    expect(ceilingOf({ ...none, ...plan })).toBe(800)
    expect(ceilingOf({ ...none, ...plan, perDay: 500 })).toBe(500)
    expect(ceilingOf(none)).toBeUndefined()
  })
})

describe('the weights of relays', () => {
  test('hold to the message, and who was passed over gets no more afterwards', () => {
    const rules = { openAfter: 5, restMs: [1, 1] } as const
    const [heavy, light] = [openLane('heavy', [], rules, 3), openLane('light', [], rules, 1)] as [Lane, Lane]
    const claimed = new Map<string, number>()
    const claim = (lanes: Lane[], passedOver: Lane[]) => {
      const lane = lanes.find((one) => !isAhead(one, lanes))
      if (!lane) throw new Error('nobody may claim')
      noteClaimed(lane, 10, passedOver)
      claimed.set(lane.id, (claimed.get(lane.id) ?? 0) + 10)
    }
    for (let n = 0; n < 40; n++) claim([heavy, light], [])
    expect(Object.fromEntries(claimed)).toEqual({ heavy: 300, light: 100 })
    for (let n = 0; n < 40; n++) claim([heavy], [light])
    claimed.clear()
    for (let n = 0; n < 40; n++) claim([heavy, light], [])
    expect(claimed.get('light')).toBe(100)
  })

  test('wait for nobody who has mail on the wire and is silent, and for everybody who answers', () => {
    const lane = openLane('a', [], { openAfter: 3, restMs: [1, 1] })
    expect(isSilent(lane, 60_000)).toBe(false) // nothing was asked of it
    noteSending(lane, 60_000)
    expect([isSilent(lane, 61_000), isSilent(lane, 63_000)]).toEqual([false, true])
    noteSending(lane, 63_000)
    expect(isSilent(lane, 63_000)).toBe(true)
    noteResult(lane, { kind: 'later', reply: '450 4.2.1 later' }, 64_000)
    expect(isSilent(lane, 65_000)).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import {
  afterAnswer,
  afterFault,
  BREAKER_RULES,
  type Breaker,
  closedBreaker,
  mayTry,
} from '../../../src/delivery/relays/breaker.ts'
import { judgeAnswer, type Stage, type Verdict } from '../../../src/delivery/relays/judge-answer.ts'
import { RETRY_DELAYS, retryAfter } from '../../../src/delivery/relays/retry-delays.ts'

describe('the answer of a relay', () => {
  const CASES: [Stage, string, Verdict][] = [
    ['recipient', '550 5.1.1 no such user', 'refused_recipient'],
    ['recipient', '552 5.2.2 mailbox full', 'refused_recipient'],
    ['recipient', '550 no such user', 'refused_recipient'],
    ['recipient', '450 4.2.1 mailbox busy', 'later'],
    ['recipient', '451 4.7.1 greylisted, try again later', 'later'],
    ['recipient', '450 mailbox unavailable', 'later'],
    ['mail', '550 5.7.1 this looks like spam', 'refused_mail'],
    ['mail', '552 5.3.4 too large', 'refused_mail'],
    ['mail', '451 4.7.1 try again later', 'later'],
    // Whoever the mail is to, the answer is the same.
    ['sender', '550 5.7.1 sender not allowed', 'relay'],
    ['sender', '530 5.7.0 authentication required', 'relay'],
    ['sender', '452 4.3.1 insufficient storage', 'relay'],
    ['recipient', '554 5.7.1 <(address)>: Relay access denied', 'relay'],
    ['recipient', '550 relaying not permitted', 'relay'],
    ['recipient', '550 5.7.1 Client must authenticate', 'relay'],
    ['recipient', '454 4.7.1 relay access denied', 'relay'],
    ['recipient', '503 5.5.1 need MAIL first', 'relay'],
    ['recipient', '421 4.7.0 too many connections', 'relay'],
    ['recipient', '451 4.3.2 system not accepting messages', 'relay'],
    ['recipient', '554 5.3.5 system incorrectly configured', 'relay'],
    ['data', '451 4.3.0 queue file write error', 'relay'],
    ['mail', '421 4.3.2 shutting down', 'relay'],
    ['mail', '452 4.3.1 insufficient storage', 'relay'],
  ]

  test.each(CASES)('to %s “%s” is of: %s', (stage, reply, verdict) => {
    expect(judgeAnswer(stage, reply)).toBe(verdict)
  })
})

describe('a message that was put off', () => {
  test('is tried again after longer and longer, for four to five days (RFC 5321 4.5.4.1)', () => {
    const delays = Array.from({ length: 19 }, (_, n) => retryAfter(n + 1, 'recipient', RETRY_DELAYS) ?? 0)
    expect(delays.slice(0, 8).map((ms) => ms / 60_000)).toEqual([1, 5, 15, 30, 60, 120, 240, 480])
    expect(delays).toEqual([...delays].sort((a, b) => a - b))
    const days = delays.reduce((sum, ms) => sum + ms, 0) / 86_400_000
    expect(days).toBeGreaterThan(4)
    expect(days).toBeLessThan(5)
    expect(retryAfter(20, 'recipient', RETRY_DELAYS)).toBeUndefined()
  })

  test('waits for seconds where it was the relay that failed', () => {
    expect([1, 2, 3].map((tries) => retryAfter(tries, 'relay', RETRY_DELAYS))).toEqual([5000, 20_000, 80_000])
    expect(retryAfter(19, 'relay', RETRY_DELAYS)).toBe(480 * 60_000)
  })
})

describe('the circuit breaker of a relay', () => {
  const faults = (count: number, from: Breaker, at: number) =>
    Array.from({ length: count }).reduce<Breaker>((breaker) => afterFault(breaker, at, BREAKER_RULES), from)

  test('opens after five faults in a row, and an answer between them starts the count anew', () => {
    const four = faults(4, closedBreaker(BREAKER_RULES), 0)
    expect(mayTry(four, 0)).toBe('yes')
    expect(mayTry(faults(4, afterAnswer(four, BREAKER_RULES), 0), 0)).toBe('yes')
    expect(mayTry(faults(1, four, 0), 0)).toBe('no')
  })

  test('lets a probe through after its rest; one that fails doubles the rest, up to a minute', () => {
    let breaker = faults(5, closedBreaker(BREAKER_RULES), 0)
    const rests = []
    for (let n = 0; n < 8; n++) {
      const until = breaker.openUntil ?? 0
      expect([mayTry(breaker, until - 1), mayTry(breaker, until)]).toEqual(['no', 'probe'])
      breaker = faults(10, breaker, until) // what was still under way counts once
      rests.push((breaker.openUntil ?? 0) - until)
    }
    expect(rests).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect(mayTry(afterAnswer(breaker, BREAKER_RULES), 0)).toBe('yes')
  })
})

// Limits of relays: how much may go out by the second, the hour and the day, and how a day’s ceiling grows while a relay
// or a sender is new to those who receive.
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'

export type LimitChange = {
  /** Null: all relays together. */
  relayId: string | null
  /** Empty: mail to everybody. */
  domains: string[]
  perSecond: number | null
  perHour: number | null
  perDay: number | null
  warmUp: { first: number; growth: number } | null
}

/** Each is looked at in every claim that it holds for. */
const MOST_LIMITS = 100

/** Adds a limit. Throws `invalid`, `conflict` and `not_found`. */
export async function createLimit(db: Db, change: LimitChange, now: Date): Promise<{ id: string }> {
  if ((await db.relayLimit.count()) >= MOST_LIMITS)
    throw new DomainError('conflict', `There are ${MOST_LIMITS} limits, which is the most. Remove one first.`)
  const data = { ...(await asRow(db, change)), warmSince: change.warmUp ? dayOf(now) : null, createdAt: now }
  return db.relayLimit.create({ data, select: { id: true } })
}

/** Changes a limit. What was used today stays counted; a warm-up that is changed goes on from where it was. */
export async function changeLimit(db: Db, id: string, change: LimitChange, now: Date): Promise<void> {
  const { warmSince } = found(await db.relayLimit.findUnique({ where: { id } }), 'limit')
  const data = { ...(await asRow(db, change)), warmSince: change.warmUp ? (warmSince ?? dayOf(now)) : null }
  await db.relayLimit.update({ where: { id }, data: { ...data, secondRoom: null, hourRoom: null, filledAt: null } })
}

export async function removeLimit(db: Db, id: string): Promise<void> {
  found(await db.relayLimit.findUnique({ where: { id } }), 'limit')
  await db.relayLimit.delete({ where: { id } })
}

async function asRow(db: Db, { relayId, domains, warmUp, ...rates }: LimitChange) {
  if (relayId !== null) found(await db.mailRelay.findUnique({ where: { id: relayId, gateway: null } }), 'relay')
  const { perSecond, perHour, perDay } = rates
  if (perSecond === null && perHour === null && perDay === null && warmUp === null)
    throw new DomainError('invalid', 'Say how much may go out: by the second, the hour or the day.', {
      faults: [{ path: 'perDay', message: 'Write at least one number.' }],
    })
  const named = [...new Set(domains.map((domain) => domain.toLowerCase()))].sort()
  return { relayId, ...rates, domains: named, warmFirst: warmUp?.first ?? null, warmGrowth: warmUp?.growth ?? null }
}

/** Days are counted in UTC. */
const dayOf = (now: Date) => new Date(now.toISOString().slice(0, 10))

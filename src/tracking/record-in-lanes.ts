// Records reported facts side by side. Each person belongs to one lane, and a lane runs one transaction at a time: so
// batches that speak of the same busy people never wait for each other's locks, and what arrives while a lane is at work
// goes together into its next transaction.
import { lockPeople, type NewEvent, recordLocked } from '../contacts/index.ts'
import { type Db, inTransaction, isTransaction, type PrismaClient, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { trackingChannel } from './event-kinds.ts'
import { findLimits } from './find-limits.ts'

/** `not_allowed`: needs a yes to tracking that was not in force. Nothing of it is kept. `unknown`: there is no such person. */
export type Fate = 'recorded' | 'repeated' | 'not_allowed' | 'unknown'
type Fact = NewEvent & { id: string }
/** What became of each, or the contact that its person was merged into. */
type Fates = Map<Fact, Fate | { heir: string }>
type Part = { facts: Fact[]; now: Date; resolve: (fates: Fates) => void; reject: (fault: unknown) => void }
type Lane = { waiting: Part[]; isAtWork: boolean }

/** As many as there are transactions at once: one for each core of the smallest machine and one that waits for the disk. */
const LANES = 3
/** Facts in one transaction. More keep people locked for longer; fewer pay for more transactions. */
const MOST_AT_ONCE = 2000

const lanesOf = new WeakMap<PrismaClient, Lane[]>()

/** Records what may be kept, and answers for each fact once everything is committed. */
export async function recordInLanes(db: Db, reported: readonly NewEvent[], now: Date): Promise<Fate[]> {
  const facts = reported.map(
    ({ contactId, id, type, occurredAt, source, properties }): Fact => ({
      contactId,
      id: id?.toLowerCase() ?? newId(now),
      type,
      occurredAt,
      source,
      properties,
      // `findRefused` asks before anything is recorded.
      isAdmitted: true,
    }),
  )
  const fates = isTransaction(db)
    ? await recordAllowed(db, facts, now)
    : await recordShares(db as PrismaClient, facts, now)
  const moved = facts.flatMap((fact) => {
    const fate = fates.get(fact)
    return typeof fate === 'object' ? [{ fact, heir: { ...fact, contactId: fate.heir } }] : []
  })
  const again =
    moved.length > 0
      ? await recordInLanes(
          db,
          moved.map(({ heir }) => heir),
          now,
        )
      : []
  for (const [index, { fact }] of moved.entries()) fates.set(fact, again[index] ?? 'unknown')
  return facts.map((fact) => fates.get(fact) as Fate)
}

/** Each lane its share. */
async function recordShares(db: PrismaClient, facts: readonly Fact[], now: Date): Promise<Fates> {
  const lanes = lanesOf.get(db) ?? Array.from({ length: LANES }, (): Lane => ({ waiting: [], isAtWork: false }))
  lanesOf.set(db, lanes)
  const shares = Map.groupBy(facts, (fact) => laneNumber(fact.contactId))
  const fates: Fates = new Map()
  await Promise.all(
    [...shares].map(async ([number, share]) => {
      const done = await join(db, lanes[number] as Lane, share, now)
      for (const fact of share) fates.set(fact, done.get(fact) ?? 'unknown')
    }),
  )
  return fates
}

/** Ids end in chance, so their last digits spread people evenly. */
const laneNumber = (contactId: string) => Number.parseInt(contactId.slice(-4), 16) % LANES

function join(db: PrismaClient, lane: Lane, facts: Fact[], now: Date): Promise<Fates> {
  return new Promise((resolve, reject) => {
    lane.waiting.push({ facts, now, resolve, reject })
    if (!lane.isAtWork) void work(db, lane)
  })
}

async function work(db: PrismaClient, lane: Lane): Promise<void> {
  lane.isAtWork = true
  while (lane.waiting.length > 0) {
    const parts = takeTogether(lane.waiting)
    try {
      await recordParts(db, parts)
    } catch (fault) {
      // Nothing of it was done. One by one, so that nobody fails for what another sent.
      if (parts.length === 1) parts[0]?.reject(fault)
      else for (const part of parts) await recordParts(db, [part]).catch(part.reject)
    }
  }
  lane.isAtWork = false
}

function takeTogether(waiting: Part[]): Part[] {
  let facts = 0
  const end = waiting.findIndex((part, index) => {
    facts += part.facts.length
    return index > 0 && facts > MOST_AT_ONCE
  })
  return waiting.splice(0, end < 0 ? waiting.length : end)
}

async function recordParts(db: Db, parts: readonly Part[]): Promise<void> {
  const latest = new Date(Math.max(...parts.map((part) => +part.now)))
  const facts = parts.flatMap((part) => part.facts)
  const fates = await recordAllowed(db, facts, latest)
  for (const part of parts) part.resolve(fates)
}

/** One transaction: the people are locked, so who may be watched when it is asked may be watched until it is written. */
async function recordAllowed(db: Db, facts: readonly Fact[], now: Date): Promise<Fates> {
  return inTransaction(db, async (tx) => {
    const people = facts.map((fact) => fact.contactId)
    const { live, heirs } = await lockPeople(tx, people)
    const fates: Fates = new Map()
    for (const fact of facts) {
      const heir = heirs.get(fact.contactId)
      if (!live.has(fact.contactId)) fates.set(fact, 'unknown')
      else if (heir !== undefined) fates.set(fact, { heir })
    }
    const known = fates.size > 0 ? facts.filter((fact) => !fates.has(fact)) : facts
    for (const fact of await findRefused(tx, known, now)) fates.set(fact, 'not_allowed')
    const allowed = fates.size > 0 ? known.filter((fact) => !fates.has(fact)) : known
    const fresh = await recordLocked(tx, allowed, now)
    const isNew = fresh.length < allowed.length ? new Set(fresh.map(keyOf)) : undefined
    for (const fact of allowed) fates.set(fact, isNew?.delete(keyOf(fact)) === false ? 'repeated' : 'recorded')
    return fates
  })
}

const keyOf = ({ contactId, id }: { contactId: string; id: string }) => `${contactId}/${id}`

/** Those that need a yes to tracking which is not in force, or was not when they happened. */
async function findRefused(tx: Transaction, facts: readonly Fact[], now: Date): Promise<Fact[]> {
  const watched = facts.flatMap((fact) => {
    const channel = trackingChannel(fact.type)
    return channel ? [{ fact, channel, contactId: fact.contactId, occurredAt: fact.occurredAt }] : []
  })
  const limits = await findLimits(tx, watched, now)
  const refused = watched.filter(({ channel, contactId, occurredAt }) => {
    const since = limits[channel].get(contactId)
    // A yes speaks of what comes after it.
    return since === null || (since !== undefined && since > occurredAt)
  })
  return refused.map(({ fact }) => fact)
}

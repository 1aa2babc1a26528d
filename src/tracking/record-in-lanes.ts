// Records reported facts side by side. Each person belongs to one lane, and a lane runs one transaction at a time: so
// batches that speak of the same busy people never wait for each other's locks, and what arrives while a lane is at work
// goes together into its next transaction.
import { type NewEvent, recordEvents } from '../contacts/index.ts'
import { type Db, isTransaction, type PrismaClient, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { trackingChannel } from './event-kinds.ts'
import { findLimits } from './find-limits.ts'

/** `not_allowed`: needs a yes to tracking that was not in force. Nothing of it is kept. */
export type Fate = 'recorded' | 'repeated' | 'not_allowed'
type Fact = NewEvent & { id: string }
type Part = { facts: Fact[]; now: Date; resolve: (fates: Map<Fact, Fate>) => void; reject: (fault: unknown) => void }
type Lane = { waiting: Part[]; isAtWork: boolean }

/** As many as there are transactions at once: one for each core of the smallest machine and one that waits for the disk. */
const LANES = 3
/** Facts in one transaction. More keep people locked for longer; fewer pay for more transactions. */
const MOST_AT_ONCE = 2000

const lanesOf = new WeakMap<PrismaClient, Lane[]>()

/** Records what may be kept, and answers for each fact once everything is committed. */
export async function recordInLanes(db: Db, reported: readonly NewEvent[], now: Date): Promise<Fate[]> {
  const facts = reported.map((fact): Fact => ({ ...fact, id: fact.id?.toLowerCase() ?? newId(now) }))
  if (isTransaction(db)) {
    const fates = await recordAllowed(db, facts, now)
    return facts.map((fact) => fates.get(fact) ?? 'repeated')
  }
  const client = db as PrismaClient
  const lanes = lanesOf.get(client) ?? Array.from({ length: LANES }, (): Lane => ({ waiting: [], isAtWork: false }))
  lanesOf.set(client, lanes)
  const shares = Map.groupBy(facts, (fact) => laneNumber(fact.contactId))
  const fates = await Promise.all([...shares].map(([number, share]) => join(client, lanes[number] as Lane, share, now)))
  return facts.map((fact) => fates.find((some) => some.has(fact))?.get(fact) ?? 'repeated')
}

/** Ids end in chance, so their last digits spread people evenly. */
const laneNumber = (contactId: string) => Number.parseInt(contactId.slice(-4), 16) % LANES

function join(db: PrismaClient, lane: Lane, facts: Fact[], now: Date): Promise<Map<Fact, Fate>> {
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
async function recordAllowed(db: Db, facts: readonly Fact[], now: Date): Promise<Map<Fact, Fate>> {
  const fates = new Map<Fact, Fate>()
  const recorded = await recordEvents(db, facts, now, async (tx, live) => {
    fates.clear() // a transaction that PostgreSQL gave up is run again
    const refused = await findRefused(tx, live, now)
    for (const fact of refused) fates.set(fact, 'not_allowed')
    return live.filter((fact) => !refused.has(fact))
  })
  const isNew = new Set(recorded.map(keyOf))
  for (const fact of facts) if (!fates.has(fact)) fates.set(fact, isNew.delete(keyOf(fact)) ? 'recorded' : 'repeated')
  return fates
}

const keyOf = ({ contactId, id }: { contactId: string; id: string }) => `${contactId}/${id}`

async function findRefused(tx: Transaction, facts: readonly Fact[], now: Date): Promise<Set<Fact>> {
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
  return new Set(refused.map(({ fact }) => fact))
}

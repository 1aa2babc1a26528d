// Withdrawals that arrive while others are being recorded travel together in the next transaction: a thousand people who
// press the link of one mail cost little more than ten, and nobody waits behind more than one transaction. Each is
// answered only when nothing of theirs can begin any more, as if it had come alone.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, isTransaction, listSql, Prisma } from '../platform/database.ts'
import { keepOutside } from './journal.ts'
import { type ConsentFact, recordConsent } from './record-consent.ts'
import { type Silenced, silenceEach, sumSilenced } from './silence.ts'
import type { Choice, Speaker } from './stop-consent.ts'
import { findHeirs } from './withdraw-consent.ts'

export type Stop = { speaker: Speaker; choices: readonly Choice[]; now: Date }
type Waiting = Stop & { resolve: (silenced: Silenced) => void; reject: (fault: unknown) => void }
type Lane = {
  waiting: Waiting[]
  isAtWork: boolean
  /** Monotonic ms before which no further transaction begins. */
  nextAt: number
}

/** In one transaction. More keep people locked for longer; fewer pay for more transactions. */
const MOST_AT_ONCE = 200

/** ms from the beginning of one transaction to the next. More makes people wait; less makes senders wait, for the cores. */
const GATHER_MS = 75

const lanes = new WeakMap<object, Lane>()

/** Stops what this person chose and returns when nothing of it can begin. Must not run in a transaction. */
export function stopTogether(db: Db, stop: Stop): Promise<Silenced> {
  if (isTransaction(db)) throw new Error('a withdrawal waits for senders, so it cannot run inside a transaction')
  const lane = lanes.get(db) ?? { waiting: [], isAtWork: false, nextAt: 0 }
  lanes.set(db, lane)
  return new Promise((resolve, reject) => {
    lane.waiting.push({ ...stop, resolve, reject })
    if (!lane.isAtWork) void work(db, lane)
  })
}

async function work(db: Db, lane: Lane): Promise<void> {
  lane.isAtWork = true
  while (lane.waiting.length > 0) {
    await rest(lane)
    const stops = takeTogether(lane)
    const [recorded] = await Promise.allSettled([recordStops(db, stops)])
    if (recorded.status === 'fulfilled' || stops.length === 1)
      // Whoever comes next is recorded while these wait for what has begun.
      void answer(db, stops, recorded)
    // One by one, so that nobody fails for what another said.
    else
      for (const stop of stops) {
        const [alone] = await Promise.allSettled([recordStops(db, [stop])])
        void answer(db, [stop], alone)
      }
  }
  lane.isAtWork = false
}

/** Whoever comes alone is recorded at once; in a rush, those of the next moment come together. */
async function rest(lane: Lane): Promise<void> {
  const now = performance.now()
  if (lane.nextAt > now) await sleep(lane.nextAt - now)
  lane.nextAt = performance.now() + GATHER_MS
}

/** Up to the first who speaks twice: the second word of a person is weighed against the first. */
function takeTogether({ waiting }: Lane): Waiting[] {
  const people = new Set<string>()
  const end = waiting.findIndex(
    ({ speaker }, index) => index >= MOST_AT_ONCE || people.size === people.add(speaker.contactId).size,
  )
  return waiting.splice(0, end < 0 ? waiting.length : end)
}

/** Stops sending also where recording failed half-way (the journal could not be written), and fails only then. */
async function answer(db: Db, stops: readonly Waiting[], recorded: PromiseSettledResult<void>): Promise<void> {
  try {
    const people = stops.map(({ speaker }) => speaker.contactId)
    const heirs = await findHeirs(db, people)
    const latest = new Date(Math.max(...stops.map(({ now }) => +now)))
    const each = await silenceEach(db, [...new Set([...heirs.values()].flat())], latest)
    if (recorded.status === 'rejected') throw recorded.reason
    for (const { speaker, resolve } of stops)
      resolve(sumSilenced((heirs.get(speaker.contactId) ?? []).flatMap((id) => each.get(id) ?? [])))
  } catch (fault) {
    for (const { reject } of stops) reject(fault)
  }
}

type Lowered = { contact_id: string; purpose_id: string; channel: string; state: 'withdrawn' | 'refused'; since: Date }

/** What had stopped before is not written again, but it is kept outside again: who repeats may do so because that failed. */
async function recordStops(db: Db, stops: readonly Stop[]): Promise<void> {
  const rows = await findLowered(
    db,
    stops.map(({ speaker }) => speaker.contactId),
  )
  const lowered = new Map(rows.map((row) => [`${row.contact_id}/${row.purpose_id}/${row.channel}`, row]))
  const words = stops.flatMap(({ speaker, choices, now }) =>
    choices.map(({ purposeId, channel }) => ({
      before: lowered.get(`${speaker.contactId}/${purposeId}/${channel}`),
      fact: withdrawal(speaker, { purposeId, channel }, now),
    })),
  )
  const latest = new Date(Math.max(...stops.map(({ now }) => +now)))
  await recordConsent(
    db,
    words.flatMap(({ before, fact }) => (before ? [] : fact)),
    latest,
  )
  await keepOutside(
    words.flatMap(({ before, fact }) => (before ? { ...fact, type: before.state, occurredAt: before.since } : [])),
  )
}

/** How and by whom it is said, as every fact of this speaker has it. */
export const said = ({ contactId, method, actor = 'contact', evidence }: Speaker, occurredAt: Date) => ({
  contactId,
  occurredAt,
  method,
  actor,
  textId: null,
  expiresAt: null,
  evidence,
})

export const withdrawal = (speaker: Speaker, { purposeId, channel }: Choice, at: Date): ConsentFact => ({
  ...said(speaker, at),
  purposeId,
  channel,
  type: 'withdrawn',
})

/**
 * Whether somebody was merged into this contact since then: the no that stood was said by one of two, this one perhaps by
 * the other, and taking the merge back must find it in the ledger.
 */
export const mergedSinceSql = (contactId: Prisma.Sql, since: Prisma.Sql): Prisma.Sql => Prisma.sql`
  exists (select from contact_merge where contact_merge.contact_id = ${contactId} and undone_at is null
    and merged_at >= ${since})`

function findLowered(db: Db, contactIds: readonly string[]): Promise<Lowered[]> {
  return db.$queryRaw<Lowered[]>(Prisma.sql`
    select contact_id, purpose_id, channel, state, since from consent_state
    where contact_id = any(${listSql(contactIds, 'uuid')}) and state in ('withdrawn', 'refused')
      and not ${mergedSinceSql(Prisma.sql`consent_state.contact_id`, Prisma.sql`consent_state.since`)}`)
}

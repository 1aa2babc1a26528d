// The only way into the ledger. Appends facts to the chain of each contact, derives the state, and tells the consumers.
// It never raises, for anybody but the contact, what the contact has lowered: such facts are held back and reported.
import { randomBytes } from 'node:crypto'
import { announceEvents, lockPeople, type RecordedEvent } from '../contacts/index.ts'
import {
  type Db,
  inTransaction,
  type ListType,
  type ListValue,
  listSql,
  Prisma,
  type Transaction,
} from '../platform/database.ts'
import { idOfBytes } from '../platform/id.ts'
import { commitEntry, hashEntry, hashEvidence, type LedgerEntry, NO_PREVIOUS, SALT_BYTES } from './chain-events.ts'
import { findChildren, type TooYoung } from './find-children.ts'
import { findEverLowered, findStanding, type Standing, stateKey } from './find-standing.ts'
import { keepOutside, lowers } from './journal.ts'
import type { ConsentActor, ConsentEventType, ConsentMethod, ConsentStateName } from './words.ts'

export type ConsentFact = {
  contactId: string
  /** null, with channel null, for facts that cover the person: objected, restricted, erased. */
  purposeId: string | null
  channel: string | null
  type: ConsentEventType
  occurredAt: Date
  method: ConsentMethod
  actor: ConsentActor
  /** The words that were shown; a yes needs it. */
  textId: string | null
  expiresAt?: Date | null
  evidence: Record<string, unknown>
}
export type ConsentRecord = {
  recorded: LedgerEntry[]
  /** Not recorded: the person has said no, and nobody else raises that. */
  heldBack: ConsentFact[]
  /** Not recorded: a child cannot say yes alone. */
  tooYoung: TooYoung[]
}

/**
 * Appends facts in the given order. Contacts that do not exist or are erased are skipped. What lowers permission is in
 * the journal outside the database when this returns; where the journal fails, it throws although the fact is recorded.
 * `made`: contacts that this same transaction has made; nobody else can know them, so nothing is looked up or locked.
 */
export async function recordConsent(
  db: Db,
  said: readonly ConsentFact[],
  now: Date,
  made: ReadonlySet<string> = NOBODY,
): Promise<ConsentRecord> {
  if (said.length === 0) return { recorded: [], heldBack: [], tooYoung: [] }
  // A clock that runs ahead must not make a yes that no later no can stand against.
  const facts = said.map((fact) => (fact.occurredAt > now ? { ...fact, occurredAt: now } : fact))
  const kept = keepOutside(facts)
  const [record] = await Promise.allSettled([appendFacts(db, facts, now, made), kept])
  if (record.status === 'rejected') throw record.reason
  await kept
  return record.value
}

/**
 * Says again, as an entry of the system, what stood before a merge lowered it: the words, the time and the end of the
 * former entry. Only for taking a merge back, which has made sure that nothing was said since. Lets nobody into workflows.
 */
export async function restoreConsent(tx: Transaction, facts: readonly ConsentFact[], now: Date): Promise<void> {
  await appendFacts(tx, facts, now, NOBODY, true)
}

const NOBODY: ReadonlySet<string> = new Set()

async function appendFacts(
  db: Db,
  said: readonly ConsentFact[],
  now: Date,
  made: ReadonlySet<string>,
  isRestored = false,
): Promise<ConsentRecord> {
  return inTransaction(db, async (tx) => {
    const named = [...new Set(said.map((fact) => fact.contactId))].filter((id) => !made.has(id))
    const { live, heirs } = await lockPeople(tx, named)
    const inherited = heirs.size > 0 ? await findInherited(tx, said, heirs, live) : []
    const facts = inherited.length > 0 ? [...said, ...inherited] : said
    const ids = [...new Set([...named, ...inherited.map((fact) => fact.contactId)])]
    const { heads, states, silent } = await findStanding(tx, ids)
    const closed = facts.some((fact) => fact.type === 'customer') ? await findEverLowered(tx, ids) : NOBODY
    const tooYoung = isRestored
      ? []
      : await findChildren(
          tx,
          facts.filter((fact) => RAISES.includes(fact.type)),
        )
    const children = new Set(tooYoung.map(({ fact }) => fact))
    const heldBack: ConsentFact[] = []
    const admitted = facts.filter((fact) => {
      if (!live.has(fact.contactId) && !made.has(fact.contactId)) return false
      if (children.has(fact)) return false
      const key = stateKey(fact)
      if (!isRestored && isHeldBack(fact, states.get(key), silent.has(fact.contactId), closed)) {
        heldBack.push(fact)
        return false
      }
      const next = nextState(states.get(key)?.state, fact.type)
      if (next !== undefined && fact.purposeId !== null) states.set(key, { state: next, since: fact.occurredAt })
      return true
    })
    const recorded = await appendEntries(tx, admitted, heads, now)
    await saveStates(tx, recorded, states)
    await placePersonalHolds(tx, admitted)
    const events = recorded.map(asEvent)
    await announceEvents(tx, isRestored ? events.map((event) => ({ ...event, type: 'consent.restored' })) : events, now)
    return { recorded: recorded.map((row) => row.entry), heldBack, tooYoung }
  })
}

/** What lowers a contact that was merged into another lowers that one too: an old link still stops everything it named. */
async function findInherited(
  tx: Transaction,
  facts: readonly ConsentFact[],
  heirs: Map<string, string>,
  live: Set<string>,
): Promise<ConsentFact[]> {
  const moved = facts.filter(lowers).flatMap((fact) => {
    const heir = heirs.get(fact.contactId)
    return heir === undefined ? [] : [{ ...fact, contactId: heir }]
  })
  if (moved.length === 0) return []
  // Out of the one order of locks, but only for people who were merged; whoever meets another doing the same tries again.
  const next = await lockPeople(
    tx,
    moved.map((fact) => fact.contactId),
  )
  for (const id of next.live) live.add(id)
  await keepOutside(moved)
  return [...moved, ...(await findInherited(tx, moved, next.heirs, live))]
}

const RAISES: readonly ConsentEventType[] = ['given', 'confirmed', 'requested', 'collected']

/** Only the contact raises what the contact has lowered (consent.md C16, S2), and only with a word said later. */
function isHeldBack(
  fact: ConsentFact,
  standing: Standing | undefined,
  isSilent: boolean,
  closed: ReadonlySet<string>,
): boolean {
  // A sale is no word of the contact's, whoever reports it: it never takes the place of a yes that was taken back (C11).
  if (fact.type === 'customer')
    return isSilent || closed.has(fact.contactId) || closed.has(`${fact.contactId}/${fact.purposeId}`)
  if (!RAISES.includes(fact.type)) return false
  const isLowered = standing?.state === 'withdrawn' || standing?.state === 'refused'
  if (fact.actor !== 'contact') return isSilent || isLowered
  // A system that reports a yes is not the contact: a nightly copy would say it again and again.
  if (fact.method === 'api') return isSilent || isLowered
  return isLowered && fact.occurredAt < standing.since
}

/**
 * The state after this fact, or undefined where it changes none. What is weaker never takes the place of what is
 * stronger: a yes stays before a sale, both before a question that is pending or a yes that is only told of; and a no
 * before what has run out, which somebody else may renew.
 */
export function nextState(state: ConsentStateName | undefined, type: ConsentEventType): ConsentStateName | undefined {
  switch (type) {
    case 'given':
    case 'confirmed':
      return 'given'
    case 'customer':
      return state === 'given' ? state : 'customer'
    case 'requested':
    case 'collected':
      return state === 'given' || state === 'customer' ? state : type
    case 'expired':
      return state === 'withdrawn' || state === 'refused' ? state : 'expired'
    case 'refused':
    case 'withdrawn':
      return type
    case 'objected':
    case 'restricted':
    case 'unrestricted':
    case 'erased':
      return undefined
    default:
      return type satisfies never
  }
}

type Appended = { entry: LedgerEntry; hash: Buffer; salt: Buffer; evidence: Record<string, unknown> }

async function appendEntries(
  tx: Transaction,
  facts: readonly ConsentFact[],
  heads: Map<string, { seq: number; hash: Uint8Array }>,
  now: Date,
): Promise<Appended[]> {
  const salts = randomBytes(SALT_BYTES * facts.length)
  const rows = facts.map((fact, index) => {
    const head = heads.get(fact.contactId) ?? { seq: 0, hash: NO_PREVIOUS }
    const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES)
    const { evidence, ...said } = fact
    const entry = { ...said, expiresAt: fact.expiresAt ?? null, seq: head.seq + 1, recordedAt: now }
    const evidenceHash = hashEvidence(salt, evidence)
    const hash = hashEntry(entry, evidenceHash, head.hash)
    heads.set(fact.contactId, { seq: entry.seq, hash })
    return { entry, evidence, salt, evidenceHash, previousHash: head.hash, hash, commitment: commitEntry(salt, hash) }
  })
  if (rows.length > 0) await insertEntries(tx, rows)
  return rows
}

type Row = Appended & { evidenceHash: Buffer; previousHash: Uint8Array; commitment: Buffer }

async function insertEntries(tx: Transaction, rows: readonly Row[]): Promise<void> {
  const of = (type: ListType, pick: (row: Row) => ListValue) => listSql(rows.map(pick), type)
  await tx.$executeRaw(Prisma.sql`
    with entry as (
      select * from unnest(${of('uuid', (r) => r.entry.contactId)}, ${of('int', (r) => r.entry.seq)},
        ${of('uuid', (r) => r.entry.purposeId)}, ${of('text', (r) => r.entry.channel)}, ${of('text', (r) => r.entry.type)},
        ${of('timestamptz', (r) => r.entry.occurredAt)}, ${of('text', (r) => r.entry.method)},
        ${of('text', (r) => r.entry.actor)}, ${of('uuid', (r) => r.entry.textId)},
        ${of('timestamptz', (r) => r.entry.expiresAt)}, ${of('bytea', (r) => r.evidenceHash)},
        ${of('bytea', (r) => r.previousHash)}, ${of('bytea', (r) => r.hash)},
        ${of('bytea', (r) => r.commitment)}, ${of('bytea', (r) => r.salt)},
        ${of('jsonb', (r) => JSON.stringify(r.evidence))})
        as t (contact_id, seq, purpose_id, channel, type, occurred_at, method, actor, text_id, expires_at,
          evidence_hash, previous_hash, hash, commitment, salt, data)
    ), evidence as (
      insert into consent_evidence (contact_id, seq, salt, data) select contact_id, seq, salt, data from entry
    )
    insert into consent_event (contact_id, seq, purpose_id, channel, type, occurred_at, recorded_at, method, actor,
      text_id, expires_at, evidence_hash, previous_hash, hash, commitment)
    select contact_id, seq, purpose_id, channel, type, occurred_at, ${rows[0]?.entry.recordedAt}, method, actor,
      text_id, expires_at, evidence_hash, previous_hash, hash, commitment from entry`)
}

/** Whether a fact that led to this state is what the state rests on from now on, and not what stood before it. */
export const takesOver = (type: string, state: ConsentStateName | undefined): boolean =>
  !['requested', 'collected', 'customer', 'expired'].includes(type) || state === type

async function saveStates(tx: Transaction, rows: readonly Appended[], states: Map<string, Standing>) {
  const last = new Map<string, LedgerEntry>()
  for (const { entry } of rows) {
    const key = stateKey(entry)
    if (entry.purposeId !== null && takesOver(entry.type, states.get(key)?.state)) last.set(key, entry)
  }
  const entries = [...last.values()]
  if (entries.length === 0) return
  const of = (type: ListType, pick: (entry: LedgerEntry) => ListValue) => listSql(entries.map(pick), type)
  await tx.$executeRaw(Prisma.sql`
    insert into consent_state (contact_id, purpose_id, channel, state, since, expires_at, seq)
    select * from unnest(${of('uuid', (e) => e.contactId)}, ${of('uuid', (e) => e.purposeId)},
      ${of('text', (e) => e.channel)}, ${of('text', (e) => states.get(stateKey(e))?.state ?? 'requested')},
      ${of('timestamptz', (e) => e.occurredAt)},
      ${of('timestamptz', (e) => e.expiresAt)}, ${of('int', (e) => e.seq)})
    on conflict (contact_id, purpose_id, channel) do update
      set state = excluded.state, since = excluded.since, expires_at = excluded.expires_at, seq = excluded.seq
      where excluded.state not in ('given', 'customer') or excluded.state <> consent_state.state
        or excluded.since >= consent_state.since`)
}

/** What the person said about all purposes at once stands as a hold. Said again, it also covers every yes in between. */
async function placePersonalHolds(tx: Transaction, facts: readonly ConsentFact[]): Promise<void> {
  for (const { type, contactId, occurredAt, method } of facts) {
    if (type !== 'objected' && type !== 'restricted' && type !== 'unrestricted') continue
    const kind = type === 'objected' ? 'objection' : 'restriction'
    const standing = { contactId, kind, channel: null, liftedAt: null }
    if (type === 'unrestricted') {
      await tx.consentHold.updateMany({ where: standing, data: { liftedAt: occurredAt } })
      continue
    }
    const hold = await tx.consentHold.findFirst({ where: standing })
    if (!hold)
      await tx.consentHold.create({ data: { contactId, kind, channel: null, reason: method, since: occurredAt } })
    else if (hold.since < occurredAt)
      await tx.consentHold.update({
        where: { contactId_id: { contactId, id: hold.id } },
        data: { since: occurredAt, until: null },
      })
  }
}

function asEvent({ entry, hash }: Appended): RecordedEvent {
  return {
    contactId: entry.contactId,
    id: idOfBytes(hash.subarray(0, 16)),
    type: `consent.${entry.type}`,
    occurredAt: entry.occurredAt,
    source: 'ledger',
    properties: { purposeId: entry.purposeId, channel: entry.channel, seq: entry.seq, method: entry.method },
  }
}

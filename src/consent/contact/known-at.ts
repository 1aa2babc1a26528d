// What was known about one contact at a moment that has passed: the states that followed from the ledger as it stood, and
// the holds that stood. What was written down later is left out, however early it happened.
import { type Db, Prisma } from '../../platform/database.ts'
import type { Past } from '../decide.ts'
import { nextState, takesOver } from '../record-consent.ts'
import type { ConsentEventType, ConsentStateName } from '../words.ts'

type State = {
  contact_id: string
  purpose_id: string
  channel: string
  state: ConsentStateName
  since: Date
  expires_at: Date | null
  seq: number
}
type Hold = {
  contact_id: string
  kind: string
  channel: string | null
  brand_id: string | null
  since: Date
  until: Date | null
  lifted_at: null
}
type Entry = {
  contactId: string
  seq: number
  purposeId: string | null
  channel: string | null
  type: string
  occurredAt: Date
  recordedAt: Date
  expiresAt: Date | null
}

/** The relations that the decision reads, as they stood at `at` (consent.md C2). */
export async function knownAt(db: Db, contactId: string, at: Date): Promise<Past> {
  const ledger = await db.consentEvent.findMany({ where: { contactId }, orderBy: { seq: 'asc' } })
  const then = ledger.filter((entry) => entry.recordedAt <= at)
  const holds = [...replayPersonalHolds(contactId, then), ...(await findHolds(db, contactId, ledger, at))]
  return {
    states: Prisma.sql`(select * from jsonb_to_recordset(${JSON.stringify(replayStates(then))}::jsonb) as known
      (contact_id uuid, purpose_id uuid, channel text, state text, since timestamptz, expires_at timestamptz, seq int))`,
    holds: Prisma.sql`(select * from jsonb_to_recordset(${JSON.stringify(holds)}::jsonb) as known
      (contact_id uuid, kind text, channel text, brand_id uuid, since timestamptz, until timestamptz, lifted_at timestamptz))`,
  }
}

/** Follows the entries one by one, as `recordConsent` did when it wrote them. */
function replayStates(entries: readonly Entry[]): State[] {
  const states = new Map<string, State>()
  for (const { contactId, purposeId, channel, type, occurredAt, expiresAt, seq } of entries) {
    if (purposeId === null || channel === null) continue
    const key = `${purposeId}/${channel}`
    const standing = states.get(key)
    const state = nextState(standing?.state, type as ConsentEventType)
    if (state === undefined || !takesOver(type, state)) continue
    const isYes = state === 'given' || state === 'customer'
    if (isYes && standing?.state === state && occurredAt < standing.since) continue
    states.set(key, {
      ...{ contact_id: contactId, purpose_id: purposeId, channel, state },
      ...{ since: occurredAt, expires_at: expiresAt, seq },
    })
  }
  return [...states.values()]
}

const KIND_OF_TYPE: Record<string, string> = { objected: 'objection', restricted: 'restriction' }

/** What the person said about all purposes at once. Their rows are moved when it is said again; the ledger is not. */
function replayPersonalHolds(contactId: string, entries: readonly Entry[]): Hold[] {
  const standing = new Map<string, Date>()
  for (const { type, occurredAt } of entries) {
    if (type === 'unrestricted') standing.delete('restriction')
    const kind = KIND_OF_TYPE[type]
    const since = kind === undefined ? undefined : standing.get(kind)
    if (kind !== undefined && (since === undefined || since < occurredAt)) standing.set(kind, occurredAt)
  }
  const whole = { contact_id: contactId, channel: null, brand_id: null, until: null, lifted_at: null }
  return [...standing].map(([kind, since]) => ({ ...whole, kind, since }))
}

/** Holds that others placed. One of the person's own that no entry explains came by a merge, and counts from its time. */
async function findHolds(db: Db, contactId: string, ledger: readonly Entry[], at: Date): Promise<Hold[]> {
  const rows = await db.consentHold.findMany({
    where: { contactId, since: { lte: at }, OR: [{ liftedAt: null }, { liftedAt: { gt: at } }] },
  })
  const isExplained = (kind: string, since: Date) =>
    ledger.some((entry) => KIND_OF_TYPE[entry.type] === kind && +entry.occurredAt === +since)
  return rows
    .filter(({ kind, since }) => !isExplained(kind, since))
    .map(({ kind, channel, brandId, since, until }) => ({
      ...{ contact_id: contactId, kind, channel, brand_id: brandId, since, until, lifted_at: null },
    }))
}

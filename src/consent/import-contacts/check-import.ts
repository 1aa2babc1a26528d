// What an import would do, counted over the whole file and against the database, and nothing changed: for the summary
// that somebody sees before they decide. Reads in chunks like the import itself.
import {
  type Address,
  addressHash,
  addressOf,
  type ContactRow,
  findOwners,
  normaliseAddress,
} from '../../contacts/index.ts'
import { Prisma } from '../../platform/database.ts'
import type { PrismaClient } from '../../platform/prisma/client.ts'
import { findSuppressed, type SuppressionKey, stopped } from '../suppression/index.ts'
import { type ImportRequest, type ImportSetting, prepareImport, readChunks } from './import-contacts.ts'
import type { ImportPlan } from './mapping.ts'
import { type Note, type NoteCode, note } from './notes.ts'
import { readRows } from './read-file.ts'
import { columnOf, type ReadRow } from './read-row.ts'

export type ImportForecast = {
  rows: number
  created: number
  updated: number
  refused: number
  heldBack: number
  /** Sales that would be recorded. */
  sales: number
  /** Per purpose and channel, what would be recorded: without those held back, and without what is known already. */
  consent: {
    purpose: string
    channel: string
    assumed: boolean
    given: number
    withdrawn: number
    withoutProof: number
  }[]
  notes: { code: NoteCode; count: number; examples: Note[] }[]
}

const EXAMPLES = 5
/** Addresses remembered to find repeated rows, about 100 MB of them. The import itself finds all. */
const REMEMBERED = 1_000_000

type Tally = ImportForecast & { seen: Map<string, number>; counts: Map<NoteCode, { count: number; examples: Note[] }> }

/** Counts what importing this file would do now. */
export async function checkImport(
  db: PrismaClient,
  request: Pick<ImportRequest, 'fileName' | 'open' | 'mapping'>,
  { now, keys }: ImportSetting,
): Promise<ImportForecast> {
  const { shape, plan } = await prepareImport(db, request, now())
  const consent = plan.consent.map(({ purposeName, channel, assumed }) => ({
    purpose: purposeName,
    channel,
    assumed,
    given: 0,
    withdrawn: 0,
    withoutProof: 0,
  }))
  const tally: Tally = {
    rows: 0,
    created: 0,
    updated: 0,
    refused: 0,
    heldBack: 0,
    sales: 0,
    consent,
    notes: [],
    seen: new Map(),
    counts: new Map(),
  }
  for await (const rows of readChunks(plan, readRows(request.open, shape), request.fileName, now()))
    await checkChunk(db, plan, keys, rows, tally)
  const { seen: _, counts, ...forecast } = tally
  const notes = [...counts].map(([code, found]) => ({ code, ...found })).sort((a, b) => b.count - a.count)
  return { ...forecast, notes }
}

async function checkChunk(
  db: PrismaClient,
  plan: ImportPlan,
  keys: readonly SuppressionKey[],
  rows: readonly ReadRow[],
  tally: Tally,
): Promise<void> {
  const people = rows.map((row) => ({ row, ...readAddresses(plan, row) }))
  const addresses = people.flatMap((person) => person.addresses)
  const owners = await findOwners(db, addresses)
  const suppressed = stopped(await findSuppressed(db, keys, addresses))
  const refused = new Set([...suppressed].flatMap((index) => addresses[index] ?? []))
  const quiet = await findQuiet(db, [...new Set(owners.values())])
  for (const { row, addresses: own, fault } of people) {
    tally.rows++
    const owner = own.map((address) => owners.get(addressOf(address))).find((id) => id !== undefined)
    const refusal =
      row.refusals[0] ??
      fault ??
      (own.some((address) => refused.has(address)) ? note(row.line, 'suppressed') : undefined) ??
      (owner && quiet.get(owner)?.has('erased') ? note(row.line, 'erased') : undefined) ??
      findRepeated(tally, row, own)
    for (const one of refusal ? [refusal] : row.leftOut) countNote(tally, one)
    if (refusal) {
      tally.refused++
      continue
    }
    tally.sales += row.sales.length
    if (owner) tally.updated++
    else tally.created++
    countConsent(tally, plan, row, owner ? quiet.get(owner) : undefined)
  }
}

/** The addresses that say who a row is about, or why there is none. */
function readAddresses(plan: ImportPlan, { line, person }: ReadRow): { addresses: Address[]; fault?: Note } {
  const addresses: Address[] = []
  for (const [kind, text] of addressTexts(person)) {
    const value = normaliseAddress(kind, text)
    if (value === undefined) return { addresses: [], fault: note(line, 'malformed_address', columnOf(plan, kind)) }
    addresses.push({ kind, value, hash: addressHash(kind, value) })
  }
  if (addresses.length === 0) return { addresses, fault: note(line, 'no_address') }
  const named = addresses.filter((address) => address.kind !== 'phone')
  return { addresses: named.length > 0 ? named : addresses }
}

function addressTexts({ email, externalId, phone }: ContactRow) {
  const given = [['email', email] as const, ['external', externalId] as const, ['phone', phone] as const]
  return given.flatMap(([kind, text]) => (text ? [[kind, text] as const] : []))
}

function findRepeated({ seen }: Tally, { line }: ReadRow, addresses: readonly Address[]): Note | undefined {
  for (const address of addresses) {
    const first = seen.get(address.hash.slice(0, 16))
    if (first !== undefined) return note(line, 'repeated', '', { firstLine: first })
  }
  if (seen.size < REMEMBERED) for (const address of addresses) seen.set(address.hash.slice(0, 16), line)
  return undefined
}

function countNote({ counts }: Tally, one: Note): void {
  const known = counts.get(one.code) ?? { count: 0, examples: [] }
  known.count++
  if (known.examples.length < EXAMPLES) known.examples.push(one)
  counts.set(one.code, known)
}

function countConsent(tally: Tally, plan: ImportPlan, row: ReadRow, quiet: Set<string> | undefined): void {
  let isHeldBack = false
  for (const { plan: consent, isYes, isUnproven, occurredAt } of row.said) {
    const counts = tally.consent[plan.consent.indexOf(consent)]
    if (!counts || quiet?.has(standingKey(consent, isYes ? occurredAt : undefined))) continue
    if (!isYes) counts.withdrawn++
    else if (quiet?.has('silent') || quiet?.has(`${consent.purposeId}/${consent.channel}`)) {
      isHeldBack = true
      countNote(tally, note(row.line, 'held_back', consent.column, { purpose: consent.purposeName }))
    } else if (!isUnproven) counts.given++
  }
  for (const { code, column } of row.leftOut)
    if (code === 'no_evidence' || code === 'bad_evidence_date' || code === 'future_evidence' || code === 'unproven') {
      const counts = tally.consent[plan.consent.findIndex((consent) => consent.column === column)]
      if (counts) counts.withoutProof++
    }
  if (isHeldBack) tally.heldBack++
}

/** What a fact is called that is known already: a no, or a yes that was said then. */
const standingKey = ({ purposeId, channel }: { purposeId: string; channel: string }, yesAt: Date | undefined) =>
  yesAt ? `yes ${purposeId}/${channel} ${yesAt.getTime()}` : `${purposeId}/${channel}`

/** For each contact: 'erased', 'silent' (a reason that covers the person), `purpose/channel` where they said no, and when they said yes. */
async function findQuiet(db: PrismaClient, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<{ contact_id: string; what: string }[]>(Prisma.sql`
    select id as contact_id, 'erased' as what from contact where id = any(${[...ids]}::uuid[]) and erased_at is not null
    union
    select contact_id, 'silent' from consent_hold where contact_id = any(${[...ids]}::uuid[]) and lifted_at is null
      and (kind in ('objection', 'restriction', 'complaint', 'erasure') or kind = 'suppression' and channel is null)
    union
    select contact_id, purpose_id || '/' || channel from consent_state
    where contact_id = any(${[...ids]}::uuid[]) and state in ('withdrawn', 'refused')
    union
    select contact_id, 'yes ' || purpose_id || '/' || channel || ' ' || floor(extract(epoch from since) * 1000)::bigint
    from consent_state where contact_id = any(${[...ids]}::uuid[]) and state = 'given'`)
  const quiet = new Map<string, Set<string>>()
  for (const { contact_id, what } of rows) quiet.set(contact_id, (quiet.get(contact_id) ?? new Set()).add(what))
  return quiet
}

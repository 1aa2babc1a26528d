// A chunk of rows in one transaction: people, what they said, what was not taken, and how far the import is. Either all
// of it is there or nothing, so an import that is cut off anywhere can be run again.
import { type ContactRow, normaliseAddress, saveContacts } from '../../contacts/index.ts'
import { inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import type { PrismaClient } from '../../platform/prisma/client.ts'
import { recordSales } from '../customers/record-sales.ts'
import { addMonths, pickWording } from '../give-consent.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import { type CameFrom, noteCollectors, noteSources } from '../sources/note-sources.ts'
import {
  findSuppressed,
  type HeldContact,
  holdSuppressed,
  holdsOf,
  noteAttempts,
  type SuppressedAddress,
  type SuppressedHit,
  type SuppressionKey,
  stopped,
} from '../suppression/index.ts'
import type { ImportPlan } from './mapping.ts'
import { type Note, note } from './notes.ts'
import { columnOf, type ReadRow, type Said } from './read-row.ts'

export type ChunkContext = {
  importId: string
  plan: ImportPlan
  keys: readonly SuppressionKey[]
}
export type ChunkResult = {
  rows: number
  created: number
  updated: number
  refused: number
  heldBack: number
  given: number
  withdrawn: number
  /** Contacts whose permission was lowered; their messages are to be stopped after the commit. */
  lowered: string[]
  /** Suppressed addresses that were met; they get the newest key after the commit, so that no chunk waits for another. */
  met: Met
}
export type Met = { addresses: readonly SuppressedAddress[]; hits: readonly SuppressedHit[] }
/** How a chunk keeps its place while the next one is being taken in beside it: rows are first in the order of the file. */
export type Turn = {
  /** Ends when the chunk before is committed; this one commits only then. Rejects where that one failed. */
  previous: Promise<void>
  /** To be called once the chunk has its addresses, so that the next one may begin. */
  onClaimed: () => void
}

/** Takes these rows in. Undefined: another try of the same chunk was committed before. */
export async function importChunk(
  db: PrismaClient,
  context: ChunkContext,
  rows: readonly ReadRow[],
  lastLine: number,
  { previous, onClaimed }: Turn,
  now: Date,
): Promise<ChunkResult | undefined> {
  return inTransaction(db, async (tx) => {
    const at = await tx.import.findUnique({ where: { id: context.importId }, select: { line: true } })
    if (!at || at.line >= lastLine) return undefined
    const notes = rows.flatMap((row) => [...row.refusals, ...row.leftOut])
    const met = await findMet(tx, context.keys, rows)
    const saved = await savePeople(tx, { ...context, onClaimed }, rows, met, notes, now)
    const held = await holdSuppressed(tx, holdsOfSaved(saved, met), now)
    await noteSources(
      tx,
      saved.flatMap((one) => cameFrom(one, context.plan.origin)),
      now,
    )
    const consent = await recordSaid(tx, context.importId, saved, notes, now)
    const taken = saved.length
    const created = saved.filter((one) => one.isNew).length
    const result = {
      rows: rows.length,
      created,
      updated: taken - created,
      refused: rows.length - taken,
      ...consent,
      met,
    }
    result.lowered = [...new Set([...result.lowered, ...held])]
    await saveNotes(tx, context.importId, notes, new Set(saved.map((one) => one.row.line)))
    await previous
    await saveProgress(tx, context.importId, result, lastLine, now)
    return result
  })
}

/** Whose list this person stood on, or which partner collected what they are said to have said; their own word needs none. */
function cameFrom({ row, contactId, isNew }: SavedPerson, origin: string | undefined): CameFrom[] {
  const collector = row.said.map(({ evidence }) => evidence.collector).find((name) => typeof name === 'string')
  const source = origin ?? (isNew && typeof collector === 'string' ? collector : undefined)
  return source === undefined ? [] : [{ contactId, source }]
}

type SavedPerson = { row: ReadRow; contactId: string; isNew: boolean }

async function savePeople(
  tx: Transaction,
  { importId, plan, onClaimed }: ChunkContext & Pick<Turn, 'onClaimed'>,
  rows: readonly ReadRow[],
  met: MetRows,
  notes: Note[],
  now: Date,
): Promise<SavedPerson[]> {
  const readable = rows.filter((row) => row.refusals.length === 0)
  const refused = new Set([...stopped(met.hits)].flatMap((position) => met.addresses[position]?.row ?? []))
  const wanted = readable.filter((row) => {
    if (refused.has(row)) notes.push(note(row.line, 'suppressed'))
    return !refused.has(row)
  })
  await noteAttempts(tx, 'import', met.hits, now)
  const answers = await saveContacts(
    tx,
    wanted.map((row) => row.person),
    { source: 'import', importId, onClaimed },
    now,
  )
  return wanted.flatMap((row, index): SavedPerson[] => {
    const answer = answers[index]
    if (answer?.outcome === 'refused') {
      const { refusal } = answer
      switch (refusal.code) {
        case 'malformed_address':
          notes.push(note(row.line, refusal.code, columnOf(plan, refusal.kind)))
          break
        case 'repeated':
          notes.push(note(row.line, 'repeated', '', { firstLine: wanted[refusal.index]?.line ?? 0 }))
          break
        case 'repeated_line':
          notes.push(note(row.line, 'repeated', '', { firstLine: refusal.line }))
          break
        default:
          notes.push(note(row.line, refusal.code))
      }
      return []
    }
    if (!answer) return []
    for (const kind of answer.leftOut) notes.push(note(row.line, 'address_of_another', columnOf(plan, kind)))
    return [{ row, contactId: answer.contactId, isNew: answer.outcome === 'created' }]
  })
}

type MetRows = Met & { addresses: readonly (SuppressedAddress & { row: ReadRow })[] }

async function findMet(tx: Transaction, keys: readonly SuppressionKey[], rows: readonly ReadRow[]): Promise<MetRows> {
  const readable = rows.filter((row) => row.refusals.length === 0)
  const addresses = readable.flatMap((row) =>
    addressesOf(row.person).flatMap(([kind, text]) => {
      const value = normaliseAddress(kind, text)
      return value === undefined ? [] : [{ kind, value, row }]
    }),
  )
  return { addresses, hits: await findSuppressed(tx, keys, addresses) }
}

/** Those who were taken in although one channel is closed to them. */
function holdsOfSaved(saved: readonly SavedPerson[], { addresses, hits }: MetRows): HeldContact[] {
  if (hits.length === 0) return []
  const contacts = new Map(saved.map((one) => [one.row, one.contactId]))
  return hits.flatMap((hit) => {
    const row = addresses[hit.position]?.row
    const contactId = row && contacts.get(row)
    return contactId ? holdsOf(contactId, [hit]) : []
  })
}

const addressesOf = ({ email, phone, externalId }: ContactRow) =>
  [['email', email] as const, ['phone', phone] as const, ['external', externalId] as const].flatMap(([kind, text]) =>
    text === undefined ? [] : [[kind, text] as const],
  )

type RecordedSaid = Pick<ChunkResult, 'heldBack' | 'given' | 'withdrawn' | 'lowered'>

async function recordSaid(
  tx: Transaction,
  importId: string,
  saved: readonly SavedPerson[],
  notes: Note[],
  now: Date,
): Promise<RecordedSaid> {
  const standing = await findStanding(
    tx,
    saved.filter((one) => !one.isNew && one.row.said.length > 0).map((one) => one.contactId),
  )
  const origins = new Map<ConsentFact, { line: number; said: Said }>()
  for (const { row, contactId } of saved)
    for (const said of row.said) {
      const known = standing.get(`${contactId}/${said.plan.purposeId}/${said.plan.channel}`)
      if (!said.isYes && (known?.state === 'withdrawn' || known?.state === 'refused')) continue
      if (said.isYes && known?.state === 'given' && known.since >= said.occurredAt) continue
      if (said.isUnproven && known?.state === 'collected' && known.since >= said.occurredAt) continue
      origins.set(asFact(contactId, row.person.language ?? 'en', said), { line: row.line, said })
    }
  const made = new Set(saved.filter((one) => one.isNew).map((one) => one.contactId))
  const { recorded, heldBack, tooYoung } = await recordConsent(tx, [...origins.keys()], now, made)
  const left = new Set([...heldBack, ...tooYoung.map(({ fact }) => fact)])
  await noteCollectors(
    tx,
    [...origins.keys()].filter((fact) => !left.has(fact)),
    now,
  )
  for (const { fact, age } of tooYoung) {
    const origin = origins.get(fact)
    if (!origin) continue
    const { column, purposeName } = origin.said.plan
    notes.push(note(origin.line, 'too_young', column, { purpose: purposeName, age }))
  }
  const lines = new Set(await recordSalesOf(tx, saved, made, notes, importId, now))
  for (const fact of heldBack) {
    const origin = origins.get(fact)
    if (!origin) continue
    lines.add(origin.line)
    const { column, purposeName } = origin.said.plan
    notes.push(note(origin.line, 'held_back', column, { purpose: purposeName }))
  }
  const lowered = recorded.filter((entry) => entry.type === 'withdrawn').map((entry) => entry.contactId)
  return {
    heldBack: lines.size,
    given: recorded.filter((entry) => entry.type === 'given').length,
    withdrawn: lowered.length,
    lowered: [...new Set(lowered)],
  }
}

/** Records the sales of these people. Answers the lines of those whose no stands against it. */
async function recordSalesOf(
  tx: Transaction,
  saved: readonly SavedPerson[],
  made: ReadonlySet<string>,
  notes: Note[],
  importId: string,
  now: Date,
): Promise<number[]> {
  const sales = saved.flatMap(({ row, contactId }) =>
    row.sales.map((sale) => ({
      ...sale,
      contactId,
      evidence: `${sale.evidence} (import ${importId}, line ${row.line})`,
      via: 'import' as const,
      by: null,
    })),
  )
  const { heldBack } = await recordSales(tx, sales, now, made)
  const held = new Set(heldBack.map((fact) => fact.contactId))
  const lines = saved.filter(({ contactId }) => held.has(contactId)).map(({ row }) => row.line)
  for (const line of lines) notes.push(note(line, 'sale_held_back'))
  return lines
}

function asFact(contactId: string, language: string, said: Said): ConsentFact {
  const { plan, isYes, isUnproven, occurredAt, evidence } = said
  const { purposeId, channel } = plan
  const fact = { contactId, purposeId, channel, occurredAt, method: 'import', actor: 'import' } as const
  if (!isYes) return { ...fact, type: 'withdrawn', textId: null, evidence }
  const { text_id, validity_months } = pickWording(plan.texts, { purposeId, channel, language })
  const expiresAt = validity_months === null ? null : addMonths(occurredAt, validity_months)
  return {
    ...fact,
    type: isUnproven ? 'collected' : 'given',
    textId: text_id,
    expiresAt,
    evidence: { ...evidence, language },
  }
}

type Standing = { contact_id: string; purpose_id: string; channel: string; state: string; since: Date }

async function findStanding(tx: Transaction, ids: readonly string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<Standing[]>(Prisma.sql`
    select contact_id, purpose_id, channel, state, since from consent_state where contact_id = any(${listSql(ids, 'uuid')})`)
  return new Map(rows.map((row) => [`${row.contact_id}/${row.purpose_id}/${row.channel}`, row]))
}

async function saveNotes(tx: Transaction, importId: string, notes: readonly Note[], taken: Set<number>): Promise<void> {
  if (notes.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into import_refusal (import_id, line, code, "column", reason, is_taken)
    select ${importId}::uuid, line, code, "column", reason, is_taken
    from unnest(${listSql(
      notes.map((one) => one.line),
      'int',
    )}, ${listSql(
      notes.map((one) => one.code),
      'text',
    )},
      ${listSql(
        notes.map((one) => one.column),
        'text',
      )}, ${listSql(
        notes.map((one) => one.reason),
        'text',
      )},
      ${listSql(
        notes.map((one) => taken.has(one.line)),
        'boolean',
      )}) as noted (line, code, "column", reason, is_taken)
    on conflict do nothing`)
}

async function saveProgress(
  tx: Transaction,
  id: string,
  result: Omit<ChunkResult, 'lowered' | 'met'>,
  line: number,
  now: Date,
): Promise<void> {
  const { rows, created, updated, refused, heldBack, given, withdrawn } = result
  await tx.$executeRaw(Prisma.sql`
    update import set line = ${line}, updated_at = ${now}, rows = rows + ${rows}, created = created + ${created},
      updated = updated + ${updated}, refused = refused + ${refused}, held_back = held_back + ${heldBack},
      given = given + ${given}, withdrawn = withdrawn + ${withdrawn}
    where id = ${id}::uuid`)
}

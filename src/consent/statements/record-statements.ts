// Records what another system reports. All of it in one transaction, once: the same request under the same key gets the
// same answer. A system is not the person: its yes never raises what the person has lowered (consent.md C16, S2).
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { lockPeople } from '../../contacts/index.ts'
import { inTransaction, type PrismaClient, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { requestConfirmation } from '../capture/request-confirmation.ts'
import type { LedgerEntry } from '../chain-events.ts'
import { addMonths } from '../give-consent.ts'
import { lowers } from '../journal.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import type { Silenced } from '../silence.ts'
import { noteCollectors } from '../sources/note-sources.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import { checkStatements, type Named } from './check-statements.ts'
import { type Statement, type StatementAnswer, statementAnswer } from './statement.ts'

export type StatementRequest = {
  /** Of the API key or the person that asks. */
  caller: { id: string; name: string }
  /** Chosen by the caller for this request and its repetitions. */
  key: string
  statements: readonly Statement[]
}

/** Answers each statement in their order, when nothing can be sent any more that they stop. Not in a transaction. */
export async function recordStatements(
  db: PrismaClient,
  request: StatementRequest,
  now: Date,
): Promise<{ results: StatementAnswer[] } & Silenced> {
  const named = await checkStatements(db, request.statements, now)
  const stopped = request.statements.flatMap((said, at) => (lowers(said) ? (named[at]?.contactId ?? []) : []))
  const done: { results: StatementAnswer[] } = { results: [] }
  const record = async () => {
    done.results = await inTransaction(db, (tx) => recordOnce(tx, request, named, now))
  }
  // Also for a repeated request: whoever repeats may do so because the first was cut off before it was answered.
  const silenced = await lowerThenSilence(db, stopped, record, now)
  return { ...done, ...silenced }
}

async function recordOnce(
  tx: Transaction,
  { caller, key, statements }: StatementRequest,
  named: readonly Named[],
  now: Date,
): Promise<StatementAnswer[]> {
  const bodyHash = Uint8Array.from(hash('sha256', canonicalize(statements) ?? '', 'buffer'))
  const place = { callerId: caller.id, key }
  // Waits here for the same request that is under way.
  const { count } = await tx.statementRequest.createMany({
    data: [{ ...place, bodyHash, createdAt: now }],
    skipDuplicates: true,
  })
  if (count === 0) {
    const before = await tx.statementRequest.findUniqueOrThrow({ where: { callerId_key: place } })
    if (Buffer.compare(before.bodyHash, bodyHash) !== 0)
      throw new DomainError('conflict', 'This Idempotency-Key was used for other statements. Use a new one for these.')
    return z.array(statementAnswer).parse(before.answer)
  }
  const results = await recordAll(tx, { caller, statements, named }, now)
  await tx.statementRequest.update({ where: { callerId_key: place }, data: { answer: results } })
  return results
}

type Work = { caller: StatementRequest['caller']; statements: readonly Statement[]; named: readonly Named[] }

async function recordAll(tx: Transaction, { caller, statements, named }: Work, now: Date): Promise<StatementAnswer[]> {
  const { live } = await lockPeople(
    tx,
    named.flatMap(({ contactId }) => contactId ?? []),
  )
  const facts = statements.map((said, at) => {
    const { contactId = null, ...place } = named[at] ?? { purpose: null, textId: null }
    return contactId !== null && live.has(contactId) ? asFact(said, { ...place, contactId }, caller, now) : undefined
  })
  const all = facts.filter((fact) => fact !== undefined)
  // Those who must confirm come last: a no in the same request goes before the question.
  const [plain, asked] = [
    all.filter(({ type }) => type !== 'requested'),
    all.filter(({ type }) => type === 'requested'),
  ]
  const [said, questions] = [await recordConsent(tx, plain, now), await requestConfirmation(tx, asked, now)]
  const heldBackFacts = new Set([...said.heldBack, ...questions.heldBack])
  const children = new Set([...said.tooYoung, ...questions.tooYoung].map(({ fact }) => fact))
  const seqs = matchEntries(all, [...said.recorded, ...questions.recorded], new Set([...heldBackFacts, ...children]))
  await noteCollectors(
    tx,
    all.filter((fact) => seqs.has(fact)),
    now,
  )
  return facts.map((fact, at): StatementAnswer => {
    const contactId = named[at]?.contactId ?? null
    const heldBack = (why: StatementAnswer['why']) => ({ outcome: 'held_back' as const, why, contactId, seq: null })
    if (!fact) return heldBack(contactId === null ? 'unknown_contact' : 'erased')
    if (heldBackFacts.has(fact)) return heldBack('said_no')
    if (children.has(fact)) return heldBack('too_young')
    const seq = seqs.get(fact)
    if (seq === undefined) return heldBack('asked_lately')
    return { outcome: fact.type === 'requested' ? 'asked' : 'recorded', why: null, contactId, seq }
  })
}

/** Which entry a fact became: of the same kind at the same place, in the order in which they were said. */
function matchEntries(
  facts: readonly ConsentFact[],
  entries: readonly LedgerEntry[],
  heldBack: ReadonlySet<ConsentFact>,
): Map<ConsentFact, number> {
  const keyOf = (of: ConsentFact | LedgerEntry) => `${of.contactId}/${of.purposeId}/${of.channel}/${of.type}`
  const waiting = Map.groupBy(entries, keyOf)
  return new Map(
    facts.flatMap((fact) => {
      const entry = heldBack.has(fact) ? undefined : waiting.get(keyOf(fact))?.shift()
      return entry ? [[fact, entry.seq] as const] : []
    }),
  )
}

function asFact(
  said: Statement,
  { purpose, textId, contactId }: Named & { contactId: string },
  caller: StatementRequest['caller'],
  now: Date,
): ConsentFact {
  const at = new Date(said.occurredAt)
  const occurredAt = at > now ? now : at
  const { collector, proof } = said.type === 'given' ? said : {}
  // Whoever a partner asked has not asked us for anything: nothing is mailed to confirm it.
  const isUnproven = collector !== undefined && proof === undefined
  const isAsked = said.type === 'given' && !isUnproven && said.actor === 'contact' && purpose?.doubleOptIn === true
  const months = said.type === 'given' && !isAsked ? (purpose?.validityMonths ?? null) : null
  const language = 'text' in said ? said.text?.language : undefined
  return {
    contactId,
    purposeId: purpose?.id ?? null,
    channel: 'channel' in said ? said.channel : null,
    type: isUnproven ? 'collected' : isAsked ? 'requested' : said.type,
    occurredAt,
    method: 'api',
    actor: said.actor,
    textId,
    expiresAt: months === null ? null : addMonths(occurredAt, months),
    evidence: {
      ...said.evidence,
      source: said.source,
      ...(language && { language }),
      ...(collector && { collector }),
      ...(proof && { proof }),
      reportedBy: caller,
    },
  }
}

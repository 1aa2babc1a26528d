// May we, and why, at any moment that has passed: every purpose and channel of one contact, decided by the one decision
// from what was known then. It answers for the past and is never asked before sending.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { findCallTimes } from '../calls/find-call-times.ts'
import { decisionSql } from '../decide.ts'
import { type MarkState, markState } from '../mark-state.ts'
import { datesIn } from '../preferences/page-language.ts'
import type { Channel, DecisionReason } from '../words.ts'
import { DECISION_WORDS, type DecisionLanguage } from './decision-words.ts'
import { knownAt } from './known-at.ts'

export type PastDecision = {
  purpose: { id: string; key: string; name: string }
  channel: Channel
  isAllowed: boolean
  reason: DecisionReason
  state: MarkState
  answer: string
  ruleVersion: string
  since: Date | null
  expiresAt: Date | null
  entry: { seq: number; type: string; occurredAt: Date; recordedAt: Date } | null
  text: { id: string; language: string; version: number; name: string; text: string } | null
}

type Row = {
  purpose_id: string
  channel: Channel
  reason: DecisionReason
  is_allowed: boolean
  rule_version: string
  consent_seq: number | null
  since: Date | null
  expires_at: Date | null
}

/**
 * The decisions about one contact as they would have been made at `at` (consent.md C2). Names and addresses that have
 * changed since, and the country, are taken as they are now: no history of them is kept. Throws invalid for the future.
 */
export async function findDecisions(
  db: Db,
  contactId: string,
  { at, language }: { at: Date; language: DecisionLanguage },
  now: Date,
): Promise<{ at: Date; items: PastDecision[] }> {
  if (at > now)
    throw new DomainError(
      'invalid',
      'Nobody knows yet what will be said until then. Ask for a moment that has passed.',
      {
        faults: [{ path: 'at', message: 'This moment has not come yet.' }],
      },
    )
  const contact = found(await db.contact.findUnique({ where: { id: contactId } }), 'contact')
  const purposes = await db.purpose.findMany({
    where: { createdAt: { lte: at } },
    include: { brand: true },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  const questions = purposes.flatMap(({ id, channels }) => channels.map((channel) => ({ purposeId: id, channel, at })))
  const [rows, entries] = [
    await decideThen(db, contactId, questions),
    await db.consentEvent.findMany({ where: { contactId, recordedAt: { lte: at } } }),
  ]
  const texts = await db.purposeText.findMany({
    where: { id: { in: entries.flatMap((entry) => entry.textId ?? []) } },
    select: { id: true, language: true, version: true, name: true, text: true },
  })
  const callTime = (await findCallTimes(db, [contactId], at)).get(contactId)
  const opensAt = callTime && !callTime.isOpen ? callTime.next : null
  const words = DECISION_WORDS[language]
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ') || words.somebody.toLowerCase()
  const items = purposes.flatMap((purpose) =>
    rows
      .filter((row) => row.purpose_id === purpose.id)
      .map(({ channel, reason, since, expires_at: expiresAt, ...row }): PastDecision => {
        const entry = entries.find(({ seq }) => seq === row.consent_seq)
        const moment = momentOf(reason, since, expiresAt, opensAt)
        const on = moment ? datesIn(language, purpose.brand.country).moment(moment) : ''
        return {
          purpose: { id: purpose.id, key: purpose.key, name: purpose.name },
          ...{ channel, isAllowed: row.is_allowed, reason, state: markState(reason, expiresAt, at) },
          answer: words.answer[reason]({ name, purpose: purpose.name, channel: words.channel[channel], on }),
          ...{ ruleVersion: row.rule_version, since, expiresAt },
          entry: entry
            ? { seq: entry.seq, type: entry.type, occurredAt: entry.occurredAt, recordedAt: entry.recordedAt }
            : null,
          text: texts.find(({ id }) => id === entry?.textId) ?? null,
        }
      }),
  )
  return { at, items }
}

/** Answers whose moment is the one at which something was said; for the others the hold has its own. */
const RESTS_ON_SAID: readonly DecisionReason[] = ['asked', 'unproven', 'refused', 'withdrawn', 'given', 'customer']
/** Answers whose moment is the one at which it ended. */
const ENDED: readonly DecisionReason[] = ['expired', 'sale_too_old']

/** The moment that an answer names, where it names one. `opensAt` is when the person may be called again. */
function momentOf(reason: DecisionReason, since: Date | null, expiresAt: Date | null, opensAt: Date | null) {
  if (reason === 'outside_calling_hours') return opensAt
  if (ENDED.includes(reason)) return expiresAt ?? since
  return RESTS_ON_SAID.includes(reason) ? since : null
}

async function decideThen(
  db: Db,
  contactId: string,
  questions: readonly { purposeId: string; channel: string; at: Date }[],
): Promise<Row[]> {
  const [first] = questions
  if (!first) return []
  const past = await knownAt(db, contactId, first.at)
  const person = Prisma.sql`select ${contactId}::uuid as contact_id`
  const asked = questions.map(
    (question) => Prisma.sql`
      select ${question.purposeId}::uuid as purpose_id, ${question.channel}::text as channel, decision.*
      from (${decisionSql(person, question, 'few', past)}) decision`,
  )
  return db.$queryRaw<Row[]>(Prisma.join(asked, ' union all '))
}

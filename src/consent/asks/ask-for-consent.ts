// Asking for a yes, where asking is lawful. A mail that asks is a mail like any other and needs a decision that lets us
// write (consent.md E6); without one the question waits where the person comes by themselves, or until somebody meets them.
// Nobody is asked again after a no, nor within half a year (E12).
import { randomInt } from 'node:crypto'
import { lockContacts } from '../../contacts/index.ts'
import { type Db, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { type Decision, decideMany } from '../decide.ts'
import { addMonths, findWordings, pickWording } from '../give-consent.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import type { Channel } from '../words.ts'

export const OTHER_WAYS = ['web', 'seller', 'paper'] as const
export type OtherWay = (typeof OTHER_WAYS)[number]
export type AskWay = 'mail' | OtherWay

export type Question = {
  purposeId: string
  channel: Channel
  /** The purpose under which a mail may ask; null: never by mail. */
  mailUnder: string | null
  /** How everybody is asked whom no mail may ask. */
  otherwise: OtherWay
  workflowId: string | null
}
export type AskOutcome = AskWay | 'has_yes' | 'said_no' | 'asked_lately' | 'too_young'
export type Asked = { contactId: string; outcome: AskOutcome; askId: string | null; language: string | null }

/** Months within which nobody is asked about the same purpose again. */
const REST_MONTHS = 6
/** Days before its end in which a yes may be renewed. */
const RENEW_DAYS = 60
const DAY_MS = 86_400_000
/** Signs of the code on paper: ten to the power of twelve, and none that reads like another. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_SIGNS = 8

/** Asks these people, in one transaction with whatever else is done about them. Throws `invalid` where there are no words. */
export async function askForConsent(
  tx: Transaction,
  question: Question,
  contactIds: readonly string[],
  now: Date,
): Promise<Asked[]> {
  const live = await lockContacts(tx, contactIds)
  const people = await findPeople(tx, question, [...live], now)
  const wordings = await findWordings(tx, [question.purposeId], now)
  const decisions = await decideMail(
    tx,
    question,
    people.filter(({ refusal }) => refusal === null),
    now,
  )
  const asks = people
    .filter(({ refusal }) => refusal === null)
    .map(({ contact_id: contactId, language }) => {
      const wording = pickWording(wordings, { ...question, language: language ?? 'en' })
      const decision = decisions.get(contactId)
      const way: AskWay = decision?.isAllowed ? 'mail' : question.otherwise
      return { contactId, id: newId(now), way, decision, wording, code: way === 'paper' ? makeCode() : null }
    })
  const facts = asks.map(({ contactId, id, way, wording }): ConsentFact => {
    const { purposeId, channel } = question
    const evidence = { ask: id, way, language: wording.language, workflowId: question.workflowId }
    const by = { method: 'rule', actor: 'system' } as const
    return {
      contactId,
      purposeId,
      channel,
      type: 'requested',
      occurredAt: now,
      ...by,
      textId: wording.text_id,
      evidence,
    }
  })
  const { recorded, tooYoung } = await recordConsent(tx, facts, now)
  const children = new Set(tooYoung.map(({ fact }) => fact.contactId))
  const seqs = new Map(recorded.map((entry) => [entry.contactId, entry.seq]))
  await closeLapsed(tx, question, now)
  const kept = asks.filter(({ contactId }) => seqs.has(contactId))
  await tx.consentAsk.createMany({
    data: kept.map(({ contactId, id, way, wording, code, decision }) => ({
      ...{ contactId, id, way, code, textId: wording.text_id, askedAt: now, workflowId: question.workflowId },
      ...{ purposeId: question.purposeId, channel: question.channel, seq: seqs.get(contactId) ?? 0 },
      ...(way === 'mail' && decision && { decision: describe(decision, question.mailUnder) }),
    })),
  })
  const ways = new Map(kept.map((ask) => [ask.contactId, ask]))
  return people.map(({ contact_id: contactId, refusal, language }): Asked => {
    const ask = ways.get(contactId)
    return {
      contactId,
      outcome: ask?.way ?? refusal ?? (children.has(contactId) ? 'too_young' : 'said_no'),
      askId: ask?.id ?? null,
      language,
    }
  })
}

const describe = ({ isAllowed, reason, consentSeq, ruleVersion }: Decision, purposeId: string | null) => ({
  ...{ purposeId, channel: 'email', isAllowed, reason, consentSeq, ruleVersion },
})

const makeCode = () => Array.from({ length: CODE_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join('')

type Row = { contact_id: string; language: string | null; refusal: 'has_yes' | 'said_no' | 'asked_lately' | null }

/** Who may be asked, and why the others may not. A no on any channel of the purpose is a no to the question. */
async function findPeople(db: Db, { purposeId, channel }: Question, ids: readonly string[], now: Date): Promise<Row[]> {
  const [renewable, rested] = [new Date(+now + RENEW_DAYS * DAY_MS), addMonths(now, -REST_MONTHS)]
  return db.$queryRaw<Row[]>(Prisma.sql`
    select contact.id as contact_id, contact.language, case
      when exists (select from consent_hold where contact_id = contact.id and lifted_at is null
        and kind in ('objection', 'restriction', 'suppression', 'complaint', 'erasure'))
        or exists (select from consent_state where contact_id = contact.id and purpose_id = ${purposeId}::uuid
          and state in ('refused', 'withdrawn')) then 'said_no'
      when state.state = 'given' and (state.expires_at is null or state.expires_at > ${renewable}) then 'has_yes'
      -- Also where they were asked as somebody who has been merged into them.
      when exists (select from consent_ask ask where ask.purpose_id = ${purposeId}::uuid and ask.asked_at > ${rested}
        and (ask.contact_id = contact.id
          or ask.contact_id in (select other_id from contact_merge where contact_id = contact.id and undone_at is null)))
        then 'asked_lately'
    end as refusal
    from contact left join consent_state state on state.contact_id = contact.id
      and state.purpose_id = ${purposeId}::uuid and state.channel = ${channel}
    where contact.id = any(${listSql(ids, 'uuid')}) and contact.merged_into_id is null order by contact.id`)
}

/** Whether a mail may ask each of them, by the decision about the purpose under which it would be sent. */
async function decideMail(
  tx: Transaction,
  { purposeId, mailUnder }: Question,
  people: readonly Row[],
  now: Date,
): Promise<Map<string, Decision>> {
  if (mailUnder === null || people.length === 0) return new Map()
  const [asked, under] = [
    await tx.purpose.findUnique({ where: { id: purposeId } }),
    await tx.purpose.findUnique({ where: { id: mailUnder } }),
  ]
  if (!asked || asked.brandId !== under?.brandId || under.kind !== 'marketing')
    throw new DomainError(
      'conflict',
      'A mail may ask only under a purpose of marketing of the same sender. Choose one.',
    )
  const ids = people.map(({ contact_id }) => contact_id)
  const decisions = await decideMany(tx, ids, { purposeId: mailUnder, channel: 'email', at: now })
  return new Map(decisions.map((decision) => [decision.contactId, decision]))
}

/** A question that nobody answered in half a year gives way to a new one. */
async function closeLapsed(tx: Transaction, { purposeId }: Question, now: Date): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    update consent_ask set closed_at = ${now}, outcome = 'lapsed'
    where purpose_id = ${purposeId}::uuid and closed_at is null and asked_at <= ${addMonths(now, -REST_MONTHS)}`)
}

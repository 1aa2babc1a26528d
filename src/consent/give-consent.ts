// A yes, with the words that were shown and everything that proves it. How long it lasts follows from the purpose.
import { type Db, inTransaction, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { requestConfirmation } from './capture/request-confirmation.ts'
import { type ConsentFact, type ConsentRecord, recordConsent } from './record-consent.ts'
import type { ConsentActor, ConsentMethod } from './words.ts'

export type Grant = {
  contactId: string
  purposeId: string
  channel: string
  method: ConsentMethod
  actor: ConsentActor
  /** The language in which the words were shown; the text in force then is looked up. */
  language: string
  occurredAt: Date
  /** The speaker has just shown that the contact's address is theirs, so nothing is left to confirm. */
  isProven?: boolean
  /** Page, form, locale, server facts: what a regulator would ask for. */
  evidence: Record<string, unknown>
}

export type Wording = {
  text_id: string
  purpose_id: string
  language: string
  validity_months: number | null
  double_opt_in: boolean
  channels: string[]
}

/**
 * Records these grants. What the contact has lowered before stays low unless the contact is the one who speaks. Where the
 * purpose asks for double opt-in, what is said in a contact's name is `requested` until its address has confirmed it (W6).
 */
export async function giveConsent(db: Db, grants: readonly Grant[], now: Date): Promise<ConsentRecord> {
  if (grants.length === 0) return { recorded: [], heldBack: [], tooYoung: [] }
  return inTransaction(db, async (tx) => {
    const wordings = await findWordings(tx, [...new Set(grants.map((grant) => grant.purposeId))], now)
    const facts = grants.map((grant): ConsentFact => {
      const wording = pickWording(wordings, grant)
      const { language, isProven = false, ...said } = grant
      const isAsked = wording.double_opt_in && grant.actor === 'contact' && !isProven
      const isForEver = isAsked || wording.validity_months === null
      return {
        ...said,
        type: isAsked ? 'requested' : isProven ? 'confirmed' : 'given',
        textId: wording.text_id,
        expiresAt: isForEver ? null : addMonths(grant.occurredAt, wording.validity_months ?? 0),
        evidence: { ...grant.evidence, language },
      }
    })
    const isAsked = (fact: ConsentFact) => fact.type === 'requested'
    const given = await recordConsent(
      tx,
      facts.filter((fact) => !isAsked(fact)),
      now,
    )
    const asked = await requestConfirmation(tx, facts.filter(isAsked), now)
    return {
      recorded: [...given.recorded, ...asked.recorded],
      heldBack: [...given.heldBack, ...asked.heldBack],
      tooYoung: [...given.tooYoung, ...asked.tooYoung],
    }
  })
}

/** The words in force for these purposes, newest version of each language. Retired purposes have none. */
export async function findWordings(db: Db, purposeIds: string[], now: Date): Promise<Wording[]> {
  return db.$queryRaw<Wording[]>(Prisma.sql`
    select distinct on (text.purpose_id, text.language) text.id as text_id, text.purpose_id, text.language,
      purpose.validity_months, purpose.double_opt_in, coalesce(above.channels, purpose.channels) as channels
    from purpose_text text join purpose on purpose.id = text.purpose_id
    left join purpose above on above.id = purpose.parent_id
    where text.purpose_id = any(${purposeIds}::uuid[]) and text.effective_from <= ${now}
      and purpose.retired_at is null and above.retired_at is null
    order by text.purpose_id, text.language, text.version desc`)
}

/** The text in the language asked for, else in English, else any. Throws where the purpose has none. */
export function pickWording(
  wordings: readonly Wording[],
  grant: Pick<Grant, 'purposeId' | 'channel' | 'language'>,
): Wording {
  const ofPurpose = wordings.filter((wording) => wording.purpose_id === grant.purposeId)
  const wording =
    ofPurpose.find((candidate) => candidate.language === grant.language) ??
    ofPurpose.find((candidate) => candidate.language === 'en') ??
    ofPurpose[0]
  if (!wording)
    throw new DomainError(
      'invalid',
      'This purpose has no text in force, or is retired. Publish its text, then ask again.',
    )
  if (!wording.channels.includes(grant.channel))
    throw new DomainError(
      'invalid',
      `This purpose does not use the channel ${grant.channel}. Choose one that it lists.`,
    )
  return wording
}

/** The same day of a later month, or its last day where the month is shorter. */
export function addMonths(from: Date, months: number): Date {
  const to = new Date(from)
  to.setUTCMonth(to.getUTCMonth() + months)
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return to
}

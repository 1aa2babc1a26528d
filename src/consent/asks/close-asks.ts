// An answer closes its question, wherever and however it was given.
import type { EventConsumer } from '../../contacts/index.ts'
import { Prisma } from '../../platform/database.ts'

const OUTCOMES: Record<string, string> = {
  'consent.given': 'given',
  'consent.confirmed': 'given',
  'consent.refused': 'refused',
  'consent.withdrawn': 'withdrawn',
  'consent.objected': 'objected',
}

/** Hears of every entry of the ledger. An objection, which is about everything, closes every question. */
export const closeAsks: EventConsumer = {
  name: 'asks',
  consume: async (tx, events, now) => {
    const answers = events.flatMap(({ contactId, type, properties }) => {
      const outcome = OUTCOMES[type]
      const purposeId = typeof properties.purposeId === 'string' ? properties.purposeId : null
      return outcome === undefined ? [] : [{ contactId, purposeId, outcome }]
    })
    if (answers.length === 0) return []
    const of = (pick: (answer: (typeof answers)[number]) => string | null) => answers.map(pick)
    await tx.$executeRaw(Prisma.sql`
      update consent_ask ask set closed_at = ${now}, outcome = answer.outcome
      from unnest(${of((a) => a.contactId)}::uuid[], ${of((a) => a.purposeId)}::uuid[], ${of((a) => a.outcome)}::text[])
        as answer (contact_id, purpose_id, outcome)
      where ask.contact_id = answer.contact_id and ask.closed_at is null
        and (answer.purpose_id is null or ask.purpose_id = answer.purpose_id)`)
    return []
  },
}

// A yes that a partner collected: kept with the collector's name, and of no use until what proves it is attached. Then it
// becomes a yes from the day on which it was said (consent.md C17). Whoever has said no here keeps that no.
import { z } from 'zod'
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { refuseChild } from '../find-children.ts'
import { addMonths, findWordings, pickWording } from '../give-consent.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import { noteCollectors } from '../sources/note-sources.ts'
import { CHANNELS } from '../words.ts'

export const proof = z
  .string()
  .trim()
  .min(5, 'Say what proves it and where it lies, such as a recording, a signed form or an entry of a log.')
  .max(1000)

export const collectedConsent = z.strictObject({
  purposeId: z.uuid(),
  channel: z.enum(CHANNELS),
  collector: z.string().trim().min(2, 'Name the company that collected it.').max(200),
  source: z.string().trim().min(3, 'Write where it was said: a page, a form, a stand.').max(500),
  language: z.string().length(2).default('en').meta({ description: 'In which the words were shown.' }),
  occurredAt: z.iso.datetime(),
})
export type CollectedConsent = z.infer<typeof collectedConsent>
type By = { id: string; name: string }

const heldBackError = () =>
  new DomainError(
    'conflict',
    'Held back: this person has said no here before, and no partner changes that. Only a new yes of their own does.',
  )

/** Keeps what a partner says, beside whatever stands already, and that the person must be told of it. Answers the entry. */
export async function collectConsent(
  db: Db,
  contactId: string,
  { purposeId, channel, collector, source, language, occurredAt: text }: CollectedConsent,
  by: By,
  now: Date,
): Promise<{ seq: number | null }> {
  found(await db.contact.findFirst({ where: { id: contactId, erasedAt: null, mergedIntoId: null } }), 'contact')
  const occurredAt = new Date(text)
  if (occurredAt > now)
    throw new DomainError('invalid', 'The yes lies in the future. Put its date right.', {
      faults: [{ path: 'occurredAt', message: 'This moment has not come yet.' }],
    })
  const wording = pickWording(await findWordings(db, [purposeId], now), { purposeId, channel, language })
  const fact: ConsentFact = {
    ...{ contactId, purposeId, channel, type: 'collected', occurredAt, method: 'staff', actor: 'staff' },
    textId: wording.text_id,
    expiresAt: wording.validity_months === null ? null : addMonths(occurredAt, wording.validity_months),
    evidence: { collector, source, language, enteredBy: by },
  }
  return inTransaction(db, async (tx) => {
    const { recorded, heldBack, tooYoung } = await recordConsent(tx, [fact], now)
    refuseChild(tooYoung)
    if (heldBack.length > 0) throw heldBackError()
    if (recorded.length > 0) await noteCollectors(tx, [fact], now)
    return { seq: recorded[0]?.seq ?? null }
  })
}

/** Attaches what proves this entry, which makes it a yes. Throws `not_found`, and `conflict` where it is none any more. */
export async function attachProof(
  db: Db,
  contactId: string,
  seq: number,
  text: string,
  by: By,
  now: Date,
): Promise<{ seq: number }> {
  return inTransaction(db, async (tx) => {
    const entry = found(await tx.consentEvent.findFirst({ where: { contactId, seq, type: 'collected' } }), 'entry')
    const kept = await tx.consentEvidence.findUnique({ where: { contactId_seq: { contactId, seq } } })
    const { purposeId, channel, occurredAt, textId, expiresAt } = entry
    const collected = z.object({ collector: z.string(), source: z.string() }).loose().safeParse(kept?.data)
    const state =
      purposeId === null || channel === null
        ? null
        : await tx.consentState.findUnique({
            where: { contactId_purposeId_channel: { contactId, purposeId, channel } },
          })
    if (!collected.success || !state || state.state === 'given')
      throw new DomainError('conflict', 'This stands as a yes already, or its person is erased. Nothing was attached.')
    const fact: ConsentFact = {
      ...{
        contactId,
        purposeId,
        channel,
        type: 'given',
        occurredAt,
        textId,
        expiresAt,
        method: 'staff',
        actor: 'staff',
      },
      evidence: { ...collected.data, collectedSeq: seq, proof: text, attachedBy: by },
    }
    const { recorded, heldBack, tooYoung } = await recordConsent(tx, [fact], now)
    refuseChild(tooYoung)
    const [given] = recorded
    if (heldBack.length > 0 || !given) throw heldBackError()
    return { seq: given.seq }
  })
}

export type Collected = {
  seq: number
  purpose: { id: string; name: string }
  channel: string
  collector: string
  source: string
  occurredAt: Date
}

/** What partners say of this contact and nothing proves yet, newest first. */
export async function findUnproven(db: Db, contactId: string): Promise<Collected[]> {
  found(await db.contact.findUnique({ where: { id: contactId }, select: { id: true } }), 'contact')
  const states = await db.consentState.findMany({ where: { contactId, state: 'collected' }, orderBy: { seq: 'desc' } })
  const seqs = states.map((state) => state.seq)
  const kept = await db.consentEvidence.findMany({ where: { contactId, seq: { in: seqs } } })
  const purposes = await db.purpose.findMany({ where: { id: { in: states.map((state) => state.purposeId) } } })
  return states.flatMap(({ seq, purposeId, channel, since }): Collected[] => {
    const purpose = purposes.find(({ id }) => id === purposeId)
    const said = z
      .object({ collector: z.string(), source: z.string() })
      .safeParse(kept.find((row) => row.seq === seq)?.data)
    if (!purpose || !said.success) return []
    return [{ seq, purpose: { id: purpose.id, name: purpose.name }, channel, occurredAt: since, ...said.data }]
  })
}

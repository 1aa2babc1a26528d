// The press of the button behind the link: what was asked becomes a yes, with the words that were shown when it was asked.
// The link is good for one press; pressing again changes nothing, and nothing brings back what was taken back meanwhile.
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { addMonths } from '../give-consent.ts'
import { recordConsent } from '../record-consent.ts'

/** `confirmed`: just now. `already`: it was a yes before this press. `closed`: too late, or taken back. */
export type Confirmation = 'open' | 'confirmed' | 'already' | 'closed'
export type OptInItem = {
  purposeId: string
  channel: string
  kind: string
  textId: string
  name: string
  text: string
  language: string
  seq: number
  validityMonths: number | null
  isConfirmed: boolean
  /** The yes stands now, however it came. */
  isYes: boolean
  isOpen: boolean
}

/** What the link of this mail asks about, with the very words that were shown; empty where there is no such mail. */
export async function findOptIn(
  db: Db,
  { contactId, messageId }: { contactId: string; messageId: string },
  now: Date,
): Promise<OptInItem[]> {
  return db.$queryRaw<OptInItem[]>(Prisma.sql`
    select opt_in.purpose_id as "purposeId", opt_in.channel, purpose.kind, opt_in.text_id as "textId", text.name, text.text,
      text.language, opt_in.seq, purpose.validity_months as "validityMonths",
      opt_in.confirmed_at is not null as "isConfirmed", yes.is_yes as "isYes",
      opt_in.confirmed_at is null and opt_in.expires_at > ${now} and purpose.retired_at is null and not yes.is_yes
        and state.state is distinct from 'withdrawn' and state.state is distinct from 'refused'
        and not exists (select 1 from consent_hold where consent_hold.contact_id = opt_in.contact_id
          and lifted_at is null and consent_hold.kind in ('objection', 'restriction', 'complaint', 'erasure'))
        as "isOpen"
    from opt_in join purpose on purpose.id = opt_in.purpose_id join purpose_text text on text.id = opt_in.text_id
    left join consent_state state on state.contact_id = opt_in.contact_id and state.purpose_id = opt_in.purpose_id
      and state.channel = opt_in.channel
    cross join lateral (select coalesce(state.state = 'given'
      and (state.expires_at is null or state.expires_at > ${now}), false) as is_yes) yes
    where opt_in.contact_id = ${contactId}::uuid and opt_in.message_id = ${messageId}::uuid
    order by purpose.position, purpose.id, opt_in.channel`)
}

export function standOf(items: readonly OptInItem[]): Exclude<Confirmation, 'confirmed'> {
  if (items.some((item) => item.isOpen)) return 'open'
  return items.some((item) => item.isYes) ? 'already' : 'closed'
}

/** In ms from the press: how long what it opened may be answered. */
const JUST_MS = 30 * 60_000

/** Whether the button behind the link of this mail was pressed a moment ago. */
export async function hasJustConfirmed(
  db: Db,
  { contactId, messageId }: { contactId: string; messageId: string },
  now: Date,
): Promise<boolean> {
  const pressed = { contactId, messageId, confirmedAt: { gt: new Date(+now - JUST_MS) } }
  return (await db.optIn.findFirst({ where: pressed, select: { contactId: true } })) !== null
}

export type Press = { contactId: string; messageId: string; evidence: Record<string, unknown> }

/** Confirms what this link asks about. Two presses at once confirm once: both wait for the contact. */
export async function confirmOptIn(
  db: Db,
  { contactId, messageId, evidence }: Press,
  now: Date,
): Promise<Confirmation> {
  return inTransaction(db, async (tx) => {
    const live = await lockContacts(tx, [contactId])
    if (!live.has(contactId)) return 'closed'
    const items = await findOptIn(tx, { contactId, messageId }, now)
    const open = items.filter((item) => item.isOpen)
    if (open.length === 0) return standOf(items)
    const { tooYoung } = await recordConsent(
      tx,
      open.map(({ purposeId, channel, textId, seq, validityMonths, language }) => ({
        ...{ contactId, purposeId, channel, textId },
        type: 'confirmed',
        occurredAt: now,
        method: 'form',
        actor: 'contact',
        expiresAt: validityMonths === null ? null : addMonths(now, validityMonths),
        evidence: { ...evidence, language, messageId, requestedBySeq: seq },
      })),
      now,
    )
    if (tooYoung.length > 0) return 'closed'
    for (const { purposeId, channel } of open)
      await tx.optIn.update({
        where: { contactId_messageId_purposeId_channel: { contactId, messageId, purposeId, channel } },
        data: { confirmedAt: now },
      })
    return 'confirmed'
  })
}

// What a colleague enters for somebody who said it on the phone, on paper or at a fair. It needs a reason, stands in the
// ledger as said by staff, and never turns a person's own no into a yes (consent.md C16).
import { z } from 'zod'
import type { PrismaClient } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { refuseChild } from '../find-children.ts'
import { giveConsent } from '../give-consent.ts'
import { recordConsent } from '../record-consent.ts'
import type { Silenced } from '../silence.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import { CHANNELS, type Channel } from '../words.ts'

export const enteredConsent = z.strictObject({
  purposeId: z.uuid(),
  channel: z.enum(CHANNELS),
  change: z.enum(['given', 'refused', 'withdrawn']),
  reason: z.string().trim().min(5, 'Write how and where it was said; it is kept as evidence.').max(500),
  language: z.string().length(2).default('en').meta({ description: 'In which the words were said or shown.' }),
  guardian: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .optional()
    .meta({ description: 'Who holds parental responsibility and said it for a child.' }),
  occurredAt: z.iso.datetime().optional().meta({ description: 'When it was said; now unless told.' }),
})
export type EnteredConsent = z.infer<typeof enteredConsent>

/** Records what was entered. A no is answered when nothing more can start. */
export async function enterConsent(
  db: PrismaClient,
  contactId: string,
  { purposeId, channel, change, reason, language, guardian, occurredAt }: EnteredConsent,
  by: { id: string; name: string },
  now: Date,
): Promise<Silenced> {
  const contact = found(await db.contact.findUnique({ where: { id: contactId } }), 'contact')
  const purpose = found(await db.purpose.findUnique({ where: { id: purposeId }, include: { parent: true } }), 'purpose')
  if (contact.erasedAt !== null || contact.mergedIntoId !== null)
    throw new DomainError('conflict', 'This contact is erased or merged, so nothing can be entered about it.')
  await requireChannel(db, contactId, { ...purpose, channels: purpose.parent?.channels ?? purpose.channels }, channel)
  const said = {
    contactId,
    purposeId,
    channel,
    method: 'staff',
    actor: 'staff',
    occurredAt: occurredAt === undefined ? now : new Date(occurredAt),
    evidence: { reason, enteredBy: by, ...(guardian && { guardian }) },
  } as const
  if (change !== 'given') {
    const fact = { ...said, type: change, textId: null, expiresAt: null }
    return lowerThenSilence(db, [contactId], () => recordConsent(db, [fact], now), now)
  }
  const { heldBack, tooYoung } = await giveConsent(db, [{ ...said, language }], now)
  refuseChild(tooYoung)
  if (heldBack.length > 0)
    throw new DomainError(
      'conflict',
      'Held back: this person has said no here before, and no setting changes that. Only a new yes of their own does.',
    )
  return { removed: 0, onTheirWay: 0 }
}

/**
 * A no on a channel that the purpose does not use would stop nothing, while whoever entered it believes that it did. One
 * that it used before is taken, where this person said something there.
 */
async function requireChannel(
  db: PrismaClient,
  contactId: string,
  { id: purposeId, channels }: { id: string; channels: string[] },
  channel: Channel,
): Promise<void> {
  if (channels.includes(channel)) return
  if (await db.consentState.findFirst({ where: { contactId, purposeId, channel } })) return
  throw new DomainError('invalid', 'Nothing was recorded: this purpose does not use that channel.', {
    faults: [{ path: 'channel', message: `It uses ${channels.join(', ')}. Enter each of these that was meant.` }],
  })
}

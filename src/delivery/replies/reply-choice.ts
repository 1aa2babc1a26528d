// Where answers to the mails of a sender go: to the inbox here, or to an address of the sender's own. Without a choice they
// go to that address where the sender has one. The inbox needs the domain at which mail comes to us.
import { z } from 'zod'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'

export const REPLY_PLACES = ['inbox', 'own'] as const
export const replyChoice = z.strictObject({
  goesTo: z.enum(REPLY_PLACES).meta({
    description: 'inbox: Reply-To is an address of ours that names the message. own: the address of the sender.',
  }),
})
export type ReplyChoice = z.infer<typeof replyChoice>

/** Whether answers go to the inbox; for a query that has the sender as `brand`. */
export const takesRepliesSql = Prisma.sql`coalesce(
  (select goes_to = 'inbox' from reply_choice where reply_choice.brand_id = brand.id), brand.reply_to is null)`

export async function findReplyChoice(
  db: Db,
  brandId: string,
): Promise<ReplyChoice & { ownAddress: string; changedBy: string | null }> {
  const where = { id: brandId }
  const brand = found(await db.brand.findUnique({ where, include: { replyChoice: true } }), 'sender')
  const place = brand.replyChoice?.goesTo ?? (brand.replyTo === null ? 'inbox' : 'own')
  return {
    goesTo: place === 'inbox' ? 'inbox' : 'own',
    ownAddress: brand.replyTo ?? brand.senderEmail,
    changedBy: brand.replyChoice?.changedByName ?? null,
  }
}

/** Holds for mails whose content is loaded from now on. */
export async function saveReplyChoice(
  db: Db,
  brandId: string,
  { goesTo }: ReplyChoice,
  by: { name: string },
  now: Date,
): Promise<void> {
  found(await db.brand.findUnique({ where: { id: brandId }, select: { id: true } }), 'sender')
  const data = { goesTo, changedByName: by.name, changedAt: now }
  await db.replyChoice.upsert({ where: { brandId }, create: { brandId, ...data }, update: data })
}

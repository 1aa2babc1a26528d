// What a sender says of how data is handled: where it is stored, how long, who else is given it, and a phone number.
// Receipts name it (consent.md R1, R6), and so does the notice of each form (L2). It is said as a whole or not at all, and
// nobody says it for the sender.
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'

export const processing = z.strictObject({
  phone: z.string().trim().min(5, 'Write the number that people may call, with its country code.').max(40),
  storedIn: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'Write each country as two capital letters, such as NO.'))
    .min(1, 'Name at least one country.')
    .max(50)
    .meta({ description: 'Countries where the data is stored and handled.' }),
  retention: z
    .string()
    .trim()
    .min(5, 'Write how long data is kept, such as: until 12 months after the last yes has ended.')
    .max(300),
  retentionMonths: z.int().min(1).max(600).nullable().default(null).meta({
    description:
      'The same as months after the last yes has ended, which notices tell in every language; null: they quote the words.',
  }),
  recipients: z
    .array(z.string().trim().min(1).max(120))
    .max(50)
    .meta({ description: 'Third parties that are given the data; empty where there are none.' }),
  safeguard: z
    .string()
    .trim()
    .min(5, 'Write what protects the data there, such as: the standard contractual clauses of the EU.')
    .max(300)
    .nullable()
    .default(null)
    .meta({ description: 'What protects data in countries outside the EEA without an adequacy decision.' }),
})
export type Processing = z.infer<typeof processing>

/** Writes what the sender says. Receipts signed before keep what was said then. */
export async function saveProcessing(db: Db, brandId: string, said: Processing): Promise<Processing> {
  found(await db.brand.findUnique({ where: { id: brandId }, select: { id: true } }), 'sender')
  await db.brandProcessing.upsert({ where: { brandId }, create: { brandId, ...said }, update: said })
  return said
}

/** What the sender has said, or null where it has not. */
export async function findProcessing(db: Db, brandId: string): Promise<Processing | null> {
  found(await db.brand.findUnique({ where: { id: brandId }, select: { id: true } }), 'sender')
  const row = await db.brandProcessing.findUnique({ where: { brandId } })
  if (!row) return null
  const { brandId: _brandId, ...said } = row
  return said
}

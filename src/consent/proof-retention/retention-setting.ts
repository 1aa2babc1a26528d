// How long the proof of a yes is kept after the yes has ended. The law asks for it as long as claims can be raised, and for
// no longer (EDPB guidelines 05/2020, para. 107; GDPR art. 17(3)(e)).
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'

const KEY = 'consent.proof_retention'

/**
 * In months. Three years: the general period of limitation in Norway, Denmark, Finland and Germany. Too short loses the
 * proof while a claim can still be raised, which cannot be mended; too long keeps data that is needed for nothing.
 */
const DEFAULT_MONTHS = 36
const DEFAULT_REASON =
  'Claims can be raised for three years (the general period of limitation), and the proof answers them.'

/** In ms. A new time is acted upon only after this, so that what it would erase can be seen before. */
const NOTICE_MS = 86_400_000

export const retentionChange = z.strictObject({
  months: z.int().min(1).max(180).meta({ description: 'After the yes has ended' }),
  reason: z.string().trim().min(10, 'Say why it is kept that long, in a sentence.').max(500),
})
export type RetentionChange = z.infer<typeof retentionChange>

const stored = retentionChange.extend({ savedAt: z.iso.datetime(), monthsBefore: z.int() })
export type ProofRetention = RetentionChange & {
  /** Null until somebody has decided. */
  savedAt: Date | null
  /** What is acted upon now. */
  monthsInForce: number
}

export async function findProofRetention(db: Db, now: Date): Promise<ProofRetention> {
  const row = await db.setting.findUnique({ where: { key: KEY } })
  const parsed = stored.safeParse(row?.value)
  if (!parsed.success)
    return { months: DEFAULT_MONTHS, reason: DEFAULT_REASON, savedAt: null, monthsInForce: DEFAULT_MONTHS }
  const { months, reason, savedAt, monthsBefore } = parsed.data
  const isNew = +now - +new Date(savedAt) < NOTICE_MS
  return { months, reason, savedAt: new Date(savedAt), monthsInForce: isNew ? Math.max(months, monthsBefore) : months }
}

/** Sets the time. A shorter one is acted upon a day later. */
export async function saveProofRetention(db: Db, change: RetentionChange, now: Date): Promise<ProofRetention> {
  const { monthsInForce } = await findProofRetention(db, now)
  const value = { ...change, savedAt: now.toISOString(), monthsBefore: monthsInForce }
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } })
  return findProofRetention(db, now)
}

// Sends signed heads of the log to an address outside, where nobody who can write our database can take them back.
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'

/** What was taken last, so that each head is sent once a day at most and again after a failure. */
const KEY = 'consent.proof.posted'
const posted = z.object({ size: z.int(), day: z.string() })
/** In ms. Whoever keeps a text of 200 bytes answers within this. */
const ANSWERS_WITHIN = 10_000

/** Posts the note as text, unless this very head was taken today. Throws `unavailable` where it was not taken. */
export async function postCheckpoint(
  db: Db,
  url: string,
  { size, note }: { size: number; note: string },
  now: Date,
): Promise<void> {
  const value = { size, day: now.toISOString().slice(0, 10) }
  const last = posted.safeParse((await db.setting.findUnique({ where: { key: KEY } }))?.value)
  if (last.success && last.data.size === size && last.data.day === value.day) return
  const status = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: note,
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWERS_WITHIN),
  }).then(
    (response) => (response.ok ? undefined : `it answered ${response.status}`),
    () => 'it does not answer',
  )
  if (status !== undefined)
    throw new DomainError(
      'unavailable',
      `The checkpoint of the log could not be left at CHECKPOINT_URL: ${status}. It lies in its file and is sent again; check the address.`,
    )
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } })
}

// A call of a provider as it came in, and what every proof of one has in common.
import { createHash, timingSafeEqual } from 'node:crypto'

export type ProviderCall = { body: Buffer; header: (name: string) => string | undefined }

/** Bytes of one call. The largest hold some hundred events or a bounce with its mail; a bigger one is dropped unread. */
export const CALL_MAX_BYTES = 2_000_000
/**
 * ms that a call may be old: providers try again for a day while nobody answers. Longer keeps more rows to know repeated
 * calls by; shorter loses bounces of a server that was down.
 */
export const CALL_MAX_AGE_MS = 3 * 86_400_000
/** ms that their clock may be ahead of ours. */
const AHEAD_MS = 600_000

export const isRecent = (at: Date, now: Date) => +at > +now - CALL_MAX_AGE_MS && +at < +now + AHEAD_MS

/** Whether two secrets are the same, in a time that tells nothing of either. */
export const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))

const digest = (text: string) => createHash('sha256').update(text).digest()

// What the owner of an address says on their own page: yes and no, the language, and a pause that lasts until a day.
// What is lowered is answered when nothing more can start; what is raised rests on the words that stood beside the box.
import { z } from 'zod'
import { lockContacts } from '../../contacts/index.ts'
import { inTransaction, type PrismaClient } from '../../platform/database.ts'
import { type Grant, giveConsent } from '../give-consent.ts'
import { countSaidYes } from '../notice/count-served.ts'
import { liftHold, placeHold } from '../place-hold.ts'
import type { Preferences, Visitor } from '../preferences/find-visitor.ts'
import { PAGE_LANGUAGES } from '../preferences/page-language.ts'
import { isYes } from '../preferences/shown.ts'
import type { Silenced } from '../silence.ts'
import { type Choice, type Speaker, stopChoices } from '../stop-consent.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import type { KeptEvidence } from './kept-evidence.ts'

const many = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(150)).max(500),
)
/** What the page's own form sends. */
export const saidChoices = z.object({
  /** purpose:channel:text of every box that was shown. */
  shown: many,
  /** purpose:channel of every box that is ticked. */
  yes: many,
  language: z.enum(PAGE_LANGUAGES).optional().catch(undefined),
  pauseUntil: z.iso.date().optional().catch(undefined),
  endPause: z.literal('yes').optional().catch(undefined),
})
export type SaidChoices = z.infer<typeof saidChoices>

/** In ms: about two years. A longer pause is a no, and a no is said with a box. */
const LONGEST_PAUSE_MS = 730 * 86_400_000

export type SavedChoices = {
  silenced: Silenced
  hasChanged: boolean
  /** Words changed while the page was open: what was ticked beside them is not a yes to the new ones (consent.md C1). */
  isOutdated: boolean
}

type Owner = { visitor: Visitor; preferences: Preferences; codeId: string; kept: KeptEvidence }

export async function saveChoices(
  db: PrismaClient,
  { visitor, preferences, codeId, kept }: Owner,
  said: SaidChoices,
  now: Date,
): Promise<SavedChoices> {
  const { contactId, language, messageId } = visitor
  const proof = { provenBy: 'code', codeMessageId: codeId }
  const evidence = { page: '/p/more', messageId, language, locale: language, ...proof, ...kept }
  const speaker: Speaker = { contactId, method: 'preference_page', evidence }
  const { stops, yeses, isOutdated } = compare(preferences, said)
  const silenced = { removed: 0, onTheirWay: 0 }
  const add = (part: Silenced) => {
    silenced.removed += part.removed
    silenced.onTheirWay = Math.max(silenced.onTheirWay, part.onTheirWay)
  }
  if (stops.length > 0) add(await stopChoices(db, speaker, stops, now))
  const grants = yeses.map(
    (choice): Grant => ({ ...speaker, ...choice, actor: 'contact', language, occurredAt: now, isProven: true }),
  )
  await giveConsent(db, grants, now)
  const textIds = yeses.flatMap(({ purposeId }) => preferences.texts.get(purposeId)?.id ?? [])
  await countSaidYes(db, { page: '/p/more', language, textIds }, now)
  if (said.language) await setLanguage(db, contactId, said.language, now)
  const until = said.pauseUntil ? new Date(`${said.pauseUntil}T00:00:00.000Z`) : undefined
  const isPause = until !== undefined && +until > +now && +until < +now + LONGEST_PAUSE_MS
  if (said.endPause || isPause) await liftHold(db, contactId, 'pause', now)
  if (isPause) {
    const hold = { contactId, kind: 'pause', channel: null, reason: 'preference_page: until a day', until } as const
    add(await lowerThenSilence(db, [contactId], () => placeHold(db, hold, now), now))
  }
  const hasChanged = stops.length + yeses.length > 0 || isPause || Boolean(said.endPause ?? said.language)
  return { silenced, hasChanged, isOutdated }
}

async function setLanguage(db: PrismaClient, id: string, language: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockContacts(tx, [id])
    await tx.contact.update({ where: { id }, data: { language, updatedAt: now } })
  })
}

function compare({ cells, purposes, texts }: Preferences, { shown, yes }: SaidChoices) {
  const active = new Set(purposes.filter(({ retiredAt }) => retiredAt === null).map(({ id }) => id))
  const [stops, yeses]: [Choice[], Choice[]] = [[], []]
  let isOutdated = false
  for (const cell of cells) {
    const { purposeId, channel } = cell
    const box = `${purposeId}:${channel}`
    const isShown = shown.some((text) => text.startsWith(`${box}:`))
    if (!isShown || !active.has(purposeId)) continue
    const isTicked = yes.includes(box)
    if (isYes(cell) && !isTicked) stops.push({ purposeId, channel })
    if (isYes(cell) || !isTicked) continue
    if (shown.includes(`${box}:${texts.get(purposeId)?.id}`)) yeses.push({ purposeId, channel })
    else isOutdated = true
  }
  return { stops, yeses, isOutdated }
}

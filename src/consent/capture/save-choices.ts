// What the owner of an address says on their own page: yes and no, the language, and a pause that lasts until a day.
// What is lowered is answered when nothing more can start; what is raised rests on the words that stood beside the box.
import { z } from 'zod'
import { lockContacts } from '../../contacts/index.ts'
import { inTransaction, type PrismaClient } from '../../platform/database.ts'
import { chooseFrequency, FREQUENCIES } from '../frequency.ts'
import { type Grant, giveConsent } from '../give-consent.ts'
import { countSaidYes } from '../notice/count-served.ts'
import { liftHold } from '../place-hold.ts'
import type { Preferences, Visitor } from '../preferences/find-visitor.ts'
import { PAGE_LANGUAGES } from '../preferences/page-language.ts'
import { topicBox } from '../preferences/render-topics.ts'
import { channelsOfTopic, isYes } from '../preferences/shown.ts'
import type { Silenced } from '../silence.ts'
import { type Choice, pauseEnd, pauseUntil, type Speaker, stopChoices } from '../stop-consent.ts'
import type { KeptEvidence } from './kept-evidence.ts'

const many = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(150)).max(500),
)
/** What the page's own form sends. */
export const saidChoices = z.object({
  /** purpose:channel:text, or topic:topic:text, of every box that was shown. */
  shown: many,
  /** The same without the text, of every box that is ticked. */
  yes: many,
  often: z.enum(FREQUENCIES).optional().catch(undefined),
  language: z.enum(PAGE_LANGUAGES).optional().catch(undefined),
  pauseUntil: z.iso.date().optional().catch(undefined),
  endPause: z.literal('yes').optional().catch(undefined),
})
export type SaidChoices = z.infer<typeof saidChoices>

export type SavedChoices = {
  silenced: Silenced
  hasChanged: boolean
  /** Words changed while the page was open: what was ticked beside them is not a yes to the new ones (consent.md C1). */
  isOutdated: boolean
  /** How old one must be for what was ticked and is no yes, in years (consent.md C15). */
  tooYoungFor: number | null
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
  const { tooYoung } = await giveConsent(db, grants, now)
  const tooYoungFor = tooYoung.length > 0 ? Math.max(...tooYoung.map(({ age }) => age)) : null
  const textIds = yeses.flatMap(({ purposeId }) => preferences.texts.get(purposeId)?.id ?? [])
  await countSaidYes(db, { page: '/p/more', language, textIds }, now)
  if (said.language) await setLanguage(db, contactId, said.language, now)
  const until = pauseEnd(said.pauseUntil, now)
  if (said.endPause || until) await liftHold(db, contactId, 'pause', now)
  if (until) add(await pauseUntil(db, speaker, until, now))
  const choice = { contactId, brandId: visitor.brand.id, reason: 'preference_page' }
  const isOther =
    said.often !== undefined && (await chooseFrequency(db, { ...choice, frequency: said.often }, true, now))
  const hasChanged =
    stops.length + yeses.length > 0 || until !== undefined || isOther || Boolean(said.endPause ?? said.language)
  return { silenced, hasChanged, isOutdated, tooYoungFor }
}

async function setLanguage(db: PrismaClient, id: string, language: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockContacts(tx, [id])
    await tx.contact.update({ where: { id }, data: { language, updatedAt: now } })
  })
}

function compare({ cells, purposes, texts, topics }: Preferences, { shown, yes }: SaidChoices) {
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
  for (const topic of topics) {
    const box = topicBox(topic.id)
    if (topic.isRetired || !active.has(topic.purposeId) || !shown.some((text) => text.startsWith(`${box}:`))) continue
    const [isIn, isTicked] = [topic.leftOutSince === null, yes.includes(box)]
    if (isIn === isTicked) continue
    if (isIn) stops.push(...channelsOfTopic(topic, purposes))
    else if (shown.includes(`${box}:${texts.get(topic.id)?.id}`)) yeses.push(...channelsOfTopic(topic, purposes))
    else isOutdated = true
  }
  return { stops, yeses, isOutdated }
}

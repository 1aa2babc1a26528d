// What the owner of an address does about their data, behind the code that shows that it is they (consent.md W10). Each
// step is a press; nothing is erased before a last question was answered.
import { z } from 'zod'
import type { PrismaClient } from '../../platform/database.ts'
import type { Services } from '../../platform/services.ts'
import { collectData } from '../capture/collect-data.ts'
import { datesIn } from '../preferences/page-language.ts'
import { eraseContact } from '../privacy/erase-contact.ts'
import { findReceiptFacts, makeReceipt, renderReceiptFile } from '../receipts/index.ts'
import { collectPortable, fulfilRequest, openRequest, type RequestKind, writeCsv } from '../requests/index.ts'
import { findSuppressionKeys } from '../suppression/index.ts'
import { renderKnown } from './render-known.ts'
import { type Own, renderErased, renderEraseQuestion, rightsWords } from './render-rights.ts'

export const RIGHTS = ['see', 'data', 'table', 'receipt', 'correct', 'restrict', 'erase', 'erase-now'] as const
export type RightName = (typeof RIGHTS)[number]

/** What the page's own forms send beside the right. */
export const rightPress = z.object({
  words: z.string().trim().max(2000).default(''),
  seq: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type RightPress = z.infer<typeof rightPress>

/** A whole page, a file, something to say on top of their page, or a correction without a word. */
export type RightAnswer =
  | { kind: 'page'; page: string }
  | { kind: 'file'; filename: string; type: string; content: string }
  | { kind: 'notice'; title: string; lead: string }
  | { kind: 'empty' }

/** Does what was pressed. The caller has checked the right. */
export async function answerRight(
  services: Services,
  own: Own,
  name: RightName,
  pressed: RightPress,
): Promise<RightAnswer> {
  const { db } = services
  const now = services.now()
  const { contactId } = own.visitor
  switch (name) {
    case 'see': {
      const receipts = await findReceiptFacts(db, contactId, now)
      return { kind: 'page', page: renderKnown(own, await collectData(db, contactId, now), receipts) }
    }
    case 'data': {
      const content = JSON.stringify(await collectData(db, contactId, now), null, 2)
      return { kind: 'file', filename: 'data.json', type: 'application/json', content }
    }
    case 'table': {
      const content = writeCsv(await collectPortable(db, contactId, now))
      return { kind: 'file', filename: 'data.csv', type: 'text/csv', content }
    }
    case 'receipt': {
      const receipt = await makeReceipt(services, { contactId, seq: pressed.seq ?? 0 }, now)
      const { publicUrl } = services.config
      const file = renderReceiptFile(receipt, 'html', { publicUrl, language: own.visitor.language })
      return { kind: 'file', type: 'text/html', ...file }
    }
    case 'correct':
      return pressed.words === '' ? { kind: 'empty' } : ask(db, own, 'rectification', pressed.words, now)
    case 'restrict':
      return ask(db, own, 'restriction', null, now)
    case 'erase':
      return { kind: 'page', page: renderEraseQuestion(own) }
    case 'erase-now': {
      await eraseNow(services, contactId, now)
      return { kind: 'page', page: renderErased(own.visitor) }
    }
    default:
      return name satisfies never
  }
}

/**
 * Erases at once, as a request that is opened and closed in one press, so that what was asked and done can be shown without
 * a name. Whatever is left open by a fault stands among the requests, and colleagues end it there.
 */
async function eraseNow({ db, config }: Services, contactId: string, now: Date): Promise<void> {
  const by = { actor: 'contact' } as const
  const keys = await findSuppressionKeys(config)
  const request = { contactId, kind: 'erasure', cameBy: 'page', receivedAt: now, identityBy: 'code' } as const
  const { id, isNew } = await openRequest(db, request, by, now)
  await eraseContact(db, keys, { contactId, method: 'preference_page', ...by, occurredAt: now }, now)
  if (isNew) await fulfilRequest(db, keys, { id, told: 'page' }, by, now)
}

/** Keeps a request for whoever answers it; the code has shown who asks. Asked twice, it is one. */
async function ask(
  db: PrismaClient,
  { visitor: { contactId, language, brand } }: Own,
  kind: RequestKind,
  words: string | null,
  now: Date,
): Promise<RightAnswer> {
  const request = { contactId, kind, cameBy: 'page', receivedAt: now, words, identityBy: 'code' } as const
  const { id } = await openRequest(db, request, { actor: 'contact' }, now)
  const { dueAt } = await db.privacyRequest.findUniqueOrThrow({ where: { contactId_id: { contactId, id } } })
  const said = rightsWords(language)
  return { kind: 'notice', title: said.asked, lead: said.askedLead(datesIn(language, brand.country).day(dueAt)) }
}

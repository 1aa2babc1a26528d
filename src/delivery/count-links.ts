// Whether the links of mails to people who have not allowed tracking are counted. Such a link names the mail's content and
// its own place in it, the same for everybody: nobody can be told from it (consent.md E10). Off until it is switched on,
// and then those people get clean links.
import { z } from 'zod'
import type { Db } from '../platform/database.ts'

const KEY = 'delivery.count_links'

export const linkCounting = z.strictObject({
  counts: z.boolean().meta({ description: 'Counts how often a link is followed, without a word of by whom.' }),
})
export type LinkCounting = z.infer<typeof linkCounting>

export async function findLinkCounting(db: Db): Promise<LinkCounting> {
  const row = await db.setting.findUnique({ where: { key: KEY } })
  return linkCounting.catch({ counts: false }).parse(row?.value)
}

/** Holds for mails whose content is loaded from now on. */
export async function saveLinkCounting(db: Db, value: LinkCounting): Promise<LinkCounting> {
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } })
  return value
}

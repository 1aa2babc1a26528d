// Whether the links of a draft lead somewhere, asked of the servers that they lead to. It stops nothing: a page that is
// published together with the campaign is not there yet.

import type { Reach } from '../../consent/index.ts'
import type { MailLanguage } from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { type AskedLink, askLink } from './ask-link.ts'
import { readSource } from './read-source.ts'

/** Links asked at the same time, and in all: a mail has a dozen, and whoever writes waits for the answer. */
const AT_ONCE = 6
const LINKS_MOST = 100

/** Addresses in a text that is written by hand; what ends a sentence is no part of one. */
const linksOfText = (text: string | null): string[] => text?.match(/https?:\/\/[^\s<>()"]*[^\s<>()".,;:!?]/g) ?? []

export type FollowedLink = AskedLink & {
  address: string
  /** Of the mails in which it stands. */
  languages: MailLanguage[]
}

/** Asks each fixed address of the web in the draft and its translations once. What Liquid makes is not asked. */
export async function followDraft(db: Db, id: string, reach: Reach): Promise<FollowedLink[]> {
  const { language, mjml, plainText, translations } = found(
    await db.campaign.findUnique({ where: { id }, include: { translations: true } }),
    'campaign',
  )
  const languagesOf = new Map<string, Set<MailLanguage>>()
  for (const mail of [{ language, mjml, plainText }, ...translations])
    for (const address of [...readSource(mail.mjml).links.map((link) => link.address), ...linksOfText(mail.plainText)])
      if (URL.canParse(address) && /^https?:/i.test(address) && !/[{}]/.test(address)) {
        const known = languagesOf.get(address) ?? new Set()
        languagesOf.set(address, known.add(mail.language as MailLanguage))
      }
  const left = [...languagesOf.keys()].slice(0, LINKS_MOST)
  const followed: FollowedLink[] = []
  const ask = async () => {
    for (let address = left.shift(); address !== undefined; address = left.shift())
      followed.push({ address, languages: [...(languagesOf.get(address) ?? [])], ...(await askLink(address, reach)) })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return followed.sort((one, other) => (one.address < other.address ? -1 : 1))
}

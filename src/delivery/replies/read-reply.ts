// Reads the mail of a stranger as plain text. Nothing of it is ever shown as markup, nothing is fetched, and no file that came
// with it is kept: its name and size are enough to ask for it. Each part has a bound, and what cannot be read is empty.
import { convert } from 'html-to-text'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { Prisma } from '../../platform/database.ts'
import { asksStop, type StopWish } from './asks-stop.ts'
import { splitQuoted } from './split-quoted.ts'

export type ReadReply = {
  fromName: string
  fromAddress: string
  subject: string
  /** Their own words. */
  text: string
  /** What they repeat of earlier mails. */
  quoted: string
  attachments: AttachmentName[]
  wish: StopWish
  /** The same for the same mail, however often and by whichever way it comes. */
  key: string
}
/** `bytes`: its size; null where the mail was too large to be read to its end. */
export type AttachmentName = { name: string; bytes: number | null } & Prisma.JsonObject

/** Characters that are kept of each. A long answer has some thousand. */
export const TEXT_MAX = 20_000
const QUOTED_MAX = 20_000
const NAME_MAX = 200
const SUBJECT_MAX = 300
const ATTACHMENTS_MAX = 20
/** Characters of HTML that are turned into text, where a mail has no other. More takes seconds, which others would wait for. */
const HTML_MAX = 300_000
/** Elements within elements. Mails have some dozen. */
const DEPTH_MAX = 200

/** Never throws: what cannot be read has no words, and is an answer all the same. */
export async function readReply(
  bytes: Buffer,
  { key, isCut = false }: { key: string; isCut?: boolean },
): Promise<ReadReply> {
  const mail = await simpleParser(bytes, PARSING).catch(() => undefined)
  const from = mail?.from?.value[0]
  const { own, quoted } = splitQuoted(clean(mail ? wordsOf(mail) : '').slice(0, TEXT_MAX + QUOTED_MAX))
  const subject = oneLine(mail?.subject ?? '', SUBJECT_MAX)
  return {
    fromName: oneLine(from?.name ?? '', NAME_MAX),
    fromAddress: readAddress(from?.address),
    subject,
    text: own.slice(0, TEXT_MAX),
    quoted: quoted.slice(0, QUOTED_MAX),
    attachments: namesOf(mail?.attachments ?? [], isCut),
    wish: asksStop(own, subject),
    key: mail?.messageId ?? key,
  }
}

/** Pictures within the words are no files that somebody sent. */
function namesOf(attachments: ParsedMail['attachments'], isCut: boolean): AttachmentName[] {
  const last = isCut ? attachments.at(-1) : undefined
  return attachments
    .filter((one) => !one.related)
    .slice(0, ATTACHMENTS_MAX)
    .map((one) => ({ name: oneLine(one.filename ?? '', NAME_MAX), bytes: one === last ? null : one.size }))
}

const PARSING = { skipHtmlToText: true, skipImageLinks: true, skipTextLinks: true, skipTextToHtml: true }

/** What is repeated stands in block quotes, which become lines that begin with >. */
function wordsOf({ text, html }: ParsedMail): string {
  if (text?.trim()) return text
  if (!html) return ''
  return convert(html.slice(0, HTML_MAX), {
    wordwrap: false,
    limits: { maxDepth: DEPTH_MAX },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  })
}

const ADDRESS = /^[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,190}$/
const readAddress = (text: string | undefined) => (text && ADDRESS.test(text) ? text : '')

/** No character that a database refuses or that turns a text around on the screen (bidi controls). */
const clean = (text: string) =>
  text
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replaceAll('\u00a0', ' ')
    .toWellFormed()

const oneLine = (text: string, length: number) => clean(text).replace(/\s+/g, ' ').trim().slice(0, length)

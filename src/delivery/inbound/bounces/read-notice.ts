// The two things that a report is made of: fields for machines (RFC 3464), where it has them, and words for people. Looks at
// a bounded number of parts, to a bounded depth, and never at the mail that is given back: it is not the report's own word.
import { type Part, parameterOf, partsOf, readPart, typeOf } from '../read-mail.ts'

export type Notice = {
  /** Fields by recipient. */
  recipients: Part['fields'][]
  /** What is written for people, without the mail that is given back. */
  text: string
}

/** Parts within parts. A report has two, a forwarded one three. */
const DEPTH_MAX = 4
/** Recipients of one report. Each of our mails has one; a list behind it may have some. */
const RECIPIENTS_MAX = 50
/** Characters of words for people. */
const TEXT_MAX = 20_000

export function readNotice(whole: Part): Notice {
  const outer = flatten(whole, DEPTH_MAX)
  // Somebody passes a report on as a mail in a mail; one that tells of itself gives back what it is about.
  const parts = outer.some(isStatus) ? outer : outer.flatMap(openReport)
  const text = textOf(parts).slice(0, TEXT_MAX)
  const status = parts.filter(isStatus)
  // A report that was forwarded or has lost its boundary still holds its fields, as text.
  const fields = status.length > 0 ? status.map(({ body }) => body).join('\n\n') : fieldsIn(text)
  return { recipients: groupsOf(fields), text: cutOriginal(text) }
}

export const isStatus = (part: Part) => /^message\/(?:global-)?delivery-status$/.test(typeOf(part) ?? '')

/** The parts that are no container; what holds a mail is left closed. */
export function flatten(part: Part, depth = DEPTH_MAX): Part[] {
  const inner = depth > 0 && typeOf(part)?.startsWith('multipart/') ? partsOf(part) : []
  return inner.length > 0 ? inner.flatMap((each) => flatten(each, depth - 1)) : [part]
}

function openReport(part: Part): Part[] {
  const mail = typeOf(part) === 'message/rfc822' ? readPart(part.body) : undefined
  return mail && typeOf(mail) === 'multipart/report' ? flatten(mail, DEPTH_MAX - 1) : [part]
}

function textOf(parts: readonly Part[]): string {
  const original = parts.findIndex((part) => /^(?:message\/(?:rfc822|global)|text\/rfc822)/.test(typeOf(part) ?? ''))
  const own = original < 0 ? parts : parts.slice(0, original)
  const plain = own.filter((part) => /^(?:|text|text\/plain)$/.test(typeOf(part) ?? ''))
  const chosen = plain.length > 0 ? plain : own.filter((part) => typeOf(part) === 'text/html')
  return chosen.map(decodeText).join('\n\n')
}

function decodeText(part: Part): string {
  const bytes = Buffer.from(part.body.slice(0, TEXT_MAX * 4), 'latin1')
  const text = decodeAs(bytes, parameterOf(part.fields, 'charset')) ?? part.body.slice(0, TEXT_MAX * 4)
  const shown = typeOf(part) === 'text/html' ? text.replace(/<[^<>]{0,500}>/g, ' ').replace(/&[a-z]{2,8};/g, ' ') : text
  // Quoted where somebody forwarded it; three are the transcript of a session.
  return shown.replace(/\r\n?/g, '\n').replace(/^(?:>(?!>) ?)+/gm, '')
}

function decodeAs(bytes: Buffer, charset: string | undefined): string | undefined {
  try {
    return new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Where the mail that is given back begins: a line that says so, or its first header of transport. */
const ORIGINAL =
  /^(?:[- =*]{2,}.{0,40}\b(?:copy|original|unsent|returned|returning|below this line|header)\b.*|.{0,40}\b(?:original message|message headers?|headers?) (?:follows?|is following).{0,10}|.{0,20}below is a copy of the original message.{0,5}|(?:received|x-received|return-path|dkim-signature|arc-seal|message-id|content-type): ?\S.*)$/im

function cutOriginal(text: string): string {
  const start = ORIGINAL.exec(text)?.index
  return start === undefined || text.slice(0, start).trim() === '' ? text : text.slice(0, start)
}

function fieldsIn(text: string): string {
  const start = /^(?:final-recipient|original-recipient|action):/im.exec(text)?.index
  return start === undefined ? '' : text.slice(start)
}

function groupsOf(fields: string): Part['fields'][] {
  return fields
    .slice(0, TEXT_MAX * 4)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/, RECIPIENTS_MAX * 2)
    .map((group) => readPart(`${group.trim()}\n\n`).fields)
    .filter((group) => ['action', 'status', 'diagnostic-code'].some((name) => group.has(name)))
    .filter((group) => ['final-recipient', 'original-recipient', 'action'].some((name) => group.has(name)))
    .slice(0, RECIPIENTS_MAX)
}

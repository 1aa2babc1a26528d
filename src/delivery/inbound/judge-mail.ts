// What a mail that comes to us is: a complaint, a wish to be left alone, a report, or a machine that talks. Looks at nothing but
// bytes and envelope. Whom it is about is told by our own signed token alone, never by an address or a word in it.
import { type LinkKey, readLinkToken } from '../../consent/index.ts'
import type { ProviderEvent } from '../providers/provider-event.ts'
import { type ReturnedMessage, readReplyAddress, readReturnPath, replyKey, returnKey } from '../return-path.ts'
import { isDeliveryReport, isSignedReport, judgeReport } from './bounces/judge-report.ts'
import type { DeliveryReport } from './bounces/words.ts'
import { embeddedUnsubscribe, readForwarded, readSesMail } from './read-complaint.ts'
import { type Part, parameterOf, partsOf, readPart, typeOf } from './read-mail.ts'

export type IncomingMail = {
  bytes: Buffer
  /** The return path of the envelope; empty where it is null (RFC 5321 4.5.5). */
  from: string
  /** The recipients of the envelope. */
  to: readonly string[]
  /** Only the beginning is here, as of an answer with large files. Of anything else half a mail is none. */
  isCut?: boolean
}
export type Verdict =
  /** Told to a mailbox provider. Without a token of ours nobody is found. */
  | { kind: 'complaint' | 'opt_out'; token: string | undefined }
  /** A mail to the unsubscribe address that no machine wrote. */
  | { kind: 'unsubscribe'; token: string | undefined }
  /** What a server says became of a mail, for each recipient that it names. */
  | { kind: 'delivery_report'; reports: DeliveryReport[]; returned: ReturnedMessage | undefined }
  /** What somebody wrote to the address at which a mail of ours is answered. */
  | { kind: 'reply'; replied: ReturnedMessage }
  | { kind: 'other_report' | 'automatic_reply' | 'other' | 'too_large' }

/** Bytes of a mail. A report holds our own mail again, which has some 100 kB; a bigger one is no report of ours. */
export const MAIL_MAX_BYTES = 2_000_000
/** Bytes of an answer that are taken; of more than `MAIL_MAX_BYTES` only the beginning is read, where the words stand. */
export const REPLY_MAX_BYTES = 25_000_000
/** The local part of the address that a mail offers for unsubscribing; the token is the subject (RFC 2368, 2369). */
export const UNSUBSCRIBE_NAME = 'unsubscribe'
/** A mail to this address unsubscribes. The token is longer than a local part may be (64, RFC 5321), so it is the subject. */
export const unsubscribeMailto = (domain: string, token: string) =>
  `mailto:${UNSUBSCRIBE_NAME}@${domain}?subject=${token}`
/** Where mailbox providers are asked to send their reports. */
export const FEEDBACK_NAME = 'feedback'

/** Judges a mail. Never throws: what cannot be read is `other`, and nothing follows from it. */
export function judgeMail(mail: IncomingMail, keys: readonly LinkKey[]): Verdict {
  const replied = findReplied(mail.to, keys)
  if (mail.bytes.length > MAIL_MAX_BYTES || (mail.isCut && !replied)) return { kind: 'too_large' }
  const whole = readPart(mail.bytes.toString('latin1'))
  // A report is a machine's word too, so it is looked for before automatic replies are put aside.
  const type =
    typeOf(whole) === 'multipart/report' ? parameterOf(whole.fields, 'report-type')?.toLowerCase() : undefined
  if (type === 'feedback-report') return judgeFeedback(partsOf(whole), keys)
  if (type !== undefined && type !== 'delivery-status') return { kind: 'other_report' }
  const forwarded = readForwarded(whole)
  if (forwarded) return judgeType(forwarded.type, () => findToken(forwarded.unsubscribe, keys))
  const told = readSesMail(whole)
  if (told.length > 0) return judgeSes(told, keys)
  // Where people answer, a report is what a mail server has signed as one: words of people may sound like those of servers.
  if (replied ? mail.from === '' || isSignedReport(whole) : isDeliveryReport(whole)) {
    // A report that came to another address may hold our mail, whose token names it as well.
    const returned = findReturned(mail.to, keys) ?? findByToken(partsOf(whole).flatMap(embeddedUnsubscribe), keys)
    return { kind: 'delivery_report', reports: judgeReport(whole), returned }
  }
  if (isAutomatic(whole, mail.from)) return { kind: 'automatic_reply' }
  if (mail.to.some((address) => address.toLowerCase().startsWith(`${UNSUBSCRIBE_NAME}@`)))
    return { kind: 'unsubscribe', token: findToken(whole.fields.get('subject'), keys) }
  return replied ? { kind: 'reply', replied } : { kind: 'other' }
}

/** What SES says in a mail, of one message. */
function judgeSes(told: readonly ProviderEvent[], keys: readonly LinkKey[]): Verdict {
  const [first] = told
  const signed = first?.signed ?? []
  if (first?.kind === 'complaint' || first?.kind === 'opt_out')
    return { kind: first.kind, token: findToken(signed, keys) }
  if (first?.kind === 'other_report') return { kind: 'other_report' }
  const reports = told.flatMap((event) => (event.kind === 'delivery_report' ? [event.report] : []))
  return { kind: 'delivery_report', reports, returned: findReturned(signed, keys) ?? findByToken(signed, keys) }
}

function findByToken(texts: readonly string[], keys: readonly LinkKey[]): ReturnedMessage | undefined {
  const token = findToken(texts, keys)
  const link = token && readLinkToken(keys, token)
  return link ? { messageId: link.messageId, from: link.contactId, to: link.contactId } : undefined
}

/** The message that one of these addresses names. */
const findReturned = (addresses: readonly string[], keys: readonly LinkKey[]) =>
  findNamed(addresses, keys.map(returnKey), readReturnPath)
/** The message that is answered at one of these. */
const findReplied = (addresses: readonly string[], keys: readonly LinkKey[]) =>
  findNamed(addresses, keys.map(replyKey), readReplyAddress)

function findNamed(
  addresses: readonly string[],
  keys: readonly LinkKey[],
  read: typeof readReturnPath,
): ReturnedMessage | undefined {
  for (const address of addresses) {
    const named = read(keys, address)
    if (named) return named
  }
  return undefined
}

/** A report of RFC 5965. */
function judgeFeedback(parts: readonly Part[], keys: readonly LinkKey[]): Verdict {
  const report = parts.find((part) => typeOf(part) === 'message/feedback-report')
  const type = report && readPart(`${report.body}\n\n`).fields.get('feedback-type')?.[0]
  return judgeType(type, () => findToken(parts.flatMap(embeddedUnsubscribe), keys))
}

/** RFC 5965: abuse is a complaint; opt-out was the word for unsubscribing before; all others stop nothing. */
function judgeType(type: string | undefined, token: () => string | undefined): Verdict {
  switch (type?.toLowerCase()) {
    case 'abuse':
      return { kind: 'complaint', token: token() }
    case 'opt-out':
      return { kind: 'opt_out', token: token() }
    default:
      return { kind: 'other_report' }
  }
}

/** RFC 3834: what a machine sent by itself, marked so, or without a way back, or marked as vacation notices are. */
function isAutomatic({ fields }: Part, returnPath: string): boolean {
  const says = (name: string, pattern: RegExp) => (fields.get(name) ?? []).some((value) => pattern.test(value))
  return (
    returnPath === '' ||
    says('return-path', /^<\s*>/) ||
    says('auto-submitted', /^(?!no\s*(?:$|[;(]))/i) ||
    says('precedence', /^(?:auto_reply|bulk|junk)$/i) ||
    says('x-apple-action', /^vacation$/i) ||
    ['x-autoreply', 'x-autorespond', 'x-autoreply-from'].some((name) => fields.has(name))
  )
}

/** Characters of a token in a text: what is longer or shorter is none. */
const TOKENS = /(?<![\w-])[\w-]{82}(?![\w-])/g
/** More than one header of ours ever holds; each costs a signature. */
const TRIES = 10

/** The first text of our signing among these. */
export function findToken(texts: readonly string[] = [], keys: readonly LinkKey[]): string | undefined {
  const candidates = texts.flatMap((text) => text.match(TOKENS) ?? []).slice(0, TRIES)
  return candidates.find((text) => readLinkToken(keys, text) !== undefined)
}

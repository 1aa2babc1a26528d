// What a delivery report says of each recipient. Fields for machines count first (RFC 3464); where there are none, or where
// they say nothing, the words for people do. A report about nobody in particular is one about a single recipient.
import type { Part } from '../read-mail.ts'
import { judgeReply, type Reply } from './judge-reply.ts'
import { flatten, isStatus, type Notice, readNotice } from './read-notice.ts'
import { type DeliveryReport, isHardReason, isSoftReason } from './words.ts'

/** Programs that carry mail sign so and write of nothing else; people who look after one may write of anything. */
const CARRIER = /mailer-daemon|mail delivery? (?:sub)?system/i
const KEEPER = /\bpost_?master\b|^<\s*>$/im
const COULD_NOT =
  /\b(?:could not|cannot|can't|was not|not able to|unable to) (?:be )?deliver|\berror message\b|\bundeliver/i
/** Subjects of mails that give one back, or say that it is late. */
const GIVEN_BACK =
  /undeliver|returned? mail|returned to sender|returning to sender|failure notice|deliver\w* (?:has |status |failure|failed|error)|(?:failed|error|failure)\b.{0,20}\bdeliver|could not be delivered/i

/** Whether a mail tells what became of another: by its parts (RFC 3464), or by who wrote it and what it says. */
export function isDeliveryReport(whole: Part): boolean {
  const field = (name: string) => whole.fields.get(name)?.[0] ?? ''
  if (GIVEN_BACK.test(field('subject')) || isSignedReport(whole)) return true
  const { recipients, text } = readNotice(whole)
  const isKept = KEEPER.test(`${field('from')}\n${field('return-path')}`)
  return recipients.length > 0 || (isKept && COULD_NOT.test(text))
}

/** Whether a mail says of itself that a server wrote it as a report: by a part for machines, or by its sender. */
export const isSignedReport = (whole: Part): boolean =>
  CARRIER.test(whole.fields.get('from')?.[0] ?? '') ||
  whole.fields.has('x-failed-recipients') ||
  flatten(whole).some(isStatus)

/** Judges a mail that is a delivery report. One entry for each recipient that it tells of, at least one. */
export function judgeReport(whole: Part): DeliveryReport[] {
  const notice = readNotice(whole)
  if (notice.recipients.length > 0) return notice.recipients.map((fields) => judgeFields(fields, notice))
  return judgeText(notice.text, whole.fields.get('subject')?.[0] ?? '')
}

/** What a server answers to RCPT TO, which tells of one recipient and is final. */
export const judgeRefusal = (reply: string): DeliveryReport =>
  asReport(judgeReply(reply, null, 'in reply to RCPT TO'), 'failed')

/** What the words of a failure say where no more is known of it than these. */
export const judgeWords = (words: string, status: string | null): DeliveryReport =>
  asReport(judgeReply(words, status), 'failed')

function judgeFields(fields: Part['fields'], { text, recipients }: Notice): DeliveryReport {
  const field = (name: string) => fields.get(name)?.[0] ?? ''
  const action = /^[a-z-]+/i.exec(field('action'))?.[0].toLowerCase()
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(field('status'))?.[0] ?? null
  // The type comes before a semicolon. A comment beside the status is a server's word too.
  const [, type = '', words = ''] = /^\s*([\w-]*)\s*;?([\s\S]*)$/.exec(field('diagnostic-code')) ?? []
  const address = /[^\s<>;:]+@[^\s<>;:]+/.exec(field('final-recipient') || field('original-recipient'))?.[0]
  const about = recipients.length === 1 ? text : sectionOf(text, address)
  const context = `${about}\n${isSortedAsNobody(fields) ? 'in reply to RCPT TO' : ''}`
  const bare = judgeReply(words, status, context)
  const comment = /\(([^()]*)\)/.exec(field('status'))?.[1] ?? ''
  const told = bare.reason === 'unknown' ? judgeReply(`${words} ${comment}`, status, context) : bare
  // What a program on the way says is about the program (RFC 3464 2.3.6: x-unix is its exit).
  const isProgram = /^x-unix$/i.test(type) && isHardReason(told.reason)
  const byFields: Reply = isProgram ? { ...told, reason: 'server_fault' } : told
  const reply = byFields.reason === 'unknown' ? { ...judgeReply(about, status), status: told.status } : byFields
  return asReport(isContradicted(reply, about) ? { ...reply, reason: 'mailbox_full' } : reply, action)
}

/** A server on the way has sorted the failure itself, in a field of its own, as one of the recipient. */
const isSortedAsNobody = (fields: Part['fields']) =>
  [...fields].some(([name, [value = '']]) => /^x-[\w-]*category$/.test(name) && /^bad-(?:mailbox|domain)$/i.test(value))

/** Written for people that there is no room, beside a code that there is no mailbox: who has no room exists. */
const isContradicted = ({ reason }: Reply, text: string) =>
  isHardReason(reason) && judgeReply(text, null).reason === 'mailbox_full'

const asReport = (reply: Reply, action: string | undefined): DeliveryReport => ({
  ...reply,
  outcome: outcomeOf(reply, action),
})

function outcomeOf({ reason, status, replyCode }: Reply, action = 'failed'): DeliveryReport['outcome'] {
  if (action === 'delayed') return 'delayed'
  if (action !== 'failed') return 'delivered'
  if (isHardReason(reason)) return 'hard'
  return isSoftReason(reason) || (status ?? replyCode ?? '').startsWith('4') ? 'soft' : 'message'
}

/** A line that begins with an address, in brackets or not: what follows is about it. */
const RECIPIENT = /^[ \t]*(?:recipient: *|[245]\d\d )?<?([^\s<>:;,()]{1,64}@[^\s<>:;,()]{1,255})>?(?=[\s:;,.]|$)/gim
/** In a transcript one line of its own tells of one recipient. */
const TRANSCRIPT_LINE = /^[ \t]*[245]\d\d <[^\n]*/

const DELAYED =
  /\b(?:warning message only|(?:is|been) delayed|still being retried|only a temporary failure)\b|^warning\b|could not send (?:mail|message) for past/i

function judgeText(text: string, subject: string): DeliveryReport[] {
  const isDelayed = DELAYED.test(`${subject}\n${text}`)
  const action = isDelayed ? 'delayed' : 'failed'
  const starts = [...text.matchAll(RECIPIENT)]
  const sections = new Map<string, string>()
  for (const [index, start] of starts.entries()) {
    const address = (start[1] ?? '').toLowerCase()
    const section = text.slice(start.index, starts[index + 1]?.index)
    sections.set(address, `${sections.get(address) ?? ''}\n${TRANSCRIPT_LINE.exec(section)?.[0] ?? section}`)
  }
  const whole = judgeReply(`${text}\n${subject}`, null)
  if (sections.size < 2) return [asReport(whole, action)]
  return [...sections.values()]
    .map((section) => judgeReply(section, null))
    .map((reply) => asReport(reply.reason === 'unknown' && reply.replyCode === null ? whole : reply, action))
}

function sectionOf(text: string, address: string | undefined): string {
  const at = address ? text.toLowerCase().indexOf(address.toLowerCase()) : -1
  return at < 0 ? '' : text.slice(at, at + 500)
}

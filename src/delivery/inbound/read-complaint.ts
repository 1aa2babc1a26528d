// Complaints of two large providers that are no report of RFC 5965: Outlook.com forwards the mail as it is, and Amazon SES
// writes JSON. Both hold our own mail or its head, and nothing but the signed token in it says whom it is about.
import { z } from 'zod'
import { type ProviderEvent, parseJson } from '../providers/provider-event.ts'
import { readSesNotification } from '../providers/ses.ts'
import { type Part, partsOf, readPart, typeOf } from './read-mail.ts'

/** The feedback type of RFC 5965 and the List-Unsubscribe of the mail that it is about. */
export type ToldComplaint = { type: string; unsubscribe: string[] }

/** List-Unsubscribe of the mail that a report is about, whole or its head alone (RFC 3462, 6590). */
export function embeddedUnsubscribe(part: Part): string[] {
  const isMail = ['message/rfc822', 'text/rfc822-headers', 'text/rfc822-header'].includes(typeOf(part) ?? '')
  return isMail ? (readPart(part.body).fields.get('list-unsubscribe') ?? []) : []
}

/**
 * The Junk Mail Reporting Program of Outlook.com: nothing but the mail, as a part of its own, under a subject that names the
 * server it came from. Somebody who forwards a mail by hand writes another subject.
 */
export function readForwarded(whole: Part): ToldComplaint | undefined {
  const isNamed = whole.fields
    .get('subject')
    ?.some((subject) => /^complaint about message from [\d.:a-f]+$/i.test(subject))
  if (!isNamed || typeOf(whole) !== 'multipart/mixed') return undefined
  const [mail, ...others] = partsOf(whole)
  if (!mail || others.length > 0 || typeOf(mail) !== 'message/rfc822') return undefined
  return { type: 'abuse', unsubscribe: embeddedUnsubscribe(mail) }
}

/** The same within the envelope of SNS, as its `email-json` subscriptions send it. */
const envelope = z.object({ Type: z.literal('Notification'), Message: z.string() })

/** A notification of Amazon SES, mailed by SNS. The mail itself proves nothing: only what we have signed within it counts. */
export function readSesMail(whole: Part): ProviderEvent[] {
  if (!['text/plain', 'application/json'].includes(typeOf(whole) ?? '') || !/^\s*\{/.test(whole.body)) return []
  // Below it stands a signature, and servers on the way break lines that are too long with an exclamation mark.
  const [text = ''] = whole.body.replace(/!\r?\n /g, '').split(/\r?\n--\r?\n/, 1)
  const outer = parseJson(text)
  const wrapped = envelope.safeParse(outer)
  return readSesNotification(wrapped.success ? parseJson(wrapped.data.Message) : outer)
}

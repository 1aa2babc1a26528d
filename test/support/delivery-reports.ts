// Delivery reports as mail servers write them: with fields for machines (RFC 3464), or with words for people alone.
import type { IncomingMail } from '../../src/delivery/index.ts'

type Fields = { action?: string; status?: string; diagnostic?: string; recipient?: string; more?: readonly string[] }

const fieldsOf = ({ action = 'failed', status, diagnostic, recipient = 'kari@rimdal.example', more = [] }: Fields) => [
  `Final-Recipient: rfc822; ${recipient}`,
  `Action: ${action}`,
  ...(status ? [`Status: ${status}`] : []),
  ...(diagnostic ? [`Diagnostic-Code: ${diagnostic}`] : []),
  ...more,
  '',
]

/** A report of RFC 3464 about these recipients, sent to `to`; `text` is what it says to people. */
export function statusReport(recipients: readonly Fields[], to: readonly string[] = [], text = ''): IncomingMail {
  const lines = [
    ...['From: MAILER-DAEMON@mx.rimdal.example (Mail Delivery System)', 'Subject: Undelivered Mail Returned to Sender'],
    ...['Auto-Submitted: auto-replied', 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="part/mx"', ''],
    ...['--part/mx', 'Content-Type: text/plain; charset=utf-8', '', text, ''],
    ...['--part/mx', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.rimdal.example', ''],
    ...recipients.flatMap(fieldsOf),
    ...['--part/mx', 'Content-Type: message/rfc822', '', 'From: post@vidjevik.example', 'Subject: User unknown', ''],
    ...['550 5.1.1 User unknown stands in our own mail', '--part/mx--', ''],
  ]
  return { bytes: Buffer.from(lines.join('\r\n')), from: '', to }
}

/** A report that is nothing but words, with our mail below them. */
export function textReport(text: string, to: readonly string[] = []): IncomingMail {
  const lines = [
    ...['From: MAILER-DAEMON@mx.rimdal.example', 'Subject: failure notice', '', text, ''],
    ...['--- Below this line is a copy of the message.', '', 'Received: from post.vidjevik.example', ''],
    '550 5.1.1 User unknown stands in our own mail',
  ]
  return { bytes: Buffer.from(lines.join('\n')), from: '', to }
}

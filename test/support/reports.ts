// Mails that come back, as mailbox providers and machines write them.
import type { IncomingMail } from '../../src/delivery/index.ts'

export const UNSUBSCRIBE = 'unsubscribe@in.vidjevik.example'

/** A feedback report (RFC 5965) about a mail of ours; with `headersOnly` and without any recipient, as a redacted one. */
export function feedbackReport(type: string, token: string | undefined, { headersOnly = false } = {}): IncomingMail {
  const embedded = headersOnly ? 'text/rfc822-headers' : 'message/rfc822'
  const link = token ? [`List-Unsubscribe:\r\n <https://post.vidjevik.example/u/${token}>`] : []
  const lines = [
    'From: <feedback@provider.example>',
    'Subject: FW: Three findings',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type="feedback-report";\r\n boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    'This is a report about a message.',
    '--part',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: Provider/1.0',
    'Version: 1',
    'Original-Rcpt-To: redacted',
    '',
    '--part',
    `Content-Type: ${embedded}`,
    '',
    'From: <post@vidjevik.example>',
    'To: redacted',
    ...link,
    'Subject: Three findings',
    '',
    ...(headersOnly ? [] : ['Hello']),
    '--part--',
  ]
  return {
    bytes: Buffer.from(lines.join('\r\n')),
    from: 'feedback@provider.example',
    to: ['feedback@in.vidjevik.example'],
  }
}

const UNSUBSCRIBE_FIELD = (token: string) => `<https://post.vidjevik.example/u/${token}>`

/** A complaint as Outlook.com forwards it: our mail as it is, in a part of its own. */
export function forwardedComplaint(token: string, subject = 'complaint about message from 192.0.2.222'): IncomingMail {
  const lines = [
    ...['From: staff@hotmail.com', `Subject:  ${subject}`, 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/mixed; boundary="part"', '', '--part', 'Content-Type: message/rfc822'],
    ...[
      'Content-Disposition: inline',
      '',
      'From: <post@vidjevik.example>',
      `List-Unsubscribe: ${UNSUBSCRIBE_FIELD(token)}`,
    ],
    ...['Subject: Three findings', '', 'Hello', '', '--part--'],
  ]
  return { bytes: Buffer.from(lines.join('\r\n')), from: 'staff@hotmail.com', to: ['feedback@in.vidjevik.example'] }
}

/** A notification of Amazon SES as SNS mails it; `isWrapped`: in the envelope of SNS. */
export function sesNotification(
  told: { notificationType?: string; type?: string | null | undefined },
  token: string,
  isWrapped = false,
): IncomingMail {
  const { notificationType = 'Complaint', type } = told
  const headers = [{ name: 'List-Unsubscribe', value: UNSUBSCRIBE_FIELD(token) }]
  const complaint = { complainedRecipients: [{ emailAddress: 'redacted' }], complaintFeedbackType: type }
  const message = JSON.stringify({ notificationType, complaint, mail: { headersTruncated: false, headers } })
  const body = isWrapped ? JSON.stringify({ Type: 'Notification', Message: message }) : message
  const lines = [
    ...['From: <no-reply@sns.amazonaws.com>', 'Content-Type: text/plain; charset=UTF-8', ''],
    // A server on the way has broken the line.
    ...[`${body.slice(0, 40)}!`, ` ${body.slice(40)}`, '', '--', 'If you wish to stop receiving notifications'],
  ]
  return { bytes: Buffer.from(lines.join('\r\n')), from: 'x@amazonses.com', to: ['feedback@in.vidjevik.example'] }
}

/** A mail to the unsubscribe address, as a mail program writes it; `headers` are further lines. */
export function unsubscribeMail(
  token: string,
  headers: readonly string[] = [],
  from = 'kari@rimdal.example',
): IncomingMail {
  const lines = [`From: <${from}>`, `To: <${UNSUBSCRIBE}>`, `Subject: ${token}`, ...headers, '', '']
  return { bytes: Buffer.from(lines.join('\r\n')), from, to: [UNSUBSCRIBE] }
}

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

/** A mail to the unsubscribe address, as a mail program writes it; `headers` are further lines. */
export function unsubscribeMail(
  token: string,
  headers: readonly string[] = [],
  from = 'kari@rimdal.example',
): IncomingMail {
  const lines = [`From: <${from}>`, `To: <${UNSUBSCRIBE}>`, `Subject: ${token}`, ...headers, '', '']
  return { bytes: Buffer.from(lines.join('\r\n')), from, to: [UNSUBSCRIBE] }
}

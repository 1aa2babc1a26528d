// The only door out. A fixed number of SMTP connections to one relay; each carries one message at a time. Before MAIL
// FROM it looks at the clock a last time: what is past its deadline is given back, not sent.
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { Mail } from './compose-mail.ts'
import { withoutAddresses } from './mark-messages.ts'
import { judgeAnswer } from './relays/judge-answer.ts'
import { openSession, type SmtpSession } from './relays/smtp-session.ts'

export type RelayOptions = SMTPConnectionOptions & { credentials?: { user: string; pass: string } }

export type SendResult =
  | { kind: 'sent'; reply: string }
  /** No SMTP transaction began: it was past its deadline, or (`isFault`) there was no getting into the relay. */
  | { kind: 'not_begun'; reply: string; isFault: boolean }
  /** The relay failed before it had the mail, or said no to what has nothing to do with the recipient: not taken, surely. */
  | { kind: 'relay_fault'; reply: string }
  /** 4yz: the relay asks to try later. */
  | { kind: 'later'; reply: string }
  /** 5yz: the relay refuses this message; `isRecipient`: at RCPT TO, so for whom it is to. */
  | { kind: 'refused'; reply: string; isRecipient: boolean }
  /** The line was cut or silent after the bytes went out: nobody can tell whether it was taken. */
  | { kind: 'uncertain'; reply: string }

export type RelayConnection = {
  /** Sends unless `deadline` (ms of performance.now) has passed. Never throws. */
  send: (mail: Mail, deadline: number) => Promise<SendResult>
  close: () => void
}

/** ms for connecting and for each answer. A relay that hangs longer is treated as gone. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 }

/** smtp://user:pass@host:587, smtps://host:465; STARTTLS is used wherever the relay offers it. */
export function relayOptions(url: string): RelayOptions {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || (secure ? 465 : 587)),
    secure,
    ...(isLoopback(hostname) ? { ignoreTLS: !secure } : {}),
    ...(username ? { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
  }
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/** One connection, opened when first needed and again after it was lost. Mails given to it at once go one after the other. */
export function openRelayConnection(options: RelayOptions): RelayConnection {
  let session: SmtpSession | undefined
  const drop = () => {
    session?.close()
    session = undefined
  }
  const sendNow: RelayConnection['send'] = async (mail, deadline) => {
    try {
      session ??= await openOne(options, () => {
        session = undefined
      })
    } catch (fault) {
      drop()
      return { kind: 'not_begun', reply: replyOf(fault), isFault: true }
    }
    if (performance.now() >= deadline) return { kind: 'not_begun', reply: 'past its deadline', isFault: false }
    const result = await transmit(session, mail)
    if (result.kind === 'uncertain' || result.kind === 'relay_fault' || !session?.isOpen()) drop()
    return result
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    send: (mail, deadline) => {
      const sending = last.then(() => sendNow(mail, deadline))
      last = sending
      return sending
    },
    close: drop,
  }
}

/** Opens a connection, logs in where there is a login, and leaves. Never throws. */
export async function tryConnection(options: RelayOptions): Promise<{ isIn: boolean; answer: string }> {
  try {
    const connection = await connect(options, () => {})
    const isSecure = connection.secure
    connection.quit()
    return { isIn: true, answer: isSecure ? 'TLS' : '' }
  } catch (fault) {
    return { isIn: false, answer: withoutAddresses(replyOf(fault)) }
  }
}

async function openOne(options: RelayOptions, onLost: () => void): Promise<SmtpSession> {
  const connection = await connect(options, onLost)
  return openSession(connection, connection.greeting)
}

type Connected = SMTPConnection & { greeting: string }

function connect({ credentials, ...options }: RelayOptions, onLost: () => void): Promise<Connected> {
  return new Promise((resolve, reject) => {
    const opening = new SMTPConnection({ ...TIMEOUTS, ...options })
    opening.once('error', (fault: Error) => {
      onLost()
      reject(fault)
    })
    opening.on('error', () => onLost())
    opening.once('end', onLost)
    opening.connect((fault) => {
      if (fault) return reject(fault)
      const greeting = String(opening.lastServerResponse)
      const open = () => resolve(Object.assign(opening, { greeting }))
      if (credentials) opening.login(credentials, (refused) => (refused ? reject(refused) : open()))
      else open()
    })
  })
}

async function transmit(session: SmtpSession, mail: Mail): Promise<SendResult> {
  // A null return path is one too (RFC 5321 4.5.5).
  if ((mail.from !== '' && !isWritable(mail.from)) || !isWritable(mail.to))
    return { kind: 'refused', reply: 'no command can hold this address', isRecipient: true }
  const { stage, reply, lost, isOut } = await session.transact(mail)
  // Without an answer to what was sent last, the only question is whether the mail was on the wire.
  if (reply === undefined) return { kind: isOut ? 'uncertain' : 'relay_fault', reply: lost }
  if (stage === 'mail' && reply.startsWith('2')) return { kind: 'sent', reply }
  const verdict = judgeAnswer(stage, reply)
  if (verdict === 'relay') return { kind: 'relay_fault', reply }
  if (verdict === 'later') return { kind: 'later', reply }
  return { kind: 'refused', reply, isRecipient: verdict === 'refused_recipient' }
}

/** No address may end its command and begin another. */
const isWritable = (address: string) => address !== '' && !/[\r\n<>]/.test(address)

function replyOf(fault: unknown): string {
  const { response, message } = fault as Error & { response?: string }
  return response ?? message ?? 'the relay could not be reached'
}

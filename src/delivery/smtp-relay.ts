// The only door out. A fixed number of SMTP connections to one relay; each carries one message at a time. Before MAIL
// FROM it looks at the clock a last time: what is past its deadline is given back, not sent.
import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { Mail } from './compose-mail.ts'

export type RelayOptions = SMTPConnectionOptions & { credentials?: { user: string; pass: string } }

export type SendResult =
  | { kind: 'sent'; reply: string }
  /** Past its deadline, or no connection: no SMTP transaction began. */
  | { kind: 'not_begun'; reply: string }
  /** 4yz: the relay asks to try later. */
  | { kind: 'later'; reply: string }
  /** 5yz: the relay refuses this message; `isRecipient`: at RCPT TO, so for whom it is to. */
  | { kind: 'refused'; reply: string; isRecipient: boolean }
  /** The line was cut after it began: nobody can tell whether it was taken. */
  | { kind: 'uncertain'; reply: string }

export type RelayConnection = {
  /** Sends unless `deadline` (ms of performance.now) has passed. Never throws. */
  send: (mail: Mail, deadline: number) => Promise<SendResult>
  close: () => void
}

/** ms for connecting and for each answer. A relay that hangs longer is treated as gone. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 }

type Fault = Error & { responseCode?: number; response?: string; command?: string }

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

/** One connection, opened when first needed and again after it was lost. */
export function openRelayConnection(options: RelayOptions): RelayConnection {
  let connection: SMTPConnection | undefined
  const drop = () => {
    connection?.close()
    connection = undefined
  }
  return {
    send: async (mail, deadline) => {
      try {
        connection ??= await connect(options, () => {
          connection = undefined
        })
      } catch (fault) {
        drop()
        return { kind: 'not_begun', reply: replyOf(fault) }
      }
      if (performance.now() >= deadline) return { kind: 'not_begun', reply: 'past its deadline' }
      const result = await transmit(connection, mail)
      if (result.kind === 'uncertain' || result.reply.startsWith('421')) drop()
      return result
    },
    close: () => {
      connection?.quit()
      connection = undefined
    },
  }
}

function connect({ credentials, ...options }: RelayOptions, onLost: () => void): Promise<SMTPConnection> {
  return new Promise((resolve, reject) => {
    const opening = new SMTPConnection({ ...TIMEOUTS, ...options })
    opening.once('error', (fault: Error) => {
      onLost()
      reject(fault)
    })
    opening.on('error', () => onLost())
    opening.once('end', onLost)
    opening.connect((fault) => {
      if (fault) reject(fault)
      else if (credentials) opening.login(credentials, (refused) => (refused ? reject(refused) : resolve(opening)))
      else resolve(opening)
    })
  })
}

function transmit(connection: SMTPConnection, mail: Mail): Promise<SendResult> {
  return new Promise((resolve) => {
    connection.send({ from: mail.from, to: [mail.to] }, asWritten(mail.bytes), (fault, info) => {
      if (!fault) return resolve({ kind: 'sent', reply: info?.response ?? '' })
      const reply = replyOf(fault)
      const code = fault.responseCode ?? 0
      const isRecipient = fault.command === 'RCPT TO'
      const result: SendResult =
        code >= 500 ? { kind: 'refused', reply, isRecipient } : { kind: code >= 400 ? 'later' : 'uncertain', reply }
      // After a refusal the connection is ready for the next message only when reset.
      if (code >= 400) connection.reset(() => resolve(result))
      else resolve(result)
    })
  })
}

/**
 * A message whose bytes need no dot-stuffing: they are handed behind the stage that would look at each of them, which
 * takes half of all the time that sending takes.
 */
function asWritten(bytes: Buffer): Readable {
  const message = new Readable({ read: () => {} })
  message.pipe = (target) => {
    ;(target as unknown as Readable).push(bytes)
    target.end()
    return target
  }
  return message
}

function replyOf(fault: unknown): string {
  const { response, message } = fault as Fault
  return response ?? message ?? 'the relay could not be reached'
}

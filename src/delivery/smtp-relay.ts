// The only door out. A fixed number of SMTP connections to one relay; each carries one message at a time. Before MAIL
// FROM it looks at the clock a last time: what is past its deadline is given back, not sent.
import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { Mail } from './compose-mail.ts'
import { judgeAnswer, type Stage } from './relays/judge-answer.ts'

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

type Fault = Error &
  Partial<Record<'code' | 'response' | 'command', string | undefined>> & { responseCode?: number | undefined }

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
        return { kind: 'not_begun', reply: replyOf(fault), isFault: true }
      }
      if (performance.now() >= deadline) return { kind: 'not_begun', reply: 'past its deadline', isFault: false }
      const result = await transmit(connection, mail)
      if (result.kind === 'uncertain' || result.kind === 'relay_fault') drop()
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
    const message = new WrittenMessage(mail.bytes)
    connection.send({ from: mail.from, to: [mail.to] }, message, (fault, info) => {
      if (!fault) return resolve({ kind: 'sent', reply: info?.response ?? '' })
      const result = judge(fault, message.isOut)
      if (result.kind !== 'later' && result.kind !== 'refused') return resolve(result)
      // After a refusal the connection is ready for the next message only when reset. One that is lost meanwhile says no
      // more, and is opened anew.
      const goOn = () => {
        connection.off('end', goOn)
        resolve(result)
      }
      connection.once('end', goOn)
      connection.reset(goOn)
    })
  })
}

function judge(fault: Fault, isOut: boolean): SendResult {
  const reply = replyOf(fault)
  const stage = stageOf(fault)
  if (stage === 'address') return { kind: 'refused', reply, isRecipient: true }
  // Without an answer to what was sent last, the only question is whether the mail was on the wire.
  if (!stage) return { kind: isOut ? 'uncertain' : 'relay_fault', reply }
  const verdict = judgeAnswer(stage, reply)
  if (verdict === 'relay') return { kind: 'relay_fault', reply }
  if (verdict === 'later') return { kind: 'later', reply }
  return { kind: 'refused', reply, isRecipient: verdict === 'refused_recipient' }
}

/** What the relay has answered; `address`: an address that no SMTP command can hold; undefined: it has not answered. */
function stageOf({ code, command, responseCode }: Fault): Stage | 'address' | undefined {
  if (code === 'EENVELOPE' && command === 'API') return 'address'
  if (!responseCode) return undefined
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'recipient'
  if (command === 'DATA') return code === 'EMESSAGE' ? 'mail' : 'data'
  return undefined
}

/**
 * A message whose bytes need no dot-stuffing: they are handed behind the stage that would look at each of them, which
 * takes half of all the time that sending takes. `isOut` from when the relay has asked for them.
 */
class WrittenMessage extends Readable {
  readonly #bytes: Buffer
  isOut = false

  constructor(bytes: Buffer) {
    super({ read: () => {} })
    this.#bytes = bytes
  }

  override pipe<T extends NodeJS.WritableStream>(target: T): T {
    this.isOut = true
    ;(target as unknown as Readable).push(this.#bytes)
    target.end()
    return target
  }
}
function replyOf(fault: unknown): string {
  const { response, message } = fault as Fault
  return response ?? message ?? 'the relay could not be reached'
}

// The way in: an SMTP server for two addresses of ours, the return paths of our mails and where they are answered, and
// nothing else. It relays nothing, knows nobody and keeps no mail as it came; what cannot be acted upon now is put off with 451, so that
// the sender's server brings it again.
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { LinkKey } from '../../consent/index.ts'
import type { Db } from '../../platform/database.ts'
import { isReplyAddress, isSignedAddress } from '../return-path.ts'
import { FEEDBACK_NAME, type IncomingMail, MAIL_MAX_BYTES, REPLY_MAX_BYTES, UNSUBSCRIBE_NAME } from './judge-mail.ts'
import { type MailOutcome, takeMail } from './take-mail.ts'

export type InboundSettings = {
  db: Db
  keys: readonly LinkKey[]
  /** 0: a free one. */
  port: number
  /** Behind the @ of our addresses; its MX record leads here. In lower case. */
  domain: string
  now: () => Date
  onTaken: (outcome: MailOutcome) => void
  onError: (error: unknown, doing: string) => void
}
export type InboundListener = { port: number; stop: () => Promise<void> }

/** Connections at once; whoever is over is asked to come later. Each may hold one mail in memory. */
const CONNECTIONS = 20
/** ms without a word after which a connection is closed, and ms that are given to those that are open at the end. */
const IDLE_MS = 60_000
const CLOSE_MS = 5000

/** Listens until it is stopped. Throws where the port is taken. */
export async function listenForMail(settings: InboundSettings): Promise<InboundListener> {
  const ours = [UNSUBSCRIBE_NAME, FEEDBACK_NAME].map((name) => `${name}@${settings.domain}`)
  const isOurs = (address: string) => ours.includes(address.toLowerCase()) || isSignedAddress(address, settings.domain)
  const server = new SMTPServer({
    // Without a certificate of its own it offers no encryption; a mail server in front may.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideSMTPUTF8: true,
    size: REPLY_MAX_BYTES,
    maxClients: CONNECTIONS,
    socketTimeout: IDLE_MS,
    closeTimeout: CLOSE_MS,
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(isOurs(address) ? null : answer(550, 'no such address here')),
    onData: (stream, session, done) => {
      receive(settings, stream, session).then(
        () => done(),
        (fault: unknown) => {
          if (isAnswer(fault)) return done(fault)
          settings.onError(fault, 'taking a mail')
          done(answer(451, 'try again later'))
        },
      )
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, resolve)
  })
  server.removeAllListeners('error')
  server.on('error', () => {}) // a sender that goes away in the middle of a mail
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function receive(
  { db, keys, now, onTaken }: InboundSettings,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<void> {
  const to = envelope.rcptTo.map(({ address }) => address)
  const max = to.some(isReplyAddress) ? REPLY_MAX_BYTES : MAIL_MAX_BYTES
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    // Never more than this in memory, whatever comes.
    if (length < MAIL_MAX_BYTES) chunks.push(chunk.subarray(0, MAIL_MAX_BYTES - length))
    length += chunk.length
  }
  if (length > max) throw answer(552, 'too large')
  const mail: IncomingMail = {
    bytes: Buffer.concat(chunks),
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to,
    isCut: length > MAIL_MAX_BYTES,
  }
  onTaken(await takeMail(db, mail, keys, now()))
}

type Answer = Error & { responseCode: number }
const answer = (responseCode: number, message: string): Answer => Object.assign(new Error(message), { responseCode })
const isAnswer = (fault: unknown): fault is Answer => fault instanceof Error && 'responseCode' in fault

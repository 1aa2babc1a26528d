// A session with a relay once it is connected, encrypted and logged in: one mail after the other. nodemailer opens it; the
// mails go out from here, since a mail in as few writes as SMTP allows is most of what makes sending fast.
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Mail } from '../compose-mail.ts'
import type { Stage } from './judge-answer.ts'

/** How far a mail came, and the answer there; `reply` undefined: the line was cut or silent, for the reason `lost`. */
export type Transaction = {
  stage: Exclude<Stage, 'session'>
  reply: string | undefined
  lost: string
  /** Bytes of the mail have gone out. */
  isOut: boolean
}
export type SmtpSession = {
  /** Sends one mail; wait for the answer before the next. Never rejects. */
  transact: (mail: Mail) => Promise<Transaction>
  /** Whether it can take another mail. */
  isOpen: () => boolean
  close: () => void
}

/** Characters of an answer. A relay that says more without an end is cut off. */
const LONGEST_REPLY = 65_536
/** RFC 5321 4.2.1: lines of one answer have a hyphen behind the code, but the last. */
const REPLY = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/
const IS_ANSWER = /^\d{3}(?:[ -]|\r?\n)/
/** Ends the last line of a mail and the mail (RFC 5321 4.1.1.4). */
const END = Buffer.from('\r\n.\r\n')
const isGood = (reply: string) => reply.startsWith('2') || reply.startsWith('3')

/** Takes over a connection that is ready to send. `greeting` is what the relay has answered to EHLO. */
export function openSession(connection: SMTPConnection, greeting: string): SmtpSession {
  const socket = connection._socket
  if (!socket) throw new Error('a connection that is ready to send has no socket')
  /** With it a mail needs two answers to wait for instead of four (RFC 2920). */
  const isPipelining = /[ -]PIPELINING\b/im.test(greeting)
  const isInternational = /[ -]SMTPUTF8\b/im.test(greeting)
  const replies: string[] = []
  let received = ''
  let lost = ''
  let waiting: ((reply: string | undefined) => void) | undefined

  const hear = (reply: string | undefined) => {
    const hearer = waiting
    waiting = undefined
    hearer?.(reply)
  }
  const lose = (why: string) => {
    lost ||= why
    connection.close()
    hear(undefined)
  }
  socket.removeAllListeners('data')
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString()
    for (let found = REPLY.exec(received); found; found = REPLY.exec(received)) {
      received = received.slice(found[0].length)
      replies.push(found[0].trimEnd())
    }
    const isNonsense = received.includes('\n') && !IS_ANSWER.test(received)
    if (isNonsense || received.length > LONGEST_REPLY) return lose('the relay does not speak SMTP')
    // What nobody has asked for is a relay that closes.
    if (replies.length > 0 && waiting) hear(replies.shift())
    else if (replies.length > 0 && !isBusy) lose(replies.join(' '))
  })
  connection.on('error', (fault: Error) => lose(fault.message))
  connection.once('end', () => lose('the relay closed the connection'))

  let isBusy = false
  const next = (): Promise<string | undefined> | string | undefined =>
    replies.shift() ?? (lost === '' ? new Promise((resolve) => (waiting = resolve)) : undefined)

  /** MAIL FROM, RCPT TO and DATA, all at once where the relay takes them so. The first answer that is no good ends it. */
  const announce = async ({ from, to }: Mail): Promise<Transaction> => {
    const utf8 = isInternational && /[^ -~]/.test(from + to) ? ' SMTPUTF8' : ''
    const steps = [
      ['sender', `MAIL FROM:<${from}>${utf8}\r\n`],
      ['recipient', `RCPT TO:<${to}>\r\n`],
      ['data', 'DATA\r\n'],
    ] as const
    if (isPipelining) socket.write(steps.map(([, line]) => line).join(''))
    let refused: Transaction | undefined
    let answer: Transaction = { stage: 'sender', reply: undefined, lost, isOut: false }
    for (const [stage, line] of steps) {
      if (!isPipelining) socket.write(line)
      const reply = await next()
      answer = { stage, reply, lost, isOut: false }
      if (reply === undefined) return refused ?? answer
      if (!isGood(reply)) refused ??= answer
      if (refused && !isPipelining) break
    }
    if (!refused) return answer
    if (answer.stage === 'data' && answer.reply?.startsWith('3')) {
      socket.write('.\r\n') // it waits for a mail that nobody gets: an empty one (RFC 2920 3.1)
      await next()
    }
    return refused
  }

  const clear = async () => {
    socket.write('RSET\r\n')
    const reply = await next()
    if (reply !== undefined && !isGood(reply)) lose(reply)
  }

  return {
    transact: async (mail) => {
      isBusy = true
      const announced = await announce(mail)
      let result = announced
      if (announced.reply !== undefined && !isGood(announced.reply)) await clear()
      else if (announced.reply !== undefined) {
        socket.cork()
        if (mail.signature) socket.write(mail.signature, 'latin1')
        socket.write(mail.bytes)
        socket.write(END)
        socket.uncork()
        const reply = await next()
        // A relay that answers before it has the mail gets nothing more: the memory will soon hold the next one.
        if (socket.writableLength > 0) {
          lose('the relay answered before it had the mail')
          socket.destroy()
        }
        result = { stage: 'mail', reply, lost, isOut: true }
      }
      isBusy = false
      return result
    },
    isOpen: () => lost === '',
    close: () => {
      lost ||= 'closed'
      socket.end('QUIT\r\n')
      connection.close()
    },
  }
}

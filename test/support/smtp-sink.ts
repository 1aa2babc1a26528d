// A mail relay that keeps what it is given, and misbehaves on request.
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export type Received = {
  to: string
  raw: string
  /** performance.now() at MAIL FROM, and when the whole mail was there. */
  begunAt: number
  takenAt: number
  parsed: () => Promise<ParsedMail>
}
export type SinkBehaviour = {
  /** ms before the final answer. */
  delayMs?: number
  /** An answer instead of taking the mail, by recipient. */
  refuse?: (to: string) => { code: number; message: string } | undefined
}
export type SmtpSink = {
  url: string
  port: number
  received: Received[]
  begun: { to: string; at: number }[]
  close: () => Promise<void>
}

const begunOf = new WeakMap<SMTPServerSession, number>()

export async function openSmtpSink(behaviour: SinkBehaviour = {}, port = 0): Promise<SmtpSink> {
  const received: Received[] = []
  const begun: { to: string; at: number }[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onMailFrom: (_address, session, done) => {
      begunOf.set(session, performance.now())
      done()
    },
    onRcptTo: ({ address }, session, done) => {
      begun.push({ to: address, at: begunOf.get(session) ?? 0 })
      const refusal = behaviour.refuse?.(address)
      done(refusal ? Object.assign(new Error(refusal.message), { responseCode: refusal.code }) : null)
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (behaviour.delayMs) await sleep(behaviour.delayMs)
        const raw = Buffer.concat(chunks)
        received.push({
          to: session.envelope.rcptTo[0]?.address ?? '',
          raw: raw.toString('latin1'),
          begunAt: begunOf.get(session) ?? 0,
          takenAt: performance.now(),
          parsed: () => simpleParser(raw),
        })
        done()
      })
    },
  })
  server.on('error', () => {}) // a client that goes away is part of the tests
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    received,
    begun,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

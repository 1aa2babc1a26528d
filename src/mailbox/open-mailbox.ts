// The built-in mailbox: a mail server for trying Assent out. It takes every mail that is sent and delivers none, so that
// a newcomer can read what people would get. Never part of production.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Mailed = { number: number; to: string; from: string; subject: string; at: Date }
export type Mailbox = {
  /** Where it takes mail: smtp://127.0.0.1:port */
  url: string
  /** Newest first; `search` finds recipients and subjects. */
  list: (search: string, offset: number, limit: number) => { mails: Mailed[]; total: number }
  read: (number: number) => Promise<ParsedMail | undefined>
  /** Removes every mail to these addresses, from the disk too: an erased person leaves no copy here. */
  forget: (addresses: readonly string[]) => Promise<void>
  close: () => Promise<void>
}

/** Mails kept. At 20 kB each this is 100 MB of disk; older ones go. */
const KEPT = 5000
/** Bytes of a mail that are taken; more is refused as a real server would. */
const LARGEST = 5 * 1024 * 1024

/** Opens the mailbox on a free port of this machine, with what the folder holds from earlier. */
export async function openMailbox(folder: string): Promise<Mailbox> {
  await mkdir(folder, { recursive: true })
  const mails = await loadIndex(folder)
  let last = mails.at(-1)?.number ?? 0
  const fileOf = (number: number) => join(folder, `${String(number).padStart(9, '0')}.eml`)

  const keep = async (raw: Buffer, to: string, from: string) => {
    const number = ++last
    await writeFile(fileOf(number), raw)
    mails.push({ number, to, from, subject: await subjectOf(raw), at: new Date() })
    const oldest = mails.length > KEPT ? mails.shift() : undefined
    if (oldest) await rm(fileOf(oldest.number), { force: true })
  }

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST,
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('too large'), { responseCode: 552 }))
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        keep(Buffer.concat(chunks), envelope.rcptTo[0]?.address ?? '', from).then(
          () => done(),
          () => done(Object.assign(new Error('the mailbox cannot be written to'), { responseCode: 452 })),
        )
      })
    },
  })
  server.on('error', () => {}) // a sender that goes away in the middle of a mail
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    list: (search, offset, limit) => {
      const wanted = search.trim().toLowerCase()
      const hits = mails.filter((mail) => `${mail.to} ${mail.subject}`.toLowerCase().includes(wanted)).reverse()
      return { mails: hits.slice(offset, offset + limit), total: hits.length }
    },
    read: async (number) => {
      const raw = await readFile(fileOf(number)).catch(() => undefined)
      return raw && simpleParser(raw)
    },
    forget: async (addresses) => {
      const gone = new Set(addresses.map((address) => address.toLowerCase()))
      const forgotten = mails.filter((mail) => gone.has(mail.to.toLowerCase()))
      for (const { number } of forgotten) await rm(fileOf(number), { force: true })
      const kept = mails.filter((mail) => !forgotten.includes(mail))
      mails.splice(0, mails.length, ...kept)
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function loadIndex(folder: string): Promise<Mailed[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{9}\.eml$/.test(name)).sort()
  const mails: Mailed[] = []
  for (const name of names) {
    const { headers, date, ...mail } = await simpleParser(headOf(await readFile(join(folder, name))))
    const to = [mail.to].flat()[0]?.value[0]?.address ?? ''
    const from = mail.from?.value[0]?.address ?? ''
    mails.push({ number: Number.parseInt(name, 10), to, from, subject: mail.subject ?? '', at: date ?? new Date(0) })
  }
  return mails
}

const headOf = (raw: Buffer) => raw.subarray(0, raw.indexOf('\r\n\r\n') + 4)
const subjectOf = async (raw: Buffer) => (await simpleParser(headOf(raw))).subject ?? ''

// The built-in phone: a gateway for SMS for trying Assent out. It takes every SMS and delivers none, tells that each arrived, and
// sends the answers that somebody writes on its page. Never part of production.
import { createHmac, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'

const taken = z.object({
  from: z.string(),
  to: z.string(),
  text: z.string(),
  reference: z.string(),
  callbackUrl: z.string(),
})
type Kept = z.output<typeof taken> & { number: number; at: string; isTold: boolean; answers: string[] }
export type PhoneSms = Pick<Kept, 'number' | 'from' | 'to' | 'text' | 'at' | 'answers'>
export type Phone = {
  /** Where it takes messages. */
  url: string
  /** Newest first; `search` finds numbers and words. */
  list: (search: string) => PhoneSms[]
  /** Answers an SMS, as whoever got it. False where nobody took the answer. */
  answer: (number: number, text: string) => Promise<boolean>
  /** Removes every SMS to these numbers, from the disk too. */
  forget: (addresses: readonly string[]) => Promise<void>
  close: () => Promise<void>
}

/** SMS kept; older ones go. */
const KEPT = 500
/** ms between tries to tell what arrived. */
const TELL_EVERY_MS = 2000
const BODY_MAX_BYTES = 50_000

/** Opens the phone on a free port of this machine, with what the folder holds from earlier. `secret`: its token, and what it signs with. */
export async function openPhone(folder: string, secret: string): Promise<Phone> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'sms.json')
  let kept = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as Kept[]
  let writing = Promise.resolve()
  const save = () => {
    writing = writing.then(() => writeFile(file, JSON.stringify(kept), { mode: 0o600 })).catch(() => {})
    return writing
  }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.headers.authorization !== `Bearer ${secret}`) return answer(401, {})
    const { data } = taken.safeParse(parse(await readBody(request)))
    if (!data) return answer(400, {})
    if (kept.some(({ reference }) => reference === data.reference)) return answer(409, {})
    const number = (kept.at(-1)?.number ?? 0) + 1
    kept = [...kept, { ...data, number, at: new Date().toISOString(), isTold: false, answers: [] }].slice(-KEPT)
    await save()
    answer(202, { id: String(number) })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const tellAll = async () => {
    for (const sms of kept.filter(({ isTold }) => !isTold)) {
      if (!(await call(sms.callbackUrl, secret, { type: 'delivered', reference: sms.reference }))) return
      sms.isTold = true
      await save()
    }
  }
  let telling = Promise.resolve()
  const timer = setInterval(() => {
    telling = telling.then(tellAll)
  }, TELL_EVERY_MS)

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    list: (search) => {
      const wanted = search.trim().toLowerCase()
      return kept.filter(({ to, text }) => `${to} ${text}`.toLowerCase().includes(wanted)).reverse()
    },
    answer: async (number, text) => {
      const sms = kept.find((one) => one.number === number)
      if (!sms) return false
      const isTaken = await call(sms.callbackUrl, secret, { type: 'incoming', from: sms.to, to: sms.from, text })
      if (isTaken) sms.answers.push(text)
      await save()
      return isTaken
    },
    forget: async (addresses) => {
      kept = kept.filter(({ to }) => !addresses.includes(to))
      await save()
    },
    close: async () => {
      clearInterval(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await telling
      await writing
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= BODY_MAX_BYTES) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Tells it as docs/sms.md says. False where nobody took it. */
async function call(url: string, secret: string, told: object): Promise<boolean> {
  const body = JSON.stringify({ id: randomUUID(), ...told })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  const headers = { 'assent-timestamp': timestamp, 'assent-signature': signature }
  try {
    return (await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(5000) })).ok
  } catch {
    return false
  }
}

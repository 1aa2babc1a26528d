// A witness as a small server of its own, beside no database: other installations show it the heads of their logs.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type NoteKey, parseVerifierKey } from '../checkpoint.ts'
import { openKeyring } from '../signing-keys.ts'
import { answerLog, type Witness } from './answer-log.ts'
import { witnessKeyOf } from './cosignature.ts'

/** Of a request, in bytes: a proof of 63 hashes and a head with many signatures take a quarter of it. */
const LARGEST = 65_536

/** How a witness calls itself: the host of its public address, as C2SP asks without its scheme. */
export const witnessNameOf = (publicUrl: string) => `${new URL(publicUrl).host}/witness`

export type OpenWitness = {
  server: Server
  /** name+hash+key, to be given to those whose logs are witnessed. */
  verifier: string
  /** Its list of logs, a key on each line. */
  logsFile: string
}

/**
 * Opens the witness of this folder, which holds its key, its list of logs and what it has seen; `listen` starts it. The list
 * is read at every request, so a log that is added needs no new start.
 */
export async function openWitness(folder: string, name: string, now: () => Date): Promise<OpenWitness> {
  const { current } = await openKeyring(folder)
  const logsFile = join(folder, 'logs.txt')
  const server = createServer((request, response) => {
    const answered = answer(request, response, async () => ({
      ...{ name, key: current, folder },
      logs: await readLogs(logsFile),
    }))
    answered.catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const verifier = witnessKeyOf(name, current)
  return { server, verifier, logsFile }

  async function answer(request: IncomingMessage, response: ServerResponse, open: () => Promise<Witness>) {
    const end = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body)
    if (request.method === 'GET' && request.url === '/') return end(200, 'text/plain; charset=utf-8', `${verifier}\n`)
    if (request.method !== 'POST' || request.url !== '/add-checkpoint')
      return end(404, 'text/plain', 'Nothing is here.\n')
    const body = await readBody(request)
    if (body === undefined) return end(413, 'text/plain', 'This is larger than any request can be.\n')
    const said = await answerLog(await open(), body, now())
    return end(said.status, said.type, said.body)
  }
}

/** The keys of the logs that are witnessed, none where there is no list yet. */
export async function readLogs(file: string): Promise<NoteKey[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => parseVerifierKey(line) ?? [])
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > LARGEST) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

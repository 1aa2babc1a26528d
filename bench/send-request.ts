// One request of a benchmark, with its times by the monotonic clock. Connections are kept by the agent that is passed in.
import { type Agent, request } from 'node:http'

export type Sent = {
  method: 'GET' | 'POST'
  body?: string
  /** Content-Type of the body. */
  type?: string
  headers?: Record<string, string>
}
export type Received = {
  status: number | undefined
  text: () => string
  /** ms from the beginning until the head of the answer was there, and until all of it was. */
  headMs: number
  wholeMs: number
  /** When the head was there, in ns of `process.hrtime`, which all processes of a machine share. */
  headAt: bigint
}

/** Sends a request and waits for the whole answer, whatever its status. Rejects where none comes. */
export function sendRequest(agent: Agent, url: string, { method, body, type, headers = {} }: Sent): Promise<Received> {
  const ofBody = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const sent = request(url, { method, agent, headers: { ...ofBody, ...headers } }, (response) => {
      const [headMs, headAt] = [performance.now() - started, process.hrtime.bigint()]
      const pieces: Buffer[] = []
      response.on('error', reject).on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        const wholeMs = performance.now() - started
        const text = () => Buffer.concat(pieces).toString()
        resolve({ status: response.statusCode, text, headMs, wholeMs, headAt })
      })
    })
    sent.on('error', reject).end(body)
  })
}

/** The body of a one-click request (RFC 8058). */
export const ONE_CLICK = {
  method: 'POST',
  body: 'List-Unsubscribe=One-Click',
  type: 'application/x-www-form-urlencoded',
} as const satisfies Sent

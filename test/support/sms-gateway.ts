// A gateway for SMS as they behave: a real HTTP server that takes messages as docs/sms.md has it, knows a repeated key, and
// answers as a test tells it: with any status, with silence, or by cutting the line after the request.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type TakenSms = { from: string; to: string; text: string; reference: string; callbackUrl: string }
/** A status with a body; `hang`: no answer; `cut`: it takes the message, and the line ends; undefined: as it should be. */
export type GatewayScript = (
  sms: TakenSms,
  tries: number,
) => { status: number; body?: object } | 'hang' | 'cut' | undefined
export type SmsGateway = {
  url: string
  /** What was taken, each key once. */
  taken: TakenSms[]
  /** Every request, in order. */
  asked: TakenSms[]
  follow: (script: GatewayScript) => void
  close: () => Promise<void>
}

export async function openSmsGateway(): Promise<SmsGateway> {
  let script: GatewayScript = () => undefined
  const [taken, asked]: [TakenSms[], TakenSms[]] = [[], []]
  const sockets = new Set<Socket>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const sms = JSON.parse(Buffer.concat(chunks).toString('utf8')) as TakenSms
    asked.push(sms)
    const told = script(sms, asked.filter(({ reference }) => reference === sms.reference).length)
    if (told === 'hang') return
    const isKnown = taken.some(({ reference }) => reference === request.headers['idempotency-key'])
    const answer = typeof told === 'object' ? told : { status: isKnown ? 409 : 202, body: { id: `m${taken.length}` } }
    if (answer.status === 202) taken.push(sms)
    if (told === 'cut') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body ?? {}))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    ...{ taken, asked },
    follow: (next) => {
      script = next
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The headers and the body of a call as such a gateway signs it. */
export function signCall(secret: string, call: object, at: Date) {
  const body = JSON.stringify(call)
  const timestamp = String(Math.floor(+at / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { body, headers: { 'assent-timestamp': timestamp, 'assent-signature': signature } }
}

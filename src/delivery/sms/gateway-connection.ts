// The way to a gateway: one request at a time over a line that is kept. The line is there before the clock is looked at a last
// time; what is past its deadline is given back, and nothing of it has been said. Never throws.
import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http'
import { request as requestSafe, Agent as SafeAgent } from 'node:https'
import type { Socket } from 'node:net'
import { ClosedAddress, guardedLookup, requireReachable } from '../../consent/index.ts'
import type { Mail } from '../compose-mail.ts'
import type { RelayConnection, SendResult } from '../smtp-relay.ts'
import type { GatewayAnswer, GatewayRequest } from './gateway.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { gateways } from './gateways/index.ts'

/** ms. A gateway that hangs longer is treated as gone. */
const TIMEOUTS = { connectMs: 10_000, answerMs: 30_000 }
/** Bytes of an answer that are read: a few hundred are usual. */
const ANSWER_MAX_BYTES = 20_000

/** Opened when first needed, kept while it lasts. */
export function openGatewayConnection(options: GatewayOptions): RelayConnection {
  const gateway = gateways[options.gateway]
  const agentOptions = { keepAlive: true, maxSockets: 1, lookup: guardedLookup(options.reach) }
  const agents = { 'http:': new PlainAgent(agentOptions), 'https:': new SafeAgent(agentOptions) }
  return {
    send: async (mail, deadline) => {
      const composed = gateway.compose(options.access, asSms(mail))
      const answered = await ask(composed, options, agents, deadline)
      return 'kind' in answered ? answered : gateway.judge(answered)
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

const asSms = ({ from, to, bytes, reference = '' }: Mail) => ({ from, to, text: bytes.toString('utf8'), reference })

type Agents = { 'http:': PlainAgent; 'https:': SafeAgent }

function ask(
  { url, headers, body }: GatewayRequest,
  { reach, timeouts = TIMEOUTS }: GatewayOptions,
  agents: Agents,
  deadline: number,
): Promise<GatewayAnswer | SendResult> {
  return new Promise((resolve) => {
    let isOut = false
    // Until the request is out nothing was asked for; after it nobody can tell whether it was heard.
    const fail = (reply: string) =>
      resolve(isOut ? { kind: 'uncertain', reply } : { kind: 'not_begun', reply, isFault: true })
    let request: ClientRequest
    try {
      request = begin(requireReachable(url, reach), headers, body, agents)
    } catch {
      return fail('the address of the gateway may not be reached')
    }
    const timer = setTimeout(() => request.destroy(new Error('no connection in time')), timeouts.connectMs)
    request.on('error', (fault) => {
      clearTimeout(timer)
      fail(sayFault(fault))
    })
    request.on('close', () => clearTimeout(timer))
    onLine(request, () => {
      if (performance.now() >= deadline) {
        resolve({ kind: 'not_begun', reply: 'past its deadline', isFault: false })
        return void request.destroy()
      }
      isOut = true
      request.setTimeout(timeouts.answerMs, () => request.destroy(new Error('no answer in time')))
      clearTimeout(timer)
      request.end(body)
    })
    request.on('response', (response) => {
      readAnswer(response).then(resolve, (fault: unknown) => fail(sayFault(fault)))
    })
  })
}

/** Nothing is written before `end`: not even the first line. */
function begin(url: URL, headers: Record<string, string>, body: string, agents: Agents): ClientRequest {
  const said = { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'Assent' }
  return url.protocol === 'https:'
    ? requestSafe(url, { method: 'POST', headers: said, agent: agents['https:'] })
    : requestPlain(url, { method: 'POST', headers: said, agent: agents['http:'] })
}

/** Calls once the line is there: encrypted, where it shall be. */
function onLine(request: ClientRequest, act: () => void): void {
  request.once('socket', (socket: Socket) => {
    if (!socket.connecting) return act()
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', act)
  })
}

async function readAnswer(response: IncomingMessage): Promise<GatewayAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= ANSWER_MAX_BYTES) chunks.push(chunk)
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }
}

function sayFault(fault: unknown): string {
  if (fault instanceof ClosedAddress) return 'the address of the gateway may not be reached'
  const { code, message } = fault as NodeJS.ErrnoException
  return code ?? message
}

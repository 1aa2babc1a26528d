// A gateway that speaks our own plain JSON (docs/sms.md): for every gateway that is not among the others, behind a few lines
// of glue. Both ways are signed with HMAC-SHA256 over the time and the body.
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isRecent, isSame, type ProviderCall } from '../../providers/prove-call.ts'
import { parseJson } from '../../providers/provider-event.ts'
import { type Gateway, type GatewayEvent, judgeStatus, sayAnswer } from '../gateway.ts'

const answered = z.object({ id: z.coerce.string().max(200).optional(), error: z.string().max(500).optional() })
const failures = { unknown_number: 'no_number', unreachable: 'unreachable', busy: 'busy', refused: 'refused' } as const
const told = z.discriminatedUnion('type', [
  z.object({ type: z.literal('delivered'), reference: z.string() }),
  z.object({ type: z.literal('failed'), reference: z.string(), reason: z.string() }),
  z.object({ type: z.literal('incoming'), from: z.string(), to: z.string(), text: z.string() }),
])
const call = z.object({ id: z.string().min(1).max(200) }).and(told)

const sign = (secret: string, timestamp: string, body: string) =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')

export const json: Gateway = {
  compose: ({ url, token, callUrl }, { from, to, text, reference }) => {
    const body = JSON.stringify({ from, to, text, reference, callbackUrl: callUrl })
    return {
      ...{ url, body },
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': reference,
      },
    }
  },
  judge: ({ status, body }) => {
    const { data } = answered.safeParse(parseJson(body))
    const reply = sayAnswer(status, data?.error ?? data?.id ?? '')
    if (status === 422 && data?.error === 'unknown_number') return { kind: 'refused', reply, isRecipient: true }
    // The key is known already: the first try was taken, and its answer was lost.
    if (status === 409) return { kind: 'sent', reply }
    return judgeStatus(status, reply)
  },
  read: ({ body, header }: ProviderCall, { secret }, now) => {
    const [timestamp, signature] = [header('assent-timestamp') ?? '', header('assent-signature') ?? '']
    const text = body.toString('utf8')
    if (!isRecent(new Date(Number(timestamp) * 1000), now)) return undefined
    if (!isSame(sign(secret, timestamp, text), signature)) return undefined
    const { data } = call.safeParse(parseJson(text))
    return data ? { key: data.id, events: [asEvent(data)] } : { key: signature, events: [] }
  },
}

function asEvent(data: z.output<typeof told>): GatewayEvent {
  if (data.type !== 'failed') return asPlain(data)
  const reason = Object.hasOwn(failures, data.reason) ? failures[data.reason as keyof typeof failures] : 'unknown'
  const outcome = reason === 'no_number' ? 'hard' : reason === 'refused' ? 'message' : 'soft'
  return { kind: 'failed', reference: data.reference, outcome, reason }
}

const asPlain = (data: Exclude<z.output<typeof told>, { type: 'failed' }>): GatewayEvent =>
  data.type === 'delivered'
    ? { kind: 'delivered', reference: data.reference }
    : { kind: 'incoming', from: data.from, to: data.to, text: data.text }

// GatewayAPI's Mobile Message API (gatewayapi.com/docs/message/overview, /docs/webhooks): one message by POST, taken with
// 202; a number is a whole number without plus; webhooks carry `Signature: v1=` and HMAC-SHA256 of their body in hexadecimal.
// It has no key that makes a repeated message one: our reference only comes back in what it tells.
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isRecent, isSame, type ProviderCall } from '../../providers/prove-call.ts'
import { parseJson } from '../../providers/provider-event.ts'
import { type Gateway, type GatewayEvent, judgeStatus, sayAnswer } from '../gateway.ts'

const digits = z.union([z.number(), z.string()]).transform((value) => String(value).replace(/^\+/, ''))
const answered = z.object({ msg_id: z.string().max(100).optional(), detail: z.unknown().optional() })
const envelope = z.object({
  event_id: z.string().min(1).max(200),
  timestamp: z.string(),
  event_type: z.string(),
  event: z.unknown(),
})
const statusEvent = z.object({ reference: z.string().nullish(), status: z.string() })
const textEvent = z.object({
  sender: digits,
  recipient: digits.nullish(),
  receiver: digits.nullish(),
  content: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]),
})

export const gatewayapi: Gateway = {
  compose: ({ url, token }, { from, to, text, reference }) => ({
    url,
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      sender: from.replace(/^\+/, ''),
      recipient: Number(to.replace(/^\+/, '')),
      message: text,
      reference,
    }),
  }),
  judge: ({ status, body }) => {
    const { data } = answered.safeParse(parseJson(body))
    const detail = data?.detail === undefined ? '' : JSON.stringify(data.detail)
    const reply = sayAnswer(status, data?.msg_id ?? detail)
    if (status === 422 && detail.includes('"recipient"')) return { kind: 'refused', reply, isRecipient: true }
    return judgeStatus(status, reply)
  },
  read: ({ body, header }: ProviderCall, { secret }, now) => {
    const expected = `v1=${createHmac('sha256', secret).update(body).digest('hex')}`
    if (!isSame(expected, header('signature') ?? '')) return undefined
    const { data } = envelope.safeParse(parseJson(body.toString('utf8')))
    if (!data || !isRecent(new Date(data.timestamp), now)) return undefined
    return { key: data.event_id, events: asEvents(data.event_type, data.event) }
  },
}

function asEvents(type: string, event: unknown): GatewayEvent[] {
  if (type === 'message.status.sms') {
    const { data } = statusEvent.safeParse(event)
    return data?.reference ? asStatus(data.reference, data.status) : []
  }
  const { data } = type === 'user-message.text.sms' ? textEvent.safeParse(event) : { data: undefined }
  if (!data) return []
  const to = data.receiver ?? data.recipient ?? ''
  return [{ kind: 'incoming', from: `+${data.sender}`, to: to.length > 6 ? `+${to}` : to, text: data.content }]
}

function asStatus(reference: string, status: string): GatewayEvent[] {
  switch (status.toUpperCase()) {
    case 'DELIVERED':
      return [{ kind: 'delivered', reference }]
    case 'EXPIRED':
      return [{ kind: 'failed', reference, outcome: 'soft', reason: 'unreachable' }]
    // It says so of barred numbers and faults of operators too: no word that a number is none (SMPP 5.2.28).
    case 'UNDELIVERABLE':
      return [{ kind: 'failed', reference, outcome: 'soft', reason: 'unknown' }]
    case 'REJECTED':
    case 'DELETED':
      return [{ kind: 'failed', reference, outcome: 'message', reason: 'refused' }]
    default:
      return []
  }
}

// Mailgun's webhooks: HMAC over a time and a token that stand in the call itself. The signature does not cover the event,
// so a token that was used once counts for nothing (documentation.mailgun.com: securing-webhooks, webhook-payloads).
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isRecent, isSame, type ProviderCall } from './prove-call.ts'
import { localPart, type ProvenCall, type ProviderEvent, parseJson, type Whom, weighFailure } from './provider-event.ts'

const signed = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string().min(20).max(200), signature: z.string() }),
  'event-data': z.unknown(),
})
const event = z.object({
  event: z.string(),
  severity: z.string().optional(),
  reason: z.string().optional(),
  recipient: z.string().optional(),
  envelope: z.object({ sender: z.string().optional() }).optional(),
  message: z.object({ headers: z.object({ 'message-id': z.string().optional() }).optional() }).optional(),
  'delivery-status': z
    .object({
      code: z.number().optional(),
      'enhanced-code': z.string().nullish(),
      message: z.string().nullish(),
      description: z.string().nullish(),
    })
    .optional(),
})

/** Undefined where it is not theirs. */
export function readMailgun({ body }: ProviderCall, signingKey: string, now: Date): ProvenCall | undefined {
  const parsed = signed.safeParse(parseJson(body.toString('utf8')))
  if (!parsed.success) return undefined
  const { timestamp, token, signature } = parsed.data.signature
  if (!isRecent(new Date(Number(timestamp) * 1000), now)) return undefined
  const expected = createHmac('sha256', signingKey).update(`${timestamp}${token}`).digest('hex')
  if (!isSame(expected, signature)) return undefined
  return { key: token, events: asEvents(parsed.data['event-data']) }
}

function asEvents(told: unknown): ProviderEvent[] {
  const { data } = event.safeParse(told)
  if (!data) return []
  const { sender } = data.envelope ?? {}
  const names = localPart(data.message?.headers?.['message-id'])
  const whom: Whom = { signed: sender ? [sender] : [], names, recipient: data.recipient }
  switch (data.event) {
    case 'complained':
      return [{ ...whom, kind: 'complaint' }]
    case 'unsubscribed':
      return [{ ...whom, kind: 'opt_out' }]
    case 'failed':
      return asFailure(data, whom)
    default:
      return []
  }
}

function asFailure(data: z.output<typeof event>, whom: Whom): ProviderEvent[] {
  // Addresses on their own lists are not tried: of those who complained or left, that is known from the event itself.
  if (data.reason === 'suppress-complaint') return [{ ...whom, kind: 'complaint' }]
  if (data.reason === 'suppress-unsubscribe') return []
  const { code, message, description, 'enhanced-code': status } = data['delivery-status'] ?? {}
  const isListed = data.reason === 'suppress-bounce'
  // Codes from 600 are Mailgun's own and are no reply of anybody.
  const words = isListed ? '' : [code && code < 600 ? code : '', message, description].filter(Boolean).join(' ')
  return [{ ...whom, kind: 'delivery_report', report: weighFailure(data.severity === 'permanent', words, status) }]
}

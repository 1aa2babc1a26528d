// SendGrid's signed event webhook: ECDSA over the time and the bytes of the call
// (twilio.com/docs/sendgrid: getting-started-event-webhook-security-features, and event for its fields).
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { isRecent, type ProviderCall } from './prove-call.ts'
import {
  EVENTS_MAX,
  type Happened,
  localPart,
  type ProvenCall,
  type ProviderEvent,
  parseJson,
  type Whom,
  weighFailure,
} from './provider-event.ts'

const event = z.object({
  event: z.string(),
  email: z.string().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
  response: z.string().optional(),
  status: z.string().optional(),
  'smtp-id': z.string().optional(),
  sg_message_id: z.string().optional(),
})

/** The verification key as SendGrid shows it: base64 of an EC key on P-256. Undefined where it is none. */
export function sendGridKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined
  } catch {
    return undefined
  }
}

/** Undefined where it is not theirs. */
export function readSendGrid(call: ProviderCall, publicKey: string, now: Date): ProvenCall | undefined {
  const [timestamp, signature] = ['timestamp', 'signature'].map((name) =>
    call.header(`x-twilio-email-event-webhook-${name}`),
  )
  const key = sendGridKey(publicKey)
  if (!key || !timestamp || !signature || !isRecent(new Date(Number(timestamp) * 1000), now)) return undefined
  const signed = Buffer.concat([Buffer.from(timestamp), call.body])
  if (!verify('sha256', signed, key, Buffer.from(signature, 'base64'))) return undefined
  const told = z.array(z.unknown()).safeParse(parseJson(call.body.toString('utf8')))
  return { key: `${timestamp} ${signature}`, events: (told.data ?? []).slice(0, EVENTS_MAX).flatMap(asEvent) }
}

function asEvent(told: unknown): ProviderEvent[] {
  const parsed = event.safeParse(told)
  if (!parsed.success) return []
  const { data } = parsed
  // Their own id begins with what their server answered when it took the mail.
  const id = data.sg_message_id?.split('.', 1)[0]
  const whom: Whom = { signed: [], names: [...localPart(data['smtp-id']), ...(id ? [id] : [])], recipient: data.email }
  const words = data.reason ?? data.response ?? ''
  switch (data.event) {
    case 'spamreport':
      return [{ ...whom, kind: 'complaint' }]
    case 'unsubscribe':
    case 'group_unsubscribe':
      return [{ ...whom, kind: 'opt_out' }]
    case 'bounce':
      // A mail that is `blocked` was refused for what it is or for now; the address works.
      return [{ ...whom, kind: 'delivery_report', report: weighFailure(data.type !== 'blocked', words, data.status) }]
    case 'dropped':
      return asDropped(words).map((happened) => ({ ...whom, ...happened }))
    default:
      return []
  }
}

/** What they did not even try, since the address stands on a list of theirs. Other drops say nothing of the address. */
function asDropped(reason: string): Happened[] {
  if (/^spam reporting address/i.test(reason)) return [{ kind: 'complaint' }]
  if (!/^bounced address/i.test(reason)) return []
  return [{ kind: 'delivery_report', report: weighFailure(true, '', null) }]
}

// Postmark's webhooks: signed by nothing but the user and password that stand in their address
// (postmarkapp.com/developer/webhooks: bounce-webhook, spam-complaint-webhook, subscription-change-webhook).
import { z } from 'zod'
import { isSame, type ProviderCall } from './prove-call.ts'
import { type ProvenCall, type ProviderEvent, parseJson, type Whom, weighFailure } from './provider-event.ts'

/** The user in the address of the webhook. */
export const POSTMARK_USER = 'assent'
/** Characters of the mail within a bounce that are searched for our token. */
const CONTENT_MAX = 200_000

const event = z.object({
  RecordType: z.string(),
  MessageID: z.string().default(''),
  Type: z.string().default(''),
  Email: z.string().optional(),
  Recipient: z.string().optional(),
  Details: z.string().nullish(),
  Content: z.string().nullish(),
  SuppressSending: z.boolean().optional(),
  SuppressionReason: z.string().nullish(),
})

/** Undefined where it is not theirs. */
export function readPostmark({ body, header }: ProviderCall, password: string): ProvenCall | undefined {
  const [scheme = '', credentials = ''] = header('authorization')?.split(' ') ?? []
  const given = Buffer.from(credentials, 'base64').toString('utf8')
  if (scheme.toLowerCase() !== 'basic' || !isSame(given, `${POSTMARK_USER}:${password}`)) return undefined
  const text = body.toString('utf8')
  const { data } = event.safeParse(parseJson(text))
  return { key: text, events: data ? asEvents(data) : [] }
}

/** As Postmark sorts bounces: whether it is final. What is in neither list says nothing of the address. */
const FINAL = ['HardBounce', 'BadEmailAddress']
const PASSING = ['Transient', 'SoftBounce', 'DnsError', 'SpamNotification', 'Blocked', 'DMARCPolicy']

function asEvents(data: z.output<typeof event>): ProviderEvent[] {
  const { RecordType, Type, MessageID, Content, Details } = data
  const whom: Whom = {
    signed: Content ? [Content.slice(0, CONTENT_MAX)] : [],
    names: MessageID ? [MessageID] : [],
    recipient: data.Email ?? data.Recipient,
  }
  if (RecordType === 'SpamComplaint' || (RecordType === 'Bounce' && Type === 'SpamComplaint'))
    return [{ ...whom, kind: 'complaint' }]
  const hasLeft = data.SuppressSending === true && data.SuppressionReason === 'ManualSuppression'
  if ((RecordType === 'SubscriptionChange' && hasLeft) || (RecordType === 'Bounce' && Type === 'Unsubscribe'))
    return [{ ...whom, kind: 'opt_out' }]
  if (RecordType !== 'Bounce' || ![...FINAL, ...PASSING].includes(Type)) return []
  return [{ ...whom, kind: 'delivery_report', report: weighFailure(FINAL.includes(Type), Details ?? '', null) }]
}

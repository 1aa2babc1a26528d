// The envelope of Amazon SNS: proved by a certificate that lies at a host of Amazon's in the region of the topic, and by
// nothing that the message itself brings along (docs.aws.amazon.com/sns: sns-verify-signature-of-message).
import { verify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { isRecent, type ProviderCall } from './prove-call.ts'
import { type ProvenCall, parseJson } from './provider-event.ts'
import { readSesNotification } from './ses.ts'

/** Fetches a short text from Amazon, and nothing but that. Throws where it does not come. */
export type FetchText = (url: string) => Promise<string>

const envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
})
type Envelope = z.output<typeof envelope>

/** The name of a topic: partition, service, region, account, name. */
export const TOPIC = /^arn:aws(-cn|-us-gov)?:sns:([a-z\d-]{3,30}):\d{12}:[\w.-]{1,256}$/

/**
 * Undefined where it is not theirs, or of another topic. A topic that asks whether we want its messages gets its yes: only
 * the one that was entered here can. Throws where the certificate cannot be had now; it is worth another try.
 */
export async function readSns(
  { body }: ProviderCall,
  topic: string,
  fetchText: FetchText,
  now: Date,
): Promise<ProvenCall | undefined> {
  const { data } = envelope.safeParse(parseJson(body.toString('utf8')))
  const host = hostOf(topic)
  if (!data || !host || data.TopicArn !== topic || !isRecent(new Date(data.Timestamp), now)) return undefined
  if (!isAt(data.SigningCertURL, host, /^\/SimpleNotificationService-[\da-f]{32}\.pem$/)) return undefined
  const certificate = await findCertificate(data.SigningCertURL, fetchText)
  if (!isSigned(data, certificate, now)) return undefined
  if (data.Type === 'SubscriptionConfirmation') await confirm(data, host, fetchText)
  const events = data.Type === 'Notification' ? readSesNotification(parseJson(data.Message)) : []
  return { key: data.MessageId, events }
}

/** The only host that speaks for a topic. */
function hostOf(topic: string): string | undefined {
  const [, partition, region] = TOPIC.exec(topic) ?? []
  return region && `sns.${region}.amazonaws.com${partition === '-cn' ? '.cn' : ''}`
}

function isAt(text: string, host: string, path: RegExp): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const isPlain = url.protocol === 'https:' && url.host === host && url.username === '' && url.password === ''
  return isPlain && path.test(url.pathname)
}

/** What is signed, in this order; absent fields are left out. */
const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const

function isSigned(data: Envelope, { publicKey, subject, validFrom, validTo }: X509Certificate, now: Date): boolean {
  const isValid =
    now >= new Date(validFrom) && now <= new Date(validTo) && /^CN=sns[.\w-]*\.amazonaws\.com/m.test(subject)
  const text = SIGNED[data.Type].map((name) => (data[name] == null ? '' : `${name}\n${data[name]}\n`)).join('')
  const algorithm = data.SignatureVersion === '2' ? 'sha256' : 'sha1'
  return isValid && verify(algorithm, Buffer.from(text), publicKey, Buffer.from(data.Signature, 'base64'))
}

async function confirm({ SubscribeURL = '' }: Envelope, host: string, fetchText: FetchText): Promise<void> {
  if (isAt(SubscribeURL, host, /^\/$/) && new URL(SubscribeURL).searchParams.get('Action') === 'ConfirmSubscription')
    await fetchText(SubscribeURL)
}

/** Certificates by address. Amazon has one at a time for each region; of what is none, nothing is kept. */
const certificates = new Map<string, X509Certificate>()
const CERTIFICATES_MAX = 20

async function findCertificate(url: string, fetchText: FetchText): Promise<X509Certificate> {
  const known = certificates.get(url)
  if (known) return known
  const certificate = new X509Certificate(await fetchText(url))
  if (certificates.size >= CERTIFICATES_MAX) certificates.clear()
  certificates.set(url, certificate)
  return certificate
}

/** ms and characters that an answer of Amazon may have. */
const ANSWER_WITHIN_MS = 5000
const ANSWER_MAX = 20_000

/** Follows no redirect: an answer from elsewhere proves nothing. */
export const fetchFromAmazon: FetchText = async (url) => {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  if (!response.ok) throw new Error(`Amazon answered ${response.status}`)
  const text = await response.text()
  if (text.length > ANSWER_MAX) throw new Error('Amazon answered more than a certificate')
  return text
}

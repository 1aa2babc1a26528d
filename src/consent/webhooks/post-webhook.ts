// One attempt to deliver: a POST that follows nothing, waits for a few seconds and keeps nothing of the answer but its
// number. What went wrong is told without the address and without what the other side wrote.
import { request as requestPlain } from 'node:http'
import { request as requestSafe } from 'node:https'
import { ClosedAddress, guardedLookup, type Reach, requireReachable } from './guard-address.ts'
import { signWebhook, type WebhookMessage } from './sign-webhook.ts'

/** In ms, for all of it: whoever needs longer takes the message first and works on it afterwards. */
const ANSWERS_WITHIN = 15_000

export type Attempt = {
  isTaken: boolean
  /** Of the answer; null where there was none. */
  status: number | null
  /** In a few words. */
  answer: string
}

/** Sends the message, signed with each secret. Never throws: what failed is the answer. */
export async function postWebhook(
  { url, secrets, reach }: { url: string; secrets: readonly string[]; reach: Reach },
  message: WebhookMessage,
  now: Date,
): Promise<Attempt> {
  try {
    const status = await post(requireReachable(url, reach), signWebhook(secrets, message, now), message.body, reach)
    return { isTaken: status >= 200 && status < 300, status, answer: String(status) }
  } catch (error) {
    return { isTaken: false, status: null, answer: sayWhat(error) }
  }
}

function post(url: URL, headers: Record<string, string>, body: string, reach: Reach): Promise<number> {
  const request = url.protocol === 'https:' ? requestSafe : requestPlain
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Assent-Webhooks' },
        lookup: guardedLookup(reach),
        signal: AbortSignal.timeout(ANSWERS_WITHIN),
        agent: false,
      },
      (response) => {
        resolve(response.statusCode ?? 0)
        response.on('error', () => {}) // the answer is its number; nothing else of it is read
        response.destroy()
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function sayWhat(error: unknown): string {
  if (error instanceof ClosedAddress) return 'leads into a private network'
  const { code, name } = error as NodeJS.ErrnoException
  if (name === 'AbortError' || name === 'TimeoutError') return 'no answer in 15 seconds'
  if (name === 'DomainError') return 'a webhook may not lead there'
  return code ?? 'no connection'
}

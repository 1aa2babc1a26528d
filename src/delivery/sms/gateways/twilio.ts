// Twilio's Messages resource (twilio.com/docs/messaging/api/message-resource, /docs/usage/webhooks/webhooks-security): a form
// by POST under the account; what became of it is told to an address of the message's own, signed with HMAC-SHA1 of
// address and fields under the auth token. Twilio has no key that makes a repeated message one.
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isSame, type ProviderCall } from '../../providers/prove-call.ts'
import { parseJson } from '../../providers/provider-event.ts'
import { type Gateway, type GatewayEvent, judgeStatus, type SmsFailure, sayAnswer } from '../gateway.ts'

const answered = z.object({
  sid: z.string().max(100).optional(),
  code: z.number().optional(),
  message: z.string().optional(),
})

/** 21211, 21217, 21614: no number, or not one of a mobile (twilio.com/docs/api/errors). */
const NO_NUMBER_CODES = [21211, 21217, 21614]
/** 20429 and 30001 want less; 20003, 21603, 21606, 21659 and 21660 are about the account and its sender. */
const OWN_CODES = [20429, 30001, 20003, 20404, 21603, 21606, 21659, 21660]

export const twilio: Gateway = {
  compose: ({ url, account, token, callUrl }, { from, to, text, reference }) => ({
    url: `${url.replace(/\/$/, '')}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`,
    headers: {
      authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      ...{ From: from, To: to, Body: text },
      StatusCallback: `${callUrl}?reference=${reference}`,
    }).toString(),
  }),
  judge: ({ status, body }) => {
    const { sid, code, message } = answered.safeParse(parseJson(body)).data ?? {}
    const reply = sayAnswer(status, sid ?? [code, message].filter((part) => part !== undefined).join(' '))
    if (status < 400 || status >= 500 || code === undefined) return judgeStatus(status, reply)
    if (OWN_CODES.includes(code)) return { kind: 'relay_fault', reply }
    return status === 400
      ? { kind: 'refused', reply, isRecipient: NO_NUMBER_CODES.includes(code) }
      : judgeStatus(status, reply)
  },
  read: ({ body, header }: ProviderCall, { secret, url }) => {
    const fields = new URLSearchParams(body.toString('utf8'))
    const signed =
      url +
      [...fields.keys()]
        .sort()
        .map((name) => name + (fields.get(name) ?? ''))
        .join('')
    const expected = createHmac('sha1', secret).update(signed).digest('base64')
    if (!isSame(expected, header('x-twilio-signature') ?? '')) return undefined
    const field = (name: string) => fields.get(name) ?? ''
    const reference = new URL(url).searchParams.get('reference')
    const status = field('MessageStatus')
    const key = [field('MessageSid') || field('SmsSid'), status].join(' ')
    if (reference !== null) return { key, events: asStatus(reference, status, Number(field('ErrorCode'))) }
    return { key, events: [{ kind: 'incoming', from: field('From'), to: field('To'), text: field('Body') }] }
  },
}

/** twilio.com/docs/api/errors: 30003 handset away, 30005 unknown, 30006 no mobile, 30004 and 30007 refused on the way. */
const FAILURES: Record<number, SmsFailure> = {
  ...{ 30003: 'unreachable', 30005: 'no_number', 30006: 'no_number', 30004: 'refused', 30007: 'refused' },
}

function asStatus(reference: string, status: string, code: number): GatewayEvent[] {
  if (status === 'delivered') return [{ kind: 'delivered', reference }]
  if (status !== 'undelivered' && status !== 'failed') return []
  const reason = FAILURES[code] ?? 'unknown'
  const outcome = reason === 'no_number' ? 'hard' : reason === 'refused' ? 'message' : 'soft'
  return [{ kind: 'failed', reference, outcome, reason }]
}

import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { gatewayapi } from '../../../src/delivery/sms/gateways/gatewayapi.ts'
import { json } from '../../../src/delivery/sms/gateways/json.ts'
import { twilio } from '../../../src/delivery/sms/gateways/twilio.ts'

const NOW = new Date('2026-11-24T11:00:00.000Z')
const sms = { from: '+4759440000', to: '+4790000001', text: 'Hei på deg', reference: 'a'.repeat(56) }
const access = { url: 'https://sms.example', account: 'AC1', token: 'tok', callUrl: 'https://assent.example/gateway/1' }
const callOf = (body: string, headers: Record<string, string>) => ({
  body: Buffer.from(body),
  header: (name: string) => headers[name],
})

test('GatewayAPI gets numbers as it wants them, and its answers blame whom they are about', () => {
  const { url, headers, body } = gatewayapi.compose(
    { ...access, url: 'https://messaging.gatewayapi.eu/mobile/single' },
    sms,
  )
  expect([url, headers.authorization]).toEqual(['https://messaging.gatewayapi.eu/mobile/single', 'Token tok'])
  expect(JSON.parse(body)).toEqual({
    ...{ sender: '4759440000', recipient: 4790000001, message: 'Hei på deg', reference: sms.reference },
  })
  const judge = (status: number, answer: object) => gatewayapi.judge({ status, body: JSON.stringify(answer) })
  expect(judge(202, { msg_id: '01JN' })).toEqual({ kind: 'sent', reply: '202 01JN' })
  expect(judge(422, { detail: [{ loc: ['body', 'recipient'] }] })).toMatchObject({ kind: 'refused', isRecipient: true })
  expect(judge(422, { detail: [{ loc: ['body', 'sender'] }] })).toMatchObject({ kind: 'refused', isRecipient: false })
  for (const status of [401, 403, 429, 503]) expect(judge(status, {}).kind).toBe('relay_fault')
  expect(judge(500, {}).kind).toBe('uncertain')
})

test('a call of GatewayAPI counts only with its signature, and while it is recent', () => {
  const body = JSON.stringify({
    ...{ event_id: 'e1', timestamp: '2026-11-24T10:59:00Z', event_type: 'message.status.sms' },
    event: { msg_id: '01JN', reference: sms.reference, status: 'DELIVERED' },
  })
  const signature = `v1=${createHmac('sha256', 'secret').update(body).digest('hex')}`
  const read = (secret: string, now = NOW) =>
    gatewayapi.read(callOf(body, { signature }), { secret, url: 'https://assent.example/gateway/1' }, now)
  expect(read('secret')).toEqual({ key: 'e1', events: [{ kind: 'delivered', reference: sms.reference }] })
  expect(read('another')).toBeUndefined()
  expect(read('secret', new Date('2026-12-24'))).toBeUndefined()
  const answer = JSON.stringify({
    ...{ event_id: 'e2', timestamp: '2026-11-24T10:59:00Z', event_type: 'user-message.text.sms' },
    event: { sender: 4790000001, recipient: 4759440000, content: { message: 'Stopp', encoding: 'UTF8' } },
  })
  const signed = { signature: `v1=${createHmac('sha256', 'secret').update(answer).digest('hex')}` }
  expect(gatewayapi.read(callOf(answer, signed), { secret: 'secret', url: '' }, NOW)?.events).toEqual([
    { kind: 'incoming', from: '+4790000001', to: '+4759440000', text: 'Stopp' },
  ])
})

test('Twilio is asked under its account, and tells of each message at an address of its own', () => {
  const { url, headers, body } = twilio.compose({ ...access, url: 'https://api.twilio.com' }, sms)
  expect(url).toBe('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json')
  expect(headers.authorization).toBe(`Basic ${Buffer.from('AC1:tok').toString('base64')}`)
  const callback = `https://assent.example/gateway/1?reference=${sms.reference}`
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    ...{ From: '+4759440000', To: '+4790000001', Body: 'Hei på deg', StatusCallback: callback },
  })
  const judge = (status: number, answer: object) => twilio.judge({ status, body: JSON.stringify(answer) })
  expect(judge(201, { sid: 'SM1' })).toEqual({ kind: 'sent', reply: '201 SM1' })
  expect(judge(400, { code: 21211, message: "The 'To' number +4790000001 is not valid" })).toEqual({
    ...{ kind: 'refused', isRecipient: true, reply: "400 21211 The 'To' number (number) is not valid" },
  })
  expect(judge(400, { code: 21606, message: 'From' }).kind).toBe('relay_fault')
  expect(judge(429, { code: 20429 }).kind).toBe('relay_fault')
})

test('a call of Twilio counts only with the signature over its address and fields', () => {
  const url = `https://assent.example/gateway/1?reference=${sms.reference}`
  const fields = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30005' }
  const signed = `${url}ErrorCode30005MessageSidSM1MessageStatusundelivered`
  const signature = createHmac('sha1', 'tok').update(signed).digest('base64')
  const call = callOf(new URLSearchParams(fields).toString(), { 'x-twilio-signature': signature })
  expect(twilio.read(call, { secret: 'tok', url }, NOW)).toEqual({
    key: 'SM1 undelivered',
    events: [{ kind: 'failed', reference: sms.reference, outcome: 'hard', reason: 'no_number' }],
  })
  expect(twilio.read(call, { secret: 'tok', url: `${url}0` }, NOW)).toBeUndefined()
  expect(twilio.read(call, { secret: 'other', url }, NOW)).toBeUndefined()
})

test('the plain gateway gets our reference as its idempotency key; what it does not know of its answers is a doubt', () => {
  expect(json.compose(access, sms).headers['idempotency-key']).toBe(sms.reference)
  const judge = (status: number, answer: object) => json.judge({ status, body: JSON.stringify(answer) })
  expect(judge(422, { error: 'unknown_number' })).toMatchObject({ kind: 'refused', isRecipient: true })
  expect(judge(409, {}).kind).toBe('sent')
  expect(judge(502, {}).kind).toBe('uncertain')
  expect(judge(302, {}).kind).toBe('relay_fault')
})

import { describe, expect, test } from 'vitest'
import { guardedLookup, isPublicAddress, requireReachable } from '../../../src/consent/webhooks/guard-address.ts'
import { makeSecret, signWebhook, webhookKey } from '../../../src/consent/webhooks/sign-webhook.ts'
import { DomainError } from '../../../src/platform/errors.ts'
import { openSecret, sealSecret } from '../../../src/platform/seal.ts'

describe('the signature of a webhook', () => {
  test('is that of Standard Webhooks, letter by letter', () => {
    // The example of its reference libraries.
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
    const headers = signWebhook(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], message, new Date(1_614_265_330_500))
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  test('is made with a secret that lies sealed, and opens only with the installation’s key, unchanged (L14)', () => {
    const [secret, key] = [makeSecret(), webhookKey('a'.repeat(40))]
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const sealed = sealSecret(key, secret)
    expect(Buffer.from(sealed).toString('latin1')).not.toContain(secret.slice(6, 20))
    expect(openSecret(key, sealed)).toBe(secret)
    expect(() => openSecret(webhookKey('b'.repeat(40)), sealed)).toThrow()
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    expect(() => openSecret(key, sealed)).toThrow()
  })
})

const OPEN = { isProduction: true, privateHosts: [] }

describe('where a webhook may lead', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '198.18.0.1', '::1', '::', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::', 'localhost', ''],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450:400f::1'])('may be %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ...['http://crm.example/x', 'ftp://crm.example', 'crm.example', 'https://user:word@crm.example/'],
    ...['https://127.0.0.1/', 'https://[::1]/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::ffff:7f00:1]/'],
  ])('is not written as %s', (text) => {
    expect(() => requireReachable(text, OPEN)).toThrow(DomainError)
  })

  test('is one’s own network only where that host is named, and plain http only outside production', () => {
    expect(requireReachable('https://10.0.0.7/x', { ...OPEN, privateHosts: ['10.0.0.7'] }).host).toBe('10.0.0.7')
    expect(() => requireReachable('http://10.0.0.7/x', { ...OPEN, privateHosts: ['10.0.0.7'] })).toThrow(DomainError)
    expect(requireReachable('http://crm.example/', { ...OPEN, isProduction: false }).protocol).toBe('http:')
  })

  test('is looked at again in the connection itself: a name that leads home is not followed', async () => {
    const find = (privateHosts: string[]) =>
      new Promise((resolve) => {
        guardedLookup({ ...OPEN, privateHosts })('localhost', { all: true }, (fault, found) => resolve(fault ?? found))
      })
    expect(await find([])).toBeInstanceOf(Error)
    expect(await find(['localhost'])).toEqual(expect.arrayContaining([expect.objectContaining({ family: 4 })]))
  })
})

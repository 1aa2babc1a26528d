import { generateKeyPairSync } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { describe, expect, it } from 'vitest'
import { signMails } from '../../src/delivery/index.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const inDns = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const sign = signMails({ domain: 'vidjevik.example', selector: 'a', privateKey: pem })

const mail = [
  'Date: Tue, 24 Nov 2026 11:00:00 +0000',
  'Message-ID: <1@vidjevik.example>',
  'To: Kari <kari@rimdal.example>',
  'Subject: =?UTF-8?Q?Tre_funn?=',
  'List-Unsubscribe: <https://post.vidjevik.example/u/TOKEN>,\r\n <mailto:unsubscribe@in.vidjevik.example?subject=TOKEN>',
  'From: Vidjevik <post@vidjevik.example>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hei  \r\n\r\n=2E\r\nto linjer=\r\n  og en til',
].join('\r\n')

/** What a receiver says who knows nothing but the mail and DNS. */
async function verify(text: string): Promise<string | undefined> {
  const { results } = await dkimVerify(Buffer.from(text), {
    resolver: async (name: string) => {
      expect(name).toBe('a._domainkey.vidjevik.example')
      return [[`v=DKIM1; k=rsa; p=${inDns}`]]
    },
  })
  return results[0]?.status.result
}

describe('the signature of a mail', () => {
  it('is believed by another library, as it was signed and as it arrives (U2)', async () => {
    const signed = (await sign(Buffer.from(mail))).toString()
    expect(signed.endsWith(mail)).toBe(true)
    expect(signed).not.toMatch(/(^|[\r\n])\./)
    expect([await verify(signed), await verify(`${signed}\r\n`)]).toEqual(['pass', 'pass'])
  })

  it('covers sender, recipient, subject, date, id and both headers that unsubscribe (U2)', async () => {
    const signed = (await sign(Buffer.from(mail))).toString()
    for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post']) {
      const line = new RegExp(`^${name}: (?=.)`, 'm')
      expect(signed, name).toMatch(line)
      expect(await verify(signed.replace(line, `${name}: x`)), name).not.toBe('pass')
      expect(await verify(signed.replace(new RegExp(`^${name}: .*\\r\\n( .*\\r\\n)*`, 'm'), '')), name).not.toBe('pass')
    }
    expect(await verify(signed.replace('og en til', 'og en'))).not.toBe('pass')
  })

  it('is not made with what cannot sign, and the answer does not show it', () => {
    const curve = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    for (const wrong of ['', 'a secret', curve])
      expect(() => signMails({ domain: 'vidjevik.example', selector: 'a', privateKey: wrong })).toThrow(
        /^DKIM_KEY_FILE holds no RSA key that can sign/,
      )
  })
})

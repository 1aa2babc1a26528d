import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type DkimKey,
  dkimFolder,
  dkimRecord,
  findDkimKeys,
  makeDkimKeys,
  makeSigner,
} from '../../../src/delivery/index.ts'

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const rsa = pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
const curve = pemOf(generateKeyPairSync('ed25519').privateKey)
const keys: DkimKey[] = [
  { domain: 'vidjevik.example', selector: 'a', privateKey: rsa },
  { domain: 'vidjevik.example', selector: 'b', privateKey: curve },
]
const sign = makeSigner(keys)
const folder = await mkdtemp(join(tmpdir(), 'assent-dkim-'))
afterAll(() => rm(folder, { recursive: true }))

const written = [
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
const signedBy = async (own: readonly DkimKey[], text = written) => (await makeSigner(own)(Buffer.from(text))) + text

/** What a receiver says of each signature who knows nothing but the mail and DNS. */
async function verify(text: string | Buffer, known = keys): Promise<(string | undefined)[]> {
  const zone = new Map(known.map(dkimRecord).map(({ name, value }) => [name, value]))
  const { results } = await dkimVerify(Buffer.from(text), { resolver: async (name) => [[zone.get(name) ?? '']] })
  return results.map(({ status }) => status.result)
}

describe('the signatures of a mail', () => {
  it('are believed by another library, RSA and Ed25519, as signed and as it arrives (U2)', async () => {
    const signed = await signedBy(keys)
    expect(signed).not.toMatch(/(^|[\r\n])\./)
    expect(signed.match(/a=\w+-sha256/g)).toEqual(['a=rsa-sha256', 'a=ed25519-sha256'])
    expect(await verify(signed)).toEqual(['pass', 'pass'])
    expect(await verify(`${signed}\r\n`)).toEqual(['pass', 'pass'])
    expect(Math.max(...signed.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(120)
  })

  it('cover sender, recipient, subject, date, id and both headers that unsubscribe (U2)', async () => {
    const signed = await signedBy(keys.slice(0, 1))
    for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post']) {
      const line = new RegExp(`^${name}: (?=.)`, 'm')
      expect(signed, name).toMatch(line)
      expect(await verify(signed.replace(line, `${name}: x`)), name).not.toEqual(['pass'])
      expect(await verify(signed.replace(new RegExp(`^${name}: .*\\r\\n( .*\\r\\n)*`, 'm'), '')), name).not.toEqual([
        'pass',
      ])
      expect(await verify(`${name}: added\r\n${signed}`), name).not.toEqual(['pass'])
    }
    expect(await verify(signed.replace('og en til', 'og en'))).not.toEqual(['pass'])
  })

  it('are made for the domain of the sender or the one above it, and for no other', async () => {
    const of = (domain: string) => written.replace('@vidjevik.example>\r\nList', `@${domain}>\r\nList`)
    expect(await verify(await signedBy(keys, of('nytt.vidjevik.example')))).toEqual(['pass', 'pass'])
    for (const domain of ['vidjevik.test', 'example', 'evidjevik.example'])
      expect(await sign(Buffer.from(of(domain)))).toBe('')
  })

  it('are made in several threads at once without mixing mails up, and never only in part', async () => {
    const mails = Array.from({ length: 40 }, (_, n) => written.replace('og en til', `nummer ${n}`.repeat(n)))
    const signatures = await Promise.all(mails.map((text) => sign(Buffer.from(text))))
    const verdicts = await Promise.all(mails.map((text, n) => verify(`${signatures[n]}${text}`)))
    expect(verdicts).toEqual(mails.map(() => ['pass', 'pass']))
    expect(await verify(`${signatures[1]}${mails[2]}`)).not.toContain('pass')
    await expect(sign(Buffer.from('no body at all'))).rejects.toThrow('without a body')
  })
})

describe('the keys that sign mail', () => {
  it('are made once, kept for their owner alone, and sign what DNS then verifies', async () => {
    const made = await makeDkimKeys(folder, 'vidjevik.example', new Date('2026-11-24T11:00:00Z'))
    expect(await findDkimKeys(folder)).toEqual(made)
    expect(made.map(dkimRecord)).toMatchObject([
      {
        name: 'assent-rsa-20261124._domainkey.vidjevik.example',
        value: expect.stringMatching(/^v=DKIM1; k=rsa; p=MII/),
      },
      {
        name: 'assent-ed25519-20261124._domainkey.vidjevik.example',
        value: expect.stringMatching(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/),
      },
    ])
    const file = join(dkimFolder(folder), 'vidjevik.example', 'assent-rsa-20261124.pem')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await verify(await signedBy(made), made)).toEqual(['pass', 'pass'])
    await expect(makeDkimKeys(folder, 'vidjevik.example', new Date('2026-11-24T12:00:00Z'))).rejects.toThrow(/already/)
    await expect(makeDkimKeys(folder, '../keys', new Date())).rejects.toThrow(/^Write the domain/)
  })

  it('stop the start where a file holds none, and the answer does not show what it holds', async () => {
    const file = join(dkimFolder(folder), 'vidjevik.example', 'own.pem')
    const short = pemOf(generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey)
    for (const wrong of ['', 'a secret', short]) {
      await writeFile(file, wrong)
      const fault: Error = await findDkimKeys(folder).then(
        () => new Error('none'),
        (error) => error,
      )
      expect(fault.message).toMatch(/own\.pem cannot be read as an RSA or Ed25519 key/)
      expect(fault.message).not.toContain('secret')
    }
    await rm(file)
  })
})

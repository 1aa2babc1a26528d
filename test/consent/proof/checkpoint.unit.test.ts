import { createPublicKey } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  findSigner,
  jwkOf,
  openKeyring,
  originOf,
  parseCheckpoint,
  rotateKey,
  signCheckpoint,
  verifierKeyOf,
} from '../../../src/consent/proof/index.ts'
import { DomainError } from '../../../src/platform/errors.ts'

const ROOT = Buffer.alloc(32, 7)
const ORIGIN = 'assent.example/consent'

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-keys-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'keys')
}

describe('a checkpoint', () => {
  test('is origin, size and root on a line each, and a signature under the origin’s name (T6)', async () => {
    const { current, known } = await openKeyring(await makeFolder())
    const note = signCheckpoint(ORIGIN, { size: 12, root: ROOT }, current)
    expect(note).toMatch(/^assent\.example\/consent\n12\n[\w+/]{43}=\n\n— assent\.example\/consent [\w+/]{91}=\n$/)
    const read = parseCheckpoint(note)
    expect(read).toMatchObject({ origin: ORIGIN, size: 12, root: ROOT })
    expect(read && findSigner(read, known)?.kid).toBe(current.kid)
  })

  test('is not believed once a letter of it is another, or another key has signed', async () => {
    const { current, known } = await openKeyring(await makeFolder())
    const other = await openKeyring(await makeFolder())
    const note = signCheckpoint(ORIGIN, { size: 12, root: ROOT }, current)
    const signerOf = (text: string, keys = known) => {
      const read = parseCheckpoint(text)
      return read && findSigner(read, keys)
    }
    expect(signerOf(note, other.known)).toBeUndefined()
    expect(signerOf(note.replace('\n12\n', '\n13\n'))).toBeUndefined()
    expect(signerOf(note.replaceAll('assent.example', 'others.example'))).toBeUndefined()
    expect(signerOf(note.replace('— assent.example', '— others.example'))).toBeUndefined()
    expect(signerOf(note)).toBeDefined()
  })

  test.each(['', 'x', 'a\n1\nx\n\n', 'a\n01\nAAAA\n\n— a AAAA\n'])('is not read from %j', (text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  })

  test('names its key as other verifiers of signed notes do', () => {
    // The example of golang.org/x/mod/sumdb/note.
    const [name, base64] = ['PeterNeumann', 'ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW']
    const bytes = Buffer.from(base64, 'base64').subarray(1)
    expect(verifierKeyOf(name, { version: 1, kid: '', bytes })).toBe(`${name}+c74f20a3+${base64}`)
    expect(originOf('https://assent.example')).toBe(ORIGIN)
  })
})

describe('the keys', () => {
  test('lie in files that only their owner reads, and are the same the next time', async () => {
    const folder = await makeFolder()
    const { current } = await openKeyring(folder)
    expect((await openKeyring(folder)).current.kid).toBe(current.kid)
    expect(await readdir(folder)).toEqual(['signing-1.pem'])
    expect((await stat(join(folder, 'signing-1.pem'))).mode & 0o777).toBe(0o600)
    expect(current.kid).toBe(await calculateJwkThumbprint(jwkOf(current.bytes)))
  })

  test('are one, however many processes make the first at once', async () => {
    const folder = await makeFolder()
    const rings = await Promise.all([openKeyring(folder), openKeyring(folder), openKeyring(folder)])
    expect(new Set(rings.map(({ current }) => current.kid)).size).toBe(1)
    expect(await readdir(folder)).toEqual(['signing-1.pem'])
  })

  test('stay known when a new one signs, and what they signed still verifies (T8)', async () => {
    const folder = await makeFolder()
    const { current: first } = await openKeyring(folder)
    const note = signCheckpoint(ORIGIN, { size: 12, root: ROOT }, first)
    const { current, known } = await rotateKey(folder)
    expect(current.version).toBe(2)
    expect(known.map(({ kid }) => kid)).toEqual([first.kid, current.kid])
    const read = parseCheckpoint(note)
    expect(read && findSigner(read, known)?.version).toBe(1)
  })

  test('of which only the public half is left verify and never sign', async () => {
    const folder = await makeFolder()
    const { current: first } = await openKeyring(folder)
    const file = join(folder, 'signing-1.pem')
    const pem = createPublicKey(await readFile(file, 'utf8')).export({ format: 'pem', type: 'spki' })
    await writeFile(file, pem)
    await expect(openKeyring(folder)).rejects.toThrow(DomainError)
    const { current, known } = await rotateKey(folder)
    expect(current.version).toBe(2)
    expect(known[0]?.kid).toBe(first.kid)
  })
})

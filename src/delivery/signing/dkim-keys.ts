// The keys that sign mail: files outside the database, one folder for each domain, named as the key is in DNS. A domain with
// an RSA and an Ed25519 key signs each mail with both (RFC 8463): whoever knows the newer kind may check that one.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../platform/errors.ts'
import { writeSecret } from '../../platform/write-secret.ts'

export type DkimKey = {
  /** Of the senders’ addresses, or above it. */
  domain: string
  /** The public half lies in DNS at selector._domainkey.domain. */
  selector: string
  /** PEM. */
  privateKey: string
}
export type DkimRecord = { name: string; value: string }

/** Bits. Providers take a shorter RSA key for none (RFC 8301); a longer one does not fit into one answer of DNS. */
const RSA_BITS = 2048
const RSA_MIN_BITS = 1024
/** An Ed25519 key in its SPKI form is these bytes behind a head of twelve; DNS holds them alone (RFC 8463 4). */
const ED25519_HEAD_BYTES = 12

const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/
const FILE = /^([a-z\d](?:[a-z\d-]*[a-z\d])?)\.pem$/

export const dkimFolder = (dataDir: string) => join(dataDir, 'dkim')

/** Every key at hand, the RSA key of a domain first. Throws `invalid` for a file that holds no key that can sign. */
export async function findDkimKeys(dataDir: string): Promise<DkimKey[]> {
  const folder = dkimFolder(dataDir)
  const domains = (await namesIn(folder)).filter((name) => DOMAIN.test(name)).sort()
  const keys = await Promise.all(
    domains.map(async (domain) => {
      const selectors = (await namesIn(join(folder, domain))).flatMap((name) => FILE.exec(name)?.[1] ?? []).sort()
      const found = await Promise.all(selectors.map((selector) => readKey(folder, domain, selector)))
      return found.sort((a, b) => Number(kindOf(b.privateKey) === 'rsa') - Number(kindOf(a.privateKey) === 'rsa'))
    }),
  )
  return keys.flat()
}

/** Makes one key of each kind for a domain and keeps them in their files. Throws `conflict` where there are some already. */
export async function makeDkimKeys(dataDir: string, domain: string, now: Date): Promise<DkimKey[]> {
  if (!DOMAIN.test(domain))
    throw new DomainError('invalid', 'Write the domain of your senders’ addresses, in small letters: vidjevik.example.')
  const folder = join(dkimFolder(dataDir), domain)
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  const made = [
    { selector: `assent-rsa-${day}`, key: generateKeyPairSync('rsa', { modulusLength: RSA_BITS }).privateKey },
    { selector: `assent-ed25519-${day}`, key: generateKeyPairSync('ed25519').privateKey },
  ]
  const there = await namesIn(folder)
  if (made.some(({ selector }) => there.includes(`${selector}.pem`)))
    throw new DomainError('conflict', `Keys of today are in ${folder} already. Use those.`)
  const keys = made.map(({ selector, key }) => ({ domain, selector, privateKey: pemOf(key) }))
  for (const { selector, privateKey } of keys) await writeSecret(folder, `${selector}.pem`, privateKey)
  return keys
}

/** What there is for a domain, or for the nearest one above it that has some: whose signatures are aligned with it. */
export function nearest<T>(domain: string, of: (name: string) => T | undefined): T | undefined {
  for (let name = domain; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const found = of(name)
    if (found !== undefined) return found
  }
  return undefined
}

/** What has to stand in DNS, as TXT, for a key (RFC 6376 3.6.1, RFC 8463 4). */
export function dkimRecord({ domain, selector, privateKey }: DkimKey): DkimRecord {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const kind = kindOf(privateKey)
  const bytes = kind === 'ed25519' ? der.subarray(ED25519_HEAD_BYTES) : der
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=${kind}; p=${bytes.toString('base64')}` }
}

/** 'rsa' or 'ed25519', or undefined for what cannot sign. What is wrong with it is not told: it may hold the key. */
export function kindOf(privateKey: string): 'rsa' | 'ed25519' | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(privateKey)
    if (asymmetricKeyType === 'ed25519') return 'ed25519'
    const bits = asymmetricKeyDetails?.modulusLength ?? 0
    return asymmetricKeyType === 'rsa' && bits >= RSA_MIN_BITS ? 'rsa' : undefined
  } catch {
    return undefined
  }
}

async function readKey(folder: string, domain: string, selector: string): Promise<DkimKey> {
  const file = join(folder, domain, `${selector}.pem`)
  const privateKey = await readFile(file, 'utf8').catch(() => '')
  if (kindOf(privateKey) === undefined)
    throw new DomainError(
      'invalid',
      `${file} cannot be read as an RSA or Ed25519 key that signs mail. Put the right file back, or make new keys: npm run assent -- make-dkim-keys ${domain}.`,
    )
  return { domain, selector, privateKey }
}

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

// One spelling for each address, used everywhere: storing, finding, suppressing (consent.md S7).
// No provider-specific folding of dots or plus signs: that would give one person's yes to another.
import { hash } from 'node:crypto'
import { domainToASCII } from 'node:url'

export const IDENTITY_KINDS = ['email', 'phone', 'visitor', 'external'] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

/** RFC 5321 4.5.3.1: octets of the part before the @, and of the whole path less its brackets. */
const LOCAL_MAX = 64
const ADDRESS_MAX = 254
const LOCAL = /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+$/u
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** The normal form of an address, or undefined where it cannot be one. */
export function normaliseAddress(kind: IdentityKind, value: string): string | undefined {
  const text = value.normalize('NFC').trim()
  if (kind === 'email') return normaliseEmail(text)
  if (kind === 'phone') return normalisePhone(text)
  return text.length > 0 && text.length <= 200 ? text : undefined
}

function normaliseEmail(text: string): string | undefined {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at).toLowerCase()
  const domain = domainToASCII(text.slice(at + 1).replace(/\.$/, '')).toLowerCase()
  if (at < 1 || !LOCAL.test(local) || Buffer.byteLength(local) > LOCAL_MAX || !DOMAIN.test(domain)) return undefined
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined
  const address = `${local}@${domain}`
  return Buffer.byteLength(address) <= ADDRESS_MAX ? address : undefined
}

/** E.164: a plus, a country code and at most 15 digits. A number without country code is ambiguous, so it is none. */
function normalisePhone(text: string): string | undefined {
  const digits = text.replace(/^00/, '+').replace(/[\s().-]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined
}

/** Whether a text is the address of somebody, and so names a person wherever it stands. Numbers need their plus here. */
export const isAddress = (text: string): boolean =>
  normaliseAddress('email', text) !== undefined ||
  (text.trim().startsWith('+') && normaliseAddress('phone', text) !== undefined)

/** The key under which an address is owned, in hexadecimal: SHA-256 of kind and normal form. */
export function addressHash(kind: IdentityKind, normalised: string): string {
  return hash('sha256', `${kind}:${normalised}`)
}

/** What may be shown to somebody who holds only a link: first letter, last letter, domain. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at)
  return `${local.slice(0, 1)}…${local.length > 2 ? local.slice(-1) : ''}${email.slice(at)}`
}

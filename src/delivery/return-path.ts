// The addresses to which a mail of ours comes back (VERP) and is answered: each names the message, cannot be forged, and
// survives a server that writes it in small letters. Nothing else of a report or an answer says whom it is about.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type LinkKey, serviceKey } from '../consent/index.ts'
import { idBytes, idOfBytes } from '../platform/id.ts'

export type SentMessage = { contactId: string; messageId: string }
/** `from` and `to` are the bounds of the contact's id: of it the token has room for the first half. */
export type ReturnedMessage = { messageId: string; from: string; to: string }

const BOUNCE = 'bounce+'
const REPLY = 'reply+'
const CONTACT_BYTES = 8
const ID_BYTES = 16
/** 80 bits. With them the longer local part has 63 characters; 64 may be (RFC 5321 4.5.3.1.1). */
const MAC_BYTES = 10
const BODY_BYTES = 1 + CONTACT_BYTES + ID_BYTES
/** Digits of base 32 (RFC 4648 section 7, in small letters): 35 bytes are 56 of them. */
const DIGITS = 56
const TOKEN = /^[0-9a-v]{56}$/

/** The keys of return paths, derived once from those of links. */
export const returnKey = (key: LinkKey): LinkKey => serviceKey(key, 'bounce')
/**
 * The keys of the addresses for answers. They are others: whoever sees the answer to a mail, such as everybody in copy,
 * sees its address, and must not be able to say that the mail bounced.
 */
export const replyKey = (key: LinkKey): LinkKey => serviceKey(key, 'reply')

/** Where the mail of this message comes back. `key` is one of `returnKey`. */
export const returnPath = (key: LinkKey, message: SentMessage, domain: string): string =>
  `${BOUNCE}${returnToken(key, message)}@${domain}`
/** Where this message is answered. `key` is one of `replyKey`. */
export const replyAddress = (key: LinkKey, message: SentMessage, domain: string): string =>
  `${REPLY}${returnToken(key, message)}@${domain}`

/** What names the message in such an address: 56 small letters and figures. */
export function returnToken(key: LinkKey, { contactId, messageId }: SentMessage): string {
  const body = Buffer.concat([
    Buffer.of(key.version),
    idBytes(contactId).subarray(0, CONTACT_BYTES),
    idBytes(messageId),
  ])
  const bytes = Buffer.concat([body, mac(key, body)])
  return BigInt(`0x${bytes.toString('hex')}`)
    .toString(32)
    .padStart(DIGITS, '0')
}

/** Whether an address is made as those that come back or answer, signed or not. */
export const isSignedAddress = (address: string, domain: string) => {
  const text = address.toLowerCase()
  return [BOUNCE, REPLY].some((name) => text.startsWith(name)) && text.endsWith(`@${domain}`)
}

/** Whether an address is made as those at which our mails are answered, signed or not. */
export const isReplyAddress = (address: string) => address.toLowerCase().startsWith(REPLY)

/** Which message a return path names; undefined where it is none of ours: wrong, cut short and forged look the same. */
export const readReturnPath = (keys: readonly LinkKey[], address: string) => readAddress(BOUNCE, keys, address)
/** Which message is answered at this address; undefined as for a return path. */
export const readReplyAddress = (keys: readonly LinkKey[], address: string) => readAddress(REPLY, keys, address)

function readAddress(name: string, keys: readonly LinkKey[], address: string): ReturnedMessage | undefined {
  const [local = ''] = address.toLowerCase().split('@', 1)
  return local.startsWith(name) ? readReturnToken(keys, local.slice(name.length)) : undefined
}

/** The same of the token alone. */
export function readReturnToken(keys: readonly LinkKey[], digits: string): ReturnedMessage | undefined {
  if (!TOKEN.test(digits)) return undefined
  let value = 0n
  for (const digit of digits) value = value * 32n + BigInt(Number.parseInt(digit, 32))
  const bytes = Buffer.from(value.toString(16).padStart(2 * (BODY_BYTES + MAC_BYTES), '0'), 'hex')
  const body = bytes.subarray(0, BODY_BYTES)
  const known = keys.find((key) => key.version === body[0])
  if (!known || !timingSafeEqual(mac(known, body), bytes.subarray(BODY_BYTES))) return undefined
  const half = body.subarray(1, 1 + CONTACT_BYTES)
  const bound = (fill: number) => idOfBytes(Buffer.concat([half, Buffer.alloc(ID_BYTES - CONTACT_BYTES, fill)]))
  return { messageId: idOfBytes(body.subarray(1 + CONTACT_BYTES)), from: bound(0), to: bound(0xff) }
}

const mac = ({ key }: LinkKey, body: Buffer) => createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES)

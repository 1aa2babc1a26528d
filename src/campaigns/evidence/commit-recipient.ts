// Who got a mail, without saying it: a salted hash of the address that stands in the evidence file, and its opening for
// one person. The salt follows from the key of the installation and the message, so nothing of it is stored.
import { createHmac, hash, hkdfSync } from 'node:crypto'

const SALT_BYTES = 16

export type RecipientKey = Buffer

/** The key for salts, derived from the installation's secret. */
export const recipientKey = (secret: string): RecipientKey =>
  Buffer.from(hkdfSync('sha256', secret, '', 'assent evidence recipient', 32))

/** The salt of one message, in hexadecimal. Whoever has it can open that one recipient and no other. */
export const saltOf = (key: RecipientKey, messageId: string): string =>
  createHmac('sha256', key).update(messageId).digest().subarray(0, SALT_BYTES).toString('hex')

/** SHA-256 over salt and normalised address, in hexadecimal. */
export const commitRecipient = (salt: string, address: string): string =>
  hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(address)]), 'hex')

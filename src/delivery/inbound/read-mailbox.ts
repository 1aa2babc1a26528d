// Reads one mailbox by IMAP, from where it was left, and hands each mail to the same use case as mail that came by SMTP.
// Changes nothing in it: people may read the same mailbox, and what we have read is known here.
import { ImapFlow } from 'imapflow'
import { type IncomingMail, MAIL_MAX_BYTES } from './judge-mail.ts'
import { readPart } from './read-mail.ts'

export type MailboxAccess = {
  host: string
  port: number
  /** TLS from the first byte; else it begins with STARTTLS, and where that is not offered nothing is said. */
  isSecure: boolean
  user: string
  password: string
  folder: string
}
/** Up to where a mailbox was read. Uids mean nothing under another validity (RFC 9051 2.3.1.1). */
export type MailboxPlace = { validity: number; lastUid: number }
export type MailboxFault = 'unreachable' | 'login' | 'folder'

/** Mails of one reading; the rest is read the next time. */
const MAILS_AT_ONCE = 200
/** ms for connecting and for each answer. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 10_000, socketTimeout: 60_000 }
/** Recipients that are looked at. */
const RECIPIENTS_MAX = 20

/**
 * Hands what came since `place` to `take`, the oldest first, and tells after each how far it came. Answers what stood in
 * the way. What `take` throws ends the reading and is thrown on; that mail comes again.
 */
export async function readMailbox(
  { user, password, folder, host, port, isSecure }: MailboxAccess,
  place: MailboxPlace | undefined,
  take: (mail: IncomingMail, place: MailboxPlace) => Promise<void>,
): Promise<MailboxFault | undefined> {
  const client = new ImapFlow({
    ...{ host, port, secure: isSecure, auth: { user, pass: password }, logger: false, ...TIMEOUTS },
    ...(isSecure || isLoopback(host) ? {} : { doSTARTTLS: true }),
  })
  client.on('error', () => {}) // the call that waits learns of it
  try {
    await client.connect()
  } catch (fault) {
    client.close()
    return isRefusal(fault) ? 'login' : 'unreachable'
  }
  try {
    const opened = await client.mailboxOpen(folder, { readOnly: true }).catch(() => undefined)
    if (!opened) return client.usable ? 'folder' : 'unreachable'
    const validity = Number(opened.uidValidity)
    const after = place?.validity === validity ? place.lastUid : 0
    const found = opened.exists === 0 ? undefined : await listAfter(client, after).catch(() => undefined)
    if (opened.exists > 0 && !found) return 'unreachable'
    for (const { uid, size } of found ?? []) {
      // Of what is large only the beginning is asked for, which is enough of an answer and nothing of anything else.
      const bytes = await fetchMail(client, uid).catch(() => 'lost' as const)
      if (bytes === 'lost') return 'unreachable'
      // What is gone meanwhile is passed by.
      await take(asIncoming(bytes ?? Buffer.alloc(0), size > MAIL_MAX_BYTES), { validity, lastUid: uid })
    }
    return undefined
  } finally {
    await client.logout().catch(() => client.close())
  }
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '::1'].includes(host)

const isRefusal = (fault: unknown) =>
  fault instanceof Error && 'authenticationFailed' in fault && fault.authenticationFailed === true

/** `n:*` names the last mail also where its uid is smaller (RFC 9051, sequence sets). */
async function listAfter(client: ImapFlow, after: number): Promise<{ uid: number; size: number }[]> {
  const all = await client.fetchAll(`${after + 1}:*`, { uid: true, size: true }, { uid: true })
  return all
    .map(({ uid, size = 0 }) => ({ uid, size }))
    .filter(({ uid }) => uid > after)
    .sort((a, b) => a.uid - b.uid)
    .slice(0, MAILS_AT_ONCE)
}

async function fetchMail(client: ImapFlow, uid: number): Promise<Buffer | undefined> {
  const mail = await client.fetchOne(String(uid), { source: { maxLength: MAIL_MAX_BYTES } }, { uid: true })
  // A server may send more than it was asked for.
  return mail ? mail.source?.subarray(0, MAIL_MAX_BYTES) : undefined
}

/** The envelope is gone; its addresses stand in fields that the last server has written (RFC 5321 4.4), or else in To. */
function asIncoming(bytes: Buffer, isCut: boolean): IncomingMail {
  const { fields } = readPart(bytes.toString('latin1'))
  const addressesIn = (name: string) =>
    (fields.get(name) ?? []).flatMap((value) => value.slice(0, 2000).match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? [])
  const to = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'].flatMap(addressesIn)
  const returnPath = fields.get('return-path')?.[0]
  const from = returnPath === undefined ? (addressesIn('from')[0] ?? 'unknown') : (addressesIn('return-path')[0] ?? '')
  return { bytes, from, to: [...new Set(to)].slice(0, RECIPIENTS_MAX), isCut }
}

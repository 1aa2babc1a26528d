// A program orders one service mail for one person: a receipt, a booking, a changed time. Whoever has refused marketing gets
// it too (consent.md D5), and nobody gets anything else by it: words that a second person allowed, values in their places.
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { sendServiceMail } from '../capture/service-mail.ts'
import { pickLanguage } from '../preferences/page-language.ts'
import { findNamedContacts, nameOf } from '../statements/find-named-contacts.ts'
import { checkData, hostOfSender } from './check-data.ts'
import { composeOrderMail, placesOf } from './compose-order-mail.ts'

export type MailOrder = {
  /** Key of the template. */
  template: string
  /** Exactly one of them says who. */
  contactId?: string | undefined
  email?: string | undefined
  externalId?: string | undefined
  language?: string | undefined
  data: Record<string, string>
}
export type OrderedMail = { contactId: string; messageId: string }

/** In ms. What could not be sent within three days comes too late to serve. */
export const ORDER_LIVES_MS = 3 * 86_400_000

/** Orders the mail once for each `key` of a caller. Throws `not_found`, `invalid`, and `conflict` where a key is used for another. */
export async function orderMail(
  db: Db,
  order: MailOrder,
  { callerId, key }: { callerId: string; key: string },
  now: Date,
): Promise<OrderedMail> {
  return inTransaction(db, async (tx) => {
    const bodyHash = Uint8Array.from(hash('sha256', canonicalize(order) ?? '', 'buffer'))
    const contactId = await findPerson(tx, order)
    const live = await lockContacts(tx, [contactId]) // the same order twice at once: the second waits here
    const before = await tx.serviceOrder.findUnique({ where: { callerId_key: { callerId, key } } })
    if (before && Buffer.compare(before.bodyHash, bodyHash) === 0) return before
    if (before)
      throw new DomainError('conflict', 'This Idempotency-Key was used for another mail. Use a new one for this.')
    found(live.has(contactId) || null, 'contact')
    const { id: templateId, brand, newest, language } = await findWords(tx, order, contactId)
    checkData(placesOf(newest), order.data, hostOfSender(brand.senderEmail))
    const purpose = await tx.purpose.findFirst({
      where: { brandId: brand.id },
      orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
    })
    if (!purpose)
      throw new DomainError(
        'conflict',
        'This sender has no purpose yet. Make one first: its page is where the reader is led.',
      )
    const messageId = newId(now)
    await tx.serviceOrder.create({
      data: {
        ...{ contactId, messageId, templateId, version: newest.version, data: order.data, callerId, key, bodyHash },
        orderedAt: now,
        expiresAt: new Date(+now + ORDER_LIVES_MS),
      },
    })
    const words = composeOrderMail(newest, language)
    await sendServiceMail(
      tx,
      { kind: 'order', contactId, messageId, brandId: brand.id, purposeId: purpose.id, ...words },
      now,
    )
    return { contactId, messageId }
  })
}

async function findPerson(tx: Transaction, { contactId, email, externalId }: MailOrder): Promise<string> {
  const named = [contactId, email, externalId].filter((one) => one !== undefined)
  if (named.length !== 1)
    throw new DomainError('invalid', 'Say who gets the mail by exactly one of contactId, email and externalId.')
  const name = nameOf({ id: contactId, email, externalId })
  if (name === undefined)
    throw new DomainError('invalid', 'This is no address. Correct it.', {
      faults: [{ path: email === undefined ? 'externalId' : 'email', message: 'It cannot be read as one.' }],
    })
  const [person] = await findNamedContacts(tx, [name])
  return found(person, 'contact')
}

/** The words in the language that was asked for, else in that of the person, else in the nearest that there is. */
async function findWords(tx: Transaction, { template, language }: MailOrder, contactId: string) {
  const person = await tx.contact.findUnique({ where: { id: contactId }, select: { language: true } })
  const rows = await tx.serviceTemplate.findMany({
    where: { key: template, withdrawnAt: null, versions: { some: {} } },
    include: { brand: true, versions: { orderBy: { version: 'desc' }, take: 1 } },
    orderBy: { writtenAt: 'asc' },
  })
  const [first] = rows
  if (!first)
    throw new DomainError(
      'not_found',
      'No words are allowed for this template. Write it, and have a second person allow it.',
    )
  const wished = pickLanguage([language, person?.language ?? undefined], first.brand.country)
  const row = rows.find((one) => one.language === wished) ?? first
  return { ...row, newest: found(row.versions[0], 'template') }
}

/** What is ordered with each of these messages. */
export async function findOrdered(
  tx: Db,
  messages: readonly OrderedMail[],
): Promise<Map<string, Record<string, string>>> {
  const rows = await tx.serviceOrder.findMany({
    where: {
      contactId: { in: messages.map((message) => message.contactId) },
      messageId: { in: messages.map((message) => message.messageId) },
    },
    select: { messageId: true, data: true },
  })
  return new Map(rows.map(({ messageId, data }) => [messageId, data as Record<string, string>]))
}

/** In ms. Nobody asks about the values of a mail after this; the message itself stays. */
const DATA_KEPT_MS = 30 * 86_400_000

/** Empties what was ordered long ago. */
export async function forgetOrders(db: Db, now: Date): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    update service_order set data = '{}' where data <> '{}' and ordered_at < ${new Date(+now - DATA_KEPT_MS)}`)
}

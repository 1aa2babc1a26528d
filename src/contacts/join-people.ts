// Makes two contacts one, as far as addresses and what is known go, and takes that back. What people said and did stays
// with the contact that said and did it. What was done is described without an address, so that it can be kept.
import type { Prisma, Transaction } from '../platform/database.ts'
import { addressHash, type IdentityKind } from './normalise-address.ts'

/** One address that went over: by its hash, and whether it was the one to write to before and is now. */
export type MovedAddress = { kind: string; hash: string; wasPrimary: boolean; isPrimary: boolean }
/** `filled` names what was empty and came from the other: a column, or fields.KEY. */
export type Joined = { addresses: MovedAddress[]; filled: string[] }

const PLACE = ['street', 'postalCode', 'city', 'country'] as const
const COLUMNS = ['firstName', 'lastName', 'jobTitle', ...PLACE, 'language', 'timeZone', 'accountId'] as const

type Known = { [column in (typeof COLUMNS)[number]]: string | null } & { fields: unknown }
const fieldsOf = (person: Known) => person.fields as Record<string, Prisma.JsonValue>

/** What the other knows and this one does not: names of columns, and of fields as fields.KEY. */
export function findGaps(keep: Known, other: Known): string[] {
  const columns = COLUMNS.filter((column) => keep[column] === null && other[column] !== null)
  const fields = Object.keys(fieldsOf(other)).filter((key) => !(key in fieldsOf(keep)))
  return [...columns, ...fields.map((key) => `fields.${key}`)]
}

/** Moves the addresses of `otherId` to `keepId` and fills what is empty there. Both are locked by the caller. */
export async function joinPeople(tx: Transaction, keepId: string, otherId: string, now: Date): Promise<Joined> {
  const [keep, other] = [
    await tx.contact.findUniqueOrThrow({ where: { id: keepId }, include: { identities: true } }),
    await tx.contact.findUniqueOrThrow({ where: { id: otherId }, include: { identities: true } }),
  ]
  const hasPrimary = new Set(keep.identities.filter((one) => one.isPrimary).map((one) => one.kind))
  const moved = other.identities.map((one) => ({ ...one, wasPrimary: one.isPrimary }))
  // Another table could be spread over machines by contact, where a row cannot change its contact: so removed and added.
  await tx.identity.deleteMany({ where: { contactId: otherId } })
  const rows = moved.map(({ wasPrimary, ...one }) => ({
    ...one,
    contactId: keepId,
    isPrimary: wasPrimary && !hasPrimary.has(one.kind),
  }))
  await tx.identity.createMany({ data: rows })
  await tx.addressKey.updateMany({ where: { contactId: otherId }, data: { contactId: keepId } })
  const filled = findGaps(keep, other)
  await fillGaps(tx, keep, other, filled, now)
  const addresses = rows.map(({ kind, value, isPrimary }, index) => ({
    kind,
    hash: addressHash(kind as IdentityKind, value),
    wasPrimary: moved[index]?.wasPrimary ?? false,
    isPrimary,
  }))
  return { addresses, filled }
}

async function fillGaps(tx: Transaction, keep: Known & { id: string }, other: Known, gaps: string[], now: Date) {
  const columns = COLUMNS.filter((column) => gaps.includes(column)).map((column) => [column, other[column]])
  const fields = { ...fieldsOf(other), ...fieldsOf(keep) } as Prisma.InputJsonObject
  const data = { ...Object.fromEntries(columns), fields, updatedAt: now }
  await tx.contact.update({ where: { id: keep.id }, data })
}

/** Takes back what `joinPeople` did, as far as nobody has changed it since. Both are locked by the caller. */
export async function partPeople(
  tx: Transaction,
  keepId: string,
  otherId: string,
  { addresses, filled }: Joined,
  now: Date,
): Promise<void> {
  const wanted = new Map(addresses.map((one) => [`${one.kind}:${one.hash}`, one]))
  const identities = await tx.identity.findMany({ where: { contactId: keepId } })
  for (const { kind, value, createdAt } of identities) {
    const hash = addressHash(kind as IdentityKind, value)
    const moved = wanted.get(`${kind}:${hash}`)
    if (!moved) continue
    await tx.identity.delete({ where: { contactId_kind_value: { contactId: keepId, kind, value } } })
    await tx.identity.create({ data: { contactId: otherId, kind, value, isPrimary: moved.wasPrimary, createdAt } })
    await tx.addressKey.updateMany({
      where: { kind, valueHash: Buffer.from(hash, 'hex'), contactId: keepId },
      data: { contactId: otherId },
    })
  }
  const [keep, other] = [
    await tx.contact.findUniqueOrThrow({ where: { id: keepId } }),
    await tx.contact.findUniqueOrThrow({ where: { id: otherId } }),
  ]
  const columns = COLUMNS.filter((column) => filled.includes(column) && keep[column] === other[column])
  const fields = Object.entries(fieldsOf(keep)).filter(
    ([key, value]) =>
      !filled.includes(`fields.${key}`) || JSON.stringify(value) !== JSON.stringify(fieldsOf(other)[key]),
  )
  await tx.contact.update({
    where: { id: keepId },
    data: {
      ...Object.fromEntries(columns.map((column) => [column, null])),
      fields: Object.fromEntries(fields) as Prisma.InputJsonObject,
      updatedAt: now,
    },
  })
}

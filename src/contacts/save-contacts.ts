// Makes and changes contacts, many at a time: the only way in for who somebody is, used by import, forms and API.
// An address belongs to one contact; nothing here moves it to another, gives a permission, or brings an erased person back.
import { type Db, inTransaction, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import {
  type Address,
  addressOf,
  claimAddresses,
  findOwners,
  insertIdentities,
  releaseAddresses,
} from './claim-addresses.ts'
import type { ContactRow, RowRefusal, SavedRow, SaveOptions } from './contact-row.ts'
import { companyKey, findOrMakeAccounts } from './find-accounts.ts'
import { lockContacts } from './lock-contacts.ts'
import { addressHash, normaliseAddress } from './normalise-address.ts'
import { recipientKindOf } from './recipient-kind.ts'
import { announceEvents } from './record-events.ts'
import { findImportLines, insertContacts, updateContacts } from './write-contacts.ts'

type Draft = { row: ContactRow; index: number; addresses: Address[]; contactId: string; isNew: boolean }

/**
 * Saves these rows and answers for each, in order. The e-mail address or external id says who it is; the phone number
 * only where neither is given, since several may share one. An address of another contact is left out (`leftOut`).
 */
export async function saveContacts(
  db: Db,
  rows: readonly ContactRow[],
  options: SaveOptions,
  now: Date,
): Promise<SavedRow[]> {
  if (rows.length === 0) return []
  return inTransaction(db, async (tx) => {
    const answers: SavedRow[] = new Array(rows.length)
    const refuse = (index: number, refusal: RowRefusal) => {
      answers[index] = { outcome: 'refused', refusal }
    }
    const companies = rows.flatMap((row) => (row.company ? [row.company] : []))
    const accounts = await findOrMakeAccounts(tx, companies, now)
    const readable = readAddresses(rows, refuse)
    const { drafts, taken } = await placeRows(tx, readable, options, now, refuse)
    options.onClaimed?.()
    await writeDrafts(tx, drafts, taken, accounts, options, now)
    for (const { index, isNew, contactId, addresses } of drafts) {
      const leftOut = addresses.filter((one) => taken.get(addressOf(one)) !== contactId).map((one) => one.kind)
      answers[index] = { outcome: isNew ? 'created' : 'updated', contactId, leftOut }
    }
    await announceEvents(
      tx,
      drafts.map(({ contactId, isNew }) => ({
        contactId,
        id: newId(now),
        type: isNew ? 'contact.created' : 'contact.changed',
        occurredAt: now,
        source: options.source,
        properties: {},
      })),
      now,
    )
    return answers
  })
}

type Readable = Pick<Draft, 'row' | 'index' | 'addresses'>
type Refuse = (index: number, refusal: RowRefusal) => void

function readAddresses(rows: readonly ContactRow[], refuse: Refuse): Readable[] {
  return rows.flatMap((row, index) => {
    const addresses: Address[] = []
    const given = [
      ['email', row.email],
      ['external', row.externalId],
      ['phone', row.phone],
    ] as const
    for (const [kind, text] of given) {
      if (text === undefined || text === '') continue
      const value = normaliseAddress(kind, text)
      if (value === undefined) {
        refuse(index, { code: 'malformed_address', kind })
        return []
      }
      addresses.push({ kind, value, hash: addressHash(kind, value) })
    }
    if (addresses.length > 0) return [{ row, index, addresses }]
    refuse(index, { code: 'no_address' })
    return []
  })
}

/** How often a row is placed anew because somebody else claimed its address in the same moment. */
const MAX_TRIES = 5

/** Gives every row its contact, locks those that exist, and claims the addresses of all. */
async function placeRows(
  tx: Transaction,
  rows: readonly Readable[],
  options: SaveOptions,
  now: Date,
  refuse: Refuse,
): Promise<{ drafts: Draft[]; taken: Map<string, string> }> {
  for (let attempt = 1; ; attempt++) {
    const owners = await findOwners(
      tx,
      rows.flatMap((row) => row.addresses),
    )
    const placed = refuseRepeated(
      rows.map((row) => placeRow(row, owners, now)),
      refuse,
    )
    const drafts = await refuseGone(tx, placed, options, refuse)
    const wanted = drafts.flatMap(({ addresses, contactId }) =>
      addresses.filter((one) => !owners.has(addressOf(one))).map((one) => ({ ...one, contactId })),
    )
    const taken = await claimAddresses(tx, wanted)
    for (const [address, owner] of owners) taken.set(address, owner)
    const isLost = (draft: Draft) =>
      draft.isNew && deciding(draft.addresses).some((one) => taken.get(addressOf(one)) !== draft.contactId)
    const lost = drafts.filter(isLost)
    if (lost.length === 0) return { drafts, taken }
    if (attempt === MAX_TRIES) throw new Error('the same addresses are being saved elsewhere again and again')
    await releaseAddresses(
      tx,
      drafts.filter((draft) => draft.isNew).map((draft) => draft.contactId),
    )
  }
}

/** The addresses that say who a row is about. */
function deciding(addresses: readonly Address[]): Address[] {
  const named = addresses.filter((address) => address.kind !== 'phone')
  return named.length > 0 ? named : [...addresses]
}

function placeRow(row: Readable, owners: Map<string, string>, now: Date): Draft {
  const owner = deciding(row.addresses)
    .map((address) => owners.get(addressOf(address)))
    .find((id) => id !== undefined)
  return { ...row, contactId: owner ?? newId(now), isNew: owner === undefined }
}

/** Refuses rows that name somebody whom an earlier row of this call names. */
function refuseRepeated(drafts: readonly Draft[], refuse: Refuse): Draft[] {
  const first = new Map<string, number>()
  return drafts.filter((draft) => {
    const names = [draft.contactId, ...deciding(draft.addresses).map(addressOf)]
    const index = names.map((name) => first.get(name)).find((known) => known !== undefined)
    if (index !== undefined) {
      refuse(draft.index, { code: 'repeated', index })
      return false
    }
    for (const name of names) first.set(name, draft.index)
    return true
  })
}

/** Locks the contacts that exist; refuses rows for the erased, and for those that this import has had already. */
async function refuseGone(
  tx: Transaction,
  drafts: readonly Draft[],
  { importId }: SaveOptions,
  refuse: Refuse,
): Promise<Draft[]> {
  const known = drafts.filter((draft) => !draft.isNew).map((draft) => draft.contactId)
  const live = await lockContacts(tx, known)
  const lines = importId ? await findImportLines(tx, known, importId) : new Map<string, number>()
  return drafts.filter(({ isNew, contactId, index }) => {
    if (isNew) return true
    const line = lines.get(contactId)
    if (!live.has(contactId)) refuse(index, { code: 'erased' })
    else if (line !== undefined) refuse(index, { code: 'repeated_line', line })
    else return true
    return false
  })
}

async function writeDrafts(
  tx: Transaction,
  drafts: readonly Draft[],
  taken: Map<string, string>,
  accounts: Map<string, string>,
  options: SaveOptions,
  now: Date,
): Promise<void> {
  const written = drafts.map(({ row, contactId, isNew }) => ({
    ...row,
    recipientKind: isNew ? recipientKindOf(row) : row.recipientKind, // what is known is changed only by being said
    id: contactId,
    isNew,
    accountId: row.company ? (accounts.get(companyKey(row.company)) ?? null) : null,
  }))
  const fresh = written.filter((row) => row.isNew)
  const known = written.filter((row) => !row.isNew)
  if (fresh.length > 0) await insertContacts(tx, fresh, options, now)
  if (known.length > 0) await updateContacts(tx, known, options, now)
  const identities = drafts.flatMap(({ contactId, addresses, isNew }) =>
    addresses.filter((one) => taken.get(addressOf(one)) === contactId).map((one) => ({ ...one, contactId, isNew })),
  )
  await insertIdentities(tx, identities, now)
}

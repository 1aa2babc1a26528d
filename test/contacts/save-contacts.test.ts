import { expect, test } from 'vitest'
import { type ContactRow, saveContacts } from '../../src/contacts/index.ts'
import { testDatabase } from '../support/database.ts'
import { makeContact, NOON } from '../support/factories.ts'

const { db } = await testDatabase()

const save = (rows: ContactRow[], importId?: string) =>
  saveContacts(db, rows, { source: 'api', ...(importId ? { importId } : {}) }, NOON)

async function saveOne(row: ContactRow) {
  const [answer] = await save([row])
  if (answer?.outcome === 'refused' || !answer) throw new Error(`refused: ${answer?.refusal.code}`)
  return answer
}

test('a new address makes a contact, with its account, fields and identities', async () => {
  const { contactId, outcome } = await saveOne({
    email: ' Ada.Berg@Fjord.example ',
    phone: '+47 400 00 001',
    firstName: 'Ada',
    company: { name: 'Fjord AS', domain: 'fjord.example' },
    fields: { seats: 12 },
  })
  expect(outcome).toBe('created')
  const contact = await db.contact.findUniqueOrThrow({
    where: { id: contactId },
    include: { account: true, identities: { orderBy: { kind: 'asc' } } },
  })
  expect(contact).toMatchObject({ firstName: 'Ada', source: 'api', fields: { seats: 12 } })
  expect(contact.account).toMatchObject({ name: 'Fjord AS', domain: 'fjord.example' })
  expect(contact.identities.map(({ kind, value, isPrimary }) => ({ kind, value, isPrimary }))).toEqual([
    { kind: 'email', value: 'ada.berg@fjord.example', isPrimary: true },
    { kind: 'phone', value: '+4740000001', isPrimary: true },
  ])
})

test('a known address updates its contact: what is said replaces, what is not said stays, fields are added', async () => {
  const first = await saveOne({ email: 'bo@fjord.example', firstName: 'Bo', city: 'Bergen', fields: { a: 1, b: 2 } })
  const second = await saveOne({ email: 'BO@fjord.example', firstName: 'Bosse', fields: { b: 3 } })
  expect(second).toEqual({ outcome: 'updated', contactId: first.contactId, leftOut: [] })
  const contact = await db.contact.findUniqueOrThrow({ where: { id: first.contactId } })
  expect(contact).toMatchObject({ firstName: 'Bosse', city: 'Bergen', fields: { a: 1, b: 3 } })
})

test('an external id leads to the contact, and a second e-mail address does not take the place of the first', async () => {
  const first = await saveOne({ email: 'cato@fjord.example', externalId: 'crm-7' })
  const second = await saveOne({ email: 'cato@other.example', externalId: 'crm-7' })
  expect(second.contactId).toBe(first.contactId)
  const identities = await db.identity.findMany({ where: { contactId: first.contactId, kind: 'email' } })
  expect(identities.filter((identity) => identity.isPrimary).map((identity) => identity.value)).toEqual([
    'cato@fjord.example',
  ])
  expect(identities).toHaveLength(2)
})

test('a phone number that somebody else has is left out; it says who somebody is only where nothing else does', async () => {
  const first = await saveOne({ email: 'dag@fjord.example', phone: '+4740000009' })
  const other = await saveOne({ email: 'eli@fjord.example', phone: '+4740000009' })
  expect(other).toMatchObject({ outcome: 'created', leftOut: ['phone'] })
  expect(await saveOne({ phone: '+4740000009', city: 'Oslo' })).toMatchObject({ contactId: first.contactId })
})

test('rows without a usable address are refused, and so is a second row for the same person', async () => {
  const answers = await save([
    { firstName: 'Nobody' },
    { email: 'not an address' },
    { email: 'gro@fjord.example', phone: '40000000' },
    { email: 'gro@fjord.example' },
    { email: 'GRO@fjord.example' },
  ])
  expect(answers.map((answer) => (answer.outcome === 'refused' ? answer.refusal : answer.outcome))).toEqual([
    { code: 'no_address' },
    { code: 'malformed_address', kind: 'email' },
    { code: 'malformed_address', kind: 'phone' },
    'created',
    { code: 'repeated', index: 3 },
  ])
})

test('an erased person is not brought back, and their row leaves no address behind', async () => {
  const erased = await makeContact(db, { email: 'hal@fjord.example', erasedAt: NOON })
  const answers = await save([{ email: 'hal@fjord.example', externalId: 'crm-hal', firstName: 'Hal' }])
  expect(answers).toEqual([{ outcome: 'refused', refusal: { code: 'erased' } }])
  expect(await db.addressKey.count({ where: { contactId: erased.id } })).toBe(1)
  expect(await db.identity.count({ where: { value: 'crm-hal' } })).toBe(0)
})

test('a second row of the same import is refused with the line of the first, also in a later call', async () => {
  const importId = '01900000-0000-7000-8000-000000000001'
  await save([{ email: 'ida@fjord.example', line: 2 }], importId)
  const answers = await save([{ email: 'ida@fjord.example', line: 1002 }], importId)
  expect(answers).toEqual([{ outcome: 'refused', refusal: { code: 'repeated_line', line: 2 } }])
})

test('companies are found by domain or by name whatever the case, and made once however many ask at once', async () => {
  const names = ['Vang AS', 'VANG AS', 'vang as']
  await Promise.all(names.map((name, index) => saveOne({ email: `v${index}@vang.example`, company: { name } })))
  expect(await db.account.count({ where: { name: { equals: 'Vang AS', mode: 'insensitive' } } })).toBe(1)
})

test('many who save the same new addresses at once make each contact once and lose nobody', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    email: `same${index}@rush.example`,
    externalId: `rush-${index}`,
  }))
  const shuffled = [rows, [...rows].reverse(), rows.slice(20), rows.slice(0, 20).reverse()]
  const answers = await Promise.all(shuffled.map((part) => save(part)))
  expect(answers.flat().every((answer) => answer.outcome !== 'refused')).toBe(true)
  expect(await db.identity.count({ where: { kind: 'email', value: { endsWith: '@rush.example' } } })).toBe(40)
  const owners = await db.identity.findMany({ where: { value: { startsWith: 'rush-' } }, select: { contactId: true } })
  expect(new Set(owners.map((owner) => owner.contactId)).size).toBe(40)
  const keys = await db.addressKey.findMany({ where: { contactId: { in: owners.map((owner) => owner.contactId) } } })
  expect(keys).toHaveLength(80)
})

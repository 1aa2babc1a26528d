import { expect, test } from 'vitest'
import { decide, verifyLedger } from '../../src/consent/index.ts'
import { stopChoices } from '../../src/consent/stop-consent.ts'
import { enqueueMessages, saveContent } from '../../src/delivery/index.ts'
import { Prisma } from '../../src/platform/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON } from '../support/factories.ts'

const { db } = await testDatabase()
const purpose = await makePurpose(db)
const now = new Date(+NOON + DAY_MS)

async function makeWilling() {
  const { id } = await makeContact(db)
  await grant(db, id, purpose.id)
  return id
}

const stop = (contactId: string, evidence: Record<string, unknown> = {}) =>
  stopChoices(db, { contactId, method: 'one_click', evidence }, [{ purposeId: purpose.id, channel: 'email' }], now)

const reasonOf = async (id: string) =>
  (await decide(db, id, { purposeId: purpose.id, channel: 'email', at: new Date(+now + 1) })).reason

test('people who stop at the same moment are each told what was removed of their own', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, makeWilling))
  const [withMail = '', without = ''] = people
  const html = '<p>Hello</p>{{ unsubscribe_url }} {{ preferences_url }}'
  const contentId = await saveContent(db, {
    ...{ brandId: purpose.brandId, purposeId: purpose.id, subject: 'Three findings', preheader: '' },
    ...{ html, text: html },
  })
  const reader = Prisma.sql`select ${withMail}::uuid as contact_id, 'once' as occasion`
  await enqueueMessages(db, { contentId, campaignId: null, people: reader, notBefore: now }, now)
  const answers = new Map(await Promise.all(people.map(async (id) => [id, await stop(id)] as const)))
  expect(answers.get(withMail)).toEqual({ removed: 1, onTheirWay: 0 })
  expect(answers.get(without)).toEqual({ removed: 0, onTheirWay: 0 })
  expect(new Set(await Promise.all(people.map(reasonOf)))).toEqual(new Set(['withdrawn']))
  expect((await verifyLedger(db, now)).faults).toEqual([])
})

test('nobody fails for what another said', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, makeWilling))
  const wrong = await makeWilling()
  // Evidence that has no canonical form cannot be hashed.
  const answers = await Promise.allSettled([...people.map((id) => stop(id)), stop(wrong, { length: Number.NaN })])
  expect(answers.map(({ status }) => status)).toEqual([...people.map(() => 'fulfilled'), 'rejected'])
  expect(new Set(await Promise.all(people.map(reasonOf)))).toEqual(new Set(['withdrawn']))
  expect(await reasonOf(wrong)).toBe('given')
})

test('who presses twice at once has withdrawn once', async () => {
  const id = await makeWilling()
  await Promise.all([stop(id), stop(id), stop(id)])
  const said = await db.consentEvent.findMany({ where: { contactId: id }, orderBy: { seq: 'asc' } })
  expect(said.map((entry) => entry.type)).toEqual(['given', 'withdrawn'])
})

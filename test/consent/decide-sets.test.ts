// The decision for many at once is the decision for each: all shapes are asked about the same invented people, and the
// rules named are those of the person's country.
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { addressSql, decideMany, decisionSql, recordConsent, ruleFor } from '../../src/consent/index.ts'
import { andWithin } from '../../src/contacts/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, makeContact, makePurpose, NOON } from '../support/factories.ts'

const { db } = await testDatabase()
const COUNTRIES = ['NO', 'SE', 'DK', 'FI', 'DE', 'US', null]
const STATES = ['given', 'given', 'requested', 'refused', 'withdrawn', 'expired', null]
const KINDS = [
  'objection',
  'restriction',
  'pause',
  'complaint',
  'bounce',
  'suppression',
  'negotiation',
  'erasure',
  'weekly',
  'monthly',
]

/** A number from 0 up to `below`, the same in every run. */
const pick = (seed: string, below: number) => createHash('sha256').update(seed).digest().readUInt32BE() % below
const dayOf = (seed: string) => new Date(+NOON + (pick(seed, 5) - 2) * DAY_MS)

it('answers the same for an audience as for each of its people, and by the rules of their country (E5, D1)', async () => {
  const purpose = await makePurpose(db, { channels: ['email', 'sms', 'web'] })
  const people: { id: string; country: string | null; kind: string }[] = []
  for (let n = 0; n < 150; n++) {
    const country = COUNTRIES[pick(`${n} country`, COUNTRIES.length)] ?? null
    const kind = pick(`${n} kind`, 3) === 0 ? 'legal' : 'natural'
    const contact = await makeContact(db, {
      country,
      recipientKind: kind,
      ...(pick(`${n} address`, 6) === 0 && { email: null }),
      ...(pick(`${n} erased`, 20) === 0 && { erasedAt: NOON }),
    })
    people.push({ id: contact.id, country, kind })
    for (const channel of purpose.channels) {
      const state = STATES[pick(`${n} ${channel} state`, STATES.length)]
      const since = dayOf(`${n} ${channel} since`)
      const expiresAt = pick(`${n} ${channel} ends`, 3) === 0 ? dayOf(`${n} ${channel} end`) : null
      if (state)
        await db.consentState.create({
          data: { contactId: contact.id, purposeId: purpose.id, channel, state, since, expiresAt, seq: 1 },
        })
    }
    for (let hold = 0; hold < pick(`${n} holds`, 4); hold++) {
      const kind = KINDS[pick(`${n} ${hold} kind`, KINDS.length)] ?? 'pause'
      const isFrequency = kind === 'weekly' || kind === 'monthly'
      await db.consentHold.create({
        data: {
          ...{ contactId: contact.id, kind },
          brandId: isFrequency ? purpose.brandId : null,
          channel: ['email', 'sms', null][pick(`${n} ${hold} channel`, 3)] ?? null,
          reason: 'test',
          since: dayOf(`${n} ${hold} since`),
          until: pick(`${n} ${hold} ends`, 2) === 0 ? dayOf(`${n} ${hold} until`) : null,
          liftedAt: pick(`${n} ${hold} lifted`, 4) === 0 ? NOON : null,
        },
      })
    }
  }
  await db.$executeRaw`insert into frequency_mark (contact_id, message_id, brand_id, begun_at)
    select contact_id, gen_random_uuid(), brand_id, since - interval '5 days' from consent_hold where kind in ('weekly', 'monthly')`
  const ids = people.map(({ id }) => id)
  const middle = ids.toSorted()[75] ?? null
  const seen = new Set<string>()
  for (const channel of ['email', 'sms', 'web'] as const) {
    const question = { purposeId: purpose.id, channel, at: NOON }
    const each = await decideMany(db, ids, question)
    const many = await db.$queryRaw<{ contact_id: string }[]>(
      decisionSql(Prisma.sql`select id as contact_id from contact`, question, 'many'),
    )
    const few = await db.$queryRaw<{ contact_id: string }[]>(
      decisionSql(Prisma.sql`select id as contact_id from contact`, question),
    )
    const read: { contact_id: string }[] = []
    for (const range of [
      { from: null, to: middle },
      { from: middle, to: null },
    ]) {
      const withRows = Prisma.sql`select contact.id as contact_id, contact, address.value as address
        from contact left join ${addressSql(Prisma.sql`contact.id`, channel)}
        where true ${andWithin(Prisma.sql`contact.id`, range)}`
      read.push(...(await db.$queryRaw<typeof read>(decisionSql(withRows, question, 'read', undefined, range))))
    }
    const byId = (rows: { contact_id: string }[]) => rows.toSorted((a, b) => (a.contact_id < b.contact_id ? -1 : 1))
    expect(byId(many)).toEqual(byId(few))
    expect(byId(read)).toEqual(byId(few))
    expect(many).toHaveLength(people.length)
    for (const { reason } of each) seen.add(reason)
    for (const [index, { country, kind }] of people.entries())
      expect(each[index]?.ruleVersion).toBe(ruleFor(country, kind, channel, NOON).version)
  }
  expect(seen.size).toBeGreaterThan(10) // or the people are too much alike to prove anything
})

it('finds in one reading too who released their own address after it was suppressed, and for which purpose (S8)', async () => {
  const [purpose, other] = [await makePurpose(db), await makePurpose(db)]
  const textOf = async (purposeId: string) => (await db.purposeText.findFirstOrThrow({ where: { purposeId } })).id
  const asked = [
    { purposeId: purpose.id, type: 'confirmed', days: -1 },
    { purposeId: purpose.id, type: 'confirmed', days: -3 },
    { purposeId: purpose.id, type: 'given', days: -1 },
    { purposeId: other.id, type: 'confirmed', days: -1 },
  ] as const
  const people: string[] = []
  for (const { purposeId, type, days } of asked) {
    const { id: contactId } = await makeContact(db)
    people.push(contactId)
    const fact = { contactId, channel: 'email', method: 'form', actor: 'contact', evidence: {} } as const
    const said = { ...fact, expiresAt: null, occurredAt: new Date(+NOON + days * DAY_MS) }
    await recordConsent(db, [{ ...said, purposeId, type, textId: await textOf(purposeId) }], NOON)
    await db.consentHold.create({
      data: { contactId, kind: 'suppression', reason: 'test', since: new Date(+NOON - 2 * DAY_MS) },
    })
  }
  const question = { purposeId: purpose.id, channel: 'email', at: NOON }
  const some = Prisma.sql`select unnest(${people}::uuid[]) as contact_id`
  const rows = await db.$queryRaw<{ contact_id: string; reason: string }[]>(decisionSql(some, question, 'many'))
  const each = await decideMany(db, people, question)
  expect(each.map(({ reason }) => reason)).toEqual(['given', 'address_stopped', 'address_stopped', 'never_asked'])
  expect(people.map((id) => rows.find((row) => row.contact_id === id)?.reason)).toEqual(
    each.map(({ reason }) => reason),
  )
})

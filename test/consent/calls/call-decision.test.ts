// The decision about calls and addressed letters: registers, hours, and the person's own word.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callTimeOf } from '../../../src/consent/calls/call-times.ts'
import { registerOf } from '../../../src/consent/calls/registers/index.ts'
import { findDecisions } from '../../../src/consent/contact/find-decisions.ts'
import {
  decide,
  decideMany,
  decisionSql,
  explainDecision,
  giveConsent,
  mergeContacts,
  recordConsent,
} from '../../../src/consent/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeWash, NOON } from '../../support/factories.ts'

const { db } = await testDatabase()
const calls = await makePurpose(db, { kind: 'phone', channels: ['phone'] })
const letters = await makePurpose(db, { channels: ['email', 'post'] })

let made = 0
const nextNumber = (prefix = '+47') => `${prefix}900001${String(10 + made++).padStart(2, '0')}`
type Person = Parameters<typeof makeContact>[1]

/** Somebody who said yes to calls, on a form unless told. */
async function makeCallee(over: Person = {}, said: Parameters<typeof grant>[3] = {}) {
  const { id } = await makeContact(db, { country: 'NO', phone: nextNumber(), ...over })
  await grant(db, id, calls.id, { channel: 'phone', ...said })
  return id
}
const question = (at = NOON) => ({ purposeId: calls.id, channel: 'phone', at })
const reasonFor = async (id: string, at = NOON) => (await decide(db, id, question(at))).reason

describe('a call to a person', () => {
  it('is a no until their number was compared with the register, and again when the month is over (N6)', async () => {
    const id = await makeCallee()
    expect(await reasonFor(id)).toBe('not_washed')
    await makeWash(db, id)
    expect(await decide(db, id, question())).toMatchObject({
      isAllowed: true,
      reason: 'given',
      ruleVersion: 'NO-2025-1 NO-calls-2018-1',
    })
    expect(await reasonFor(id, new Date('2026-11-30T19:59:00Z'))).toBe('given')
    expect(await reasonFor(id, new Date('2026-12-01T08:00:00Z'))).toBe('not_washed')
  })

  it('asks for a wash of the number that would be called, not of an earlier one (N6)', async () => {
    const id = await makeCallee()
    await makeWash(db, id)
    await db.identity.updateMany({ where: { contactId: id, kind: 'phone' }, data: { value: nextNumber() } })
    expect(await reasonFor(id)).toBe('not_washed')
  })

  it('goes by the newest comparison, and by the register of their own country (N6, N7)', async () => {
    const id = await makeCallee({ phone: nextNumber('+46'), country: 'SE' }, { actor: 'import', method: 'import' })
    await makeWash(db, id)
    expect(await reasonFor(id)).toBe('not_washed')
    await makeWash(db, id, { register: 'SE-nix', isReserved: true, washedAt: new Date(+NOON - 2 * DAY_MS) })
    expect(await reasonFor(id)).toBe('reserved')
    await makeWash(db, id, { register: 'SE-nix' })
    expect(await reasonFor(id)).toBe('given')
  })

  it('is a no for a reserved person whose yes came from a file or a colleague (N7)', async () => {
    for (const actor of ['import', 'staff'] as const) {
      const id = await makeCallee({}, { actor, method: actor })
      await makeWash(db, id, { isReserved: true })
      expect(await reasonFor(id)).toBe('reserved')
    }
  })

  it('is allowed to a reserved person who asked this sender for it themselves (N7)', async () => {
    const id = await makeCallee()
    await makeWash(db, id, { isReserved: true })
    expect(await reasonFor(id)).toBe('given')
  })

  it('is a no for a reserved person who said yes to several senders at once (N7)', async () => {
    const theirs = await makePurpose(db, { kind: 'phone', channels: ['phone'] })
    const ours = await makePurpose(db, { kind: 'phone', channels: ['phone'], brandId: calls.brandId })
    const [both, one] = [await makeCallee(), await makeCallee()]
    await grant(db, both, theirs.id, { channel: 'phone' })
    await grant(db, one, ours.id, { channel: 'phone' })
    for (const id of [both, one]) await makeWash(db, id, { isReserved: true })
    expect([await reasonFor(both), await reasonFor(one)]).toEqual(['reserved', 'given'])
    // Asked again by this sender alone, the person's request is one to a trader by name.
    const later = new Date(+NOON + 60_000)
    await grant(db, both, calls.id, { channel: 'phone', now: later })
    expect(await reasonFor(both, later)).toBe('given')
  })

  it('is a no for a reserved person who asked several senders at once and confirmed each by itself (N7)', async () => {
    const theirs = await makePurpose(db, { kind: 'phone', channels: ['phone'] })
    const [both, one] = [await makeCallee({}, { actor: 'staff' }), await makeCallee({}, { actor: 'staff' })]
    const say = (contactId: string, purposeId: string, type: 'requested' | 'confirmed', minutes: number) => {
      const at = new Date(+NOON + minutes * 60_000)
      const said = {
        contactId,
        purposeId,
        channel: 'phone',
        type,
        occurredAt: at,
        method: 'form',
        actor: 'contact',
      } as const
      return recordConsent(db, [{ ...said, textId: textOf.get(purposeId) ?? null, evidence: {} }], at)
    }
    const texts = await db.purposeText.findMany({ where: { purposeId: { in: [calls.id, theirs.id] } } })
    const textOf = new Map(texts.map((text) => [text.purposeId, text.id]))
    for (const id of [both, one]) {
      await db.consentState.deleteMany({ where: { contactId: id } })
      await say(id, calls.id, 'requested', 1)
      await say(id, theirs.id, 'requested', id === both ? 1 : 2)
      await say(id, calls.id, 'confirmed', 5)
      await say(id, theirs.id, 'confirmed', 6)
      await makeWash(db, id, { isReserved: true })
    }
    const later = new Date(+NOON + 10 * 60_000)
    expect([await reasonFor(both, later), await reasonFor(one, later)]).toEqual(['reserved', 'given'])
  })

  it('was answered the same at a moment that has passed, with the next moment as it was then (C2, N8)', async () => {
    const id = await makeCallee()
    await makeWash(db, id)
    await makeWash(db, id, { isReserved: true, washedAt: new Date(+NOON + DAY_MS) })
    await db.purpose.update({ where: { id: calls.id }, data: { createdAt: new Date(+NOON - DAY_MS) } })
    await db.identity.updateMany({ where: { contactId: id }, data: { createdAt: new Date(+NOON - DAY_MS) } })
    const then = async (at: Date) => {
      const { items } = await findDecisions(db, id, { at, language: 'en' }, new Date(+NOON + 9 * DAY_MS))
      return items.find((item) => item.purpose.id === calls.id)
    }
    expect(await then(NOON)).toMatchObject({ reason: 'given', ruleVersion: 'NO-2025-1 NO-calls-2018-1' })
    expect((await then(new Date('2026-11-24T21:00:00Z')))?.answer).toMatch(/may be made from 25 November 2026 at 09:00/)
  })

  it('is not allowed by a merge: the wash of the other is not taken over (N6, S5)', async () => {
    const [keep, other] = [await makeCallee({ phone: null }), await makeCallee()]
    await makeWash(db, other)
    await mergeContacts(db, { keepId: keep, otherId: other, userId: null }, NOON)
    expect(await db.identity.count({ where: { contactId: keep, kind: 'phone' } })).toBe(1)
    expect(await reasonFor(keep)).not.toBe('given')
  })

  it('is not made on a Saturday, a public holiday, before nine or after nine in the evening there (N8)', async () => {
    const id = await makeCallee()
    for (const [moment, reason] of [
      ['2026-11-24T07:59:00Z', 'outside_calling_hours'],
      ['2026-11-24T08:00:00Z', 'given'],
      ['2026-11-24T19:59:00Z', 'given'],
      ['2026-11-24T20:00:00Z', 'outside_calling_hours'],
      ['2026-11-28T11:00:00Z', 'outside_calling_hours'],
      ['2026-12-25T11:00:00Z', 'outside_calling_hours'],
    ] as const) {
      const at = new Date(moment)
      await makeWash(db, id, { washedAt: new Date(moment.startsWith('2026-12') ? '2026-12-02' : '2026-11-02') })
      await db.consentState.updateMany({ where: { contactId: id }, data: { since: new Date('2026-11-01') } })
      expect([moment, await reasonFor(id, at)]).toEqual([moment, reason])
    }
  })

  it('says from when it may be made (N8)', async () => {
    const id = await makeCallee()
    await makeWash(db, id)
    const at = new Date('2026-11-24T21:30:00Z')
    const why = await explainDecision(db, { ...question(at), channel: 'phone', contactId: id, language: 'en' })
    expect(why.answer).toBe(
      'Not now: people are not called at this hour where Kari Nesheim is. A call may be made from 25 November 2026 at 09:00.',
    )
    expect(why.checks.map(({ result, title }) => [result, title]).slice(-3)).toEqual([
      ['passed', 'There is an address'],
      ['passed', 'Not reserved in a register'],
      ['decided', 'Not an hour for calls'],
    ])
    const mail = await explainDecision(db, {
      ...{ contactId: id, purposeId: letters.id, channel: 'email', at, language: 'en' },
    })
    expect(mail.checks.map(({ title }) => title)).not.toContain('Not reserved in a register')
  })

  it('needs no register and no hour for a company, and a company is who the number is of (N6, N8)', async () => {
    const id = await makeCallee({ recipientKind: 'legal' })
    expect(await decide(db, id, question(new Date('2026-11-29T02:00:00Z')))).toMatchObject({
      reason: 'given',
      ruleVersion: 'NO-2025-1',
    })
  })

  it('goes by the country of the number where no country is known, and is a no where the hour is not (D6, N6, N8)', async () => {
    expect(await reasonFor(await makeCallee({ country: null }))).toBe('not_washed')
    expect(await reasonFor(await makeCallee({ country: null, phone: '+12125550142' }))).toBe('outside_calling_hours')
    expect(await reasonFor(await makeCallee({ country: 'NO', timeZone: 'Nowhere/Here' }))).toBe('not_washed')
  })
})

describe('a letter', () => {
  const home = { street: 'Kaigata 8', postalCode: '7010', city: 'Trondheim', country: 'NO' }
  const letter = async (id: string) =>
    (await decide(db, id, { purposeId: letters.id, channel: 'post', at: new Date('2026-11-29T02:00:00Z') })).reason

  it('needs a postal address and a wash of it, at any hour, and none for e-mail (N6, N7)', async () => {
    const said = { channel: 'post', actor: 'import', method: 'import' } as const
    const nowhere = await makeContact(db, { country: 'NO', city: 'Trondheim' })
    await grant(db, nowhere.id, letters.id, said)
    expect(await letter(nowhere.id)).toBe('no_address')
    const person = await makeContact(db, home)
    await grant(db, person.id, letters.id, said)
    expect(await letter(person.id)).toBe('not_washed')
    const answer = { register: 'NO-reservasjon', channel: 'post', washedAt: NOON, recordedAt: NOON }
    const address = 'post:nesheim\nkaigata 8\n7010\ntrondheim\nno'
    const result = { ...answer, contactId: person.id, reference: '1', washId: calls.id, isReserved: true }
    await db.washResult.create({ data: { ...result, addressHash: createHash('sha256').update(address).digest() } })
    expect(await letter(person.id)).toBe('reserved')
    await db.contact.update({ where: { id: person.id }, data: { street: 'Kaigata 9' } })
    expect(await letter(person.id)).toBe('not_washed')
    await grant(db, person.id, letters.id)
    expect((await decide(db, person.id, { purposeId: letters.id, channel: 'email', at: NOON })).reason).toBe('given')
  })
})

/** A number from 0 up to `below`, the same in every run. */
const pick = (seed: string, below: number) => createHash('sha256').update(seed).digest().readUInt32BE() % below

it('answers the same for an audience as for each, and the same hours as the person is told (D1, N6, N8)', async () => {
  const purpose = await makePurpose(db, { kind: 'phone', channels: ['phone'] })
  const countries = [
    ['NO', '+47'],
    ['SE', '+46'],
    ['DK', '+45'],
    ['FI', '+358'],
    ['US', '+1212'],
    [null, '+46'],
  ] as const
  const zones = [null, null, 'Europe/Helsinki', 'America/New_York', 'Pacific/Auckland', 'nonsense']
  const people: { id: string; country: string | null; timeZone: string | null; isCompany: boolean }[] = []
  for (let n = 0; n < 40; n++) {
    const [country, prefix] = countries[pick(`${n} country`, countries.length)] ?? ['NO', '+47']
    const timeZone = zones[pick(`${n} zone`, zones.length)] ?? null
    const isCompany = pick(`${n} kind`, 5) === 0
    const recipientKind = isCompany ? 'legal' : 'natural'
    const { id } = await makeContact(db, { country, timeZone, recipientKind, phone: nextNumber(prefix) })
    people.push({ id, country: country ?? 'SE', timeZone, isCompany })
    await giveConsent(
      db,
      [
        {
          ...{ contactId: id, purposeId: purpose.id, channel: 'phone', occurredAt: NOON, language: 'en', evidence: {} },
          ...(pick(`${n} own`, 2) === 0
            ? ({ actor: 'contact', method: 'form' } as const)
            : ({ actor: 'import', method: 'import' } as const)),
        },
      ],
      NOON,
    )
    const register = registerOf(country ?? 'SE', 'phone')?.id ?? 'NO-reservasjon'
    for (let wash = 0; wash < pick(`${n} washes`, 4); wash++)
      await makeWash(db, id, {
        register,
        isReserved: pick(`${n} ${wash} reserved`, 2) === 0,
        washedAt: new Date(+NOON - pick(`${n} ${wash} when`, 60) * DAY_MS),
      })
  }
  const ids = people.map(({ id }) => id)
  const seen = new Set<string>()
  for (const moment of [
    '2026-11-24T11:00:00Z',
    '2026-11-24T23:30:00Z',
    '2026-11-25T07:30:00Z',
    '2026-12-31T12:00:00Z',
  ]) {
    const at = new Date(moment)
    const asked = { purposeId: purpose.id, channel: 'phone', at }
    const each = await decideMany(db, ids, asked)
    const rows = await db.$queryRaw<{ contact_id: string; reason: string }[]>(
      decisionSql(Prisma.sql`select unnest(${ids}::uuid[]) as contact_id`, asked, 'many'),
    )
    const many = new Map(rows.map((row) => [row.contact_id, row.reason]))
    expect(each.map(({ reason }) => reason)).toEqual(ids.map((id) => many.get(id)))
    for (const [index, { isCompany, ...where }] of people.entries()) {
      const reason = each[index]?.reason ?? ''
      seen.add(reason)
      if (!isCompany && ['given', 'outside_calling_hours'].includes(reason))
        expect([reason, where]).toEqual([callTimeOf(where, at).isOpen ? 'given' : 'outside_calling_hours', where])
    }
  }
  expect(seen).toEqual(new Set(['not_washed', 'reserved', 'outside_calling_hours', 'given']))
})

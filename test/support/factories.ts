// Rows that tests stand on. Every field can be overridden; what is not said is plain and valid.
import { createHash } from 'node:crypto'
import { createTopic, type Grant, giveConsent, type Withdrawal, withdrawConsent } from '../../src/consent/index.ts'
import { addressHash, normaliseAddress } from '../../src/contacts/index.ts'
import { saveContent } from '../../src/delivery/index.ts'
import type { Prisma, PrismaClient } from '../../src/platform/prisma/client.ts'

/** A moment on a working day, at which tests begin. */
export const NOON = new Date('2026-11-24T11:00:00.000Z')
export const DAY_MS = 86_400_000

let count = 0
const next = () => ++count

export async function makeBrand(db: PrismaClient, over: Partial<Prisma.BrandUncheckedCreateInput> = {}) {
  return db.brand.create({
    data: {
      name: 'Vidjevik',
      senderName: 'Vidjevik',
      senderEmail: 'post@vidjevik.example',
      postalAddress: 'Vidjevik AS, Kaigata 8, 7010 Trondheim',
      privacyEmail: 'personvern@vidjevik.example',
      ...over,
    },
  })
}

/** What a sender must have said of how data is handled before a form of it can be published. */
export async function makeProcessing(
  db: PrismaClient,
  brandId: string,
  over: Partial<Prisma.BrandProcessingUncheckedCreateInput> = {},
) {
  const said = { phone: '+47 55 50 01 99', storedIn: ['NO'], retention: 'For twelve months', recipients: [] }
  return db.brandProcessing.create({ data: { brandId, ...said, ...over } })
}

/** A purpose of its own brand unless told, with a text in force in each of `languages`. */
export async function makePurpose(
  db: PrismaClient,
  {
    languages = ['en', 'nb'],
    ...over
  }: Partial<Prisma.PurposeUncheckedCreateInput & { channels: string[]; languages: string[] }> = {},
) {
  const brandId = over.brandId ?? (await makeBrand(db)).id
  const key = over.key ?? `purpose_${next()}`
  const purpose = await db.purpose.create({
    data: { key, name: `Purpose ${key}`, channels: ['email'], ...over, brandId },
  })
  const texts = languages.map((language) => {
    const text = `${purpose.name} in ${language}: what we send, and how to stop it.`
    return {
      purposeId: purpose.id,
      language,
      version: 1,
      name: `${purpose.name} (${language})`,
      text,
      hash: createHash('sha256').update(text).digest(),
      effectiveFrom: new Date('2025-01-01T00:00:00.000Z'),
    }
  })
  await db.purposeText.createMany({ data: texts })
  return purpose
}

/** A contact; `email` and `phone` become its primary addresses, null leaves one out. */
export async function makeContact(
  db: PrismaClient,
  {
    email,
    phone = null,
    ...over
  }: Partial<Prisma.ContactUncheckedCreateInput & { email: string | null; phone: string | null }> = {},
) {
  const contact = await db.contact.create({ data: { firstName: 'Kari', lastName: 'Nesheim', language: 'nb', ...over } })
  const address = email === undefined ? `contact-${next()}-${contact.id.slice(-6)}@rimdal.example` : email
  if (address !== null) await giveAddress(db, contact.id, 'email', address)
  if (phone !== null) await giveAddress(db, contact.id, 'phone', phone)
  return contact
}

async function giveAddress(db: PrismaClient, contactId: string, kind: 'email' | 'phone', address: string) {
  const value = normaliseAddress(kind, address)
  if (value === undefined) throw new Error(`a test gave the ${kind} address ${address}, which is none`)
  await db.identity.create({ data: { contactId, kind, value } })
  await db.addressKey.create({ data: { kind, valueHash: Buffer.from(addressHash(kind, value), 'hex'), contactId } })
}

/** The contact says yes on a form. */
export async function grant(
  db: PrismaClient,
  contactId: string,
  purposeId: string,
  { now = NOON, ...over }: Partial<Grant & { now: Date }> = {},
) {
  const said: Grant = {
    contactId,
    purposeId,
    channel: 'email',
    method: 'form',
    actor: 'contact',
    language: 'en',
    occurredAt: now,
    evidence: { page: 'https://vidjevik.example/guide' },
    ...over,
  }
  return giveConsent(db, [said], now)
}

/** The contact withdraws on the preference page. */
export async function withdraw(
  db: PrismaClient,
  contactId: string,
  purposeId: string,
  { now = NOON, ...over }: Partial<Withdrawal & { now: Date }> = {},
) {
  const said: Withdrawal = {
    contactId,
    purposeId,
    channel: 'email',
    method: 'preference_page',
    actor: 'contact',
    evidence: {},
    ...over,
  }
  return withdrawConsent(db, [said], now)
}

/** Somebody who signs in; a seller unless told. Cannot sign in: a test that needs that makes a password. */
export async function makeUser(db: PrismaClient, over: Partial<Prisma.AppUserUncheckedCreateInput> = {}) {
  return db.appUser.create({
    data: { name: 'Henrik Aasbø', email: `user-${next()}@vidjevik.example`, role: 'seller', ...over },
  })
}

/** A campaign that workflows may send: compiled content, status ready. */
export async function makeReadyCampaign(
  db: PrismaClient,
  { purposeId, ...over }: Partial<Prisma.CampaignUncheckedCreateInput> & { purposeId: string },
) {
  const { brandId } = await db.purpose.findUniqueOrThrow({ where: { id: purposeId } })
  const footer = '<a href="{{ unsubscribe_url }}">Stop</a> <a href="{{ preferences_url }}">Choose</a>'
  const contentId = await saveContent(db, {
    ...{ brandId, purposeId, preheader: '' },
    subject: 'Three findings, {{ contact.first_name }}',
    html: `<html><body><p>Hello {{ contact.first_name }}</p>${footer}</body></html>`,
    text: 'Hello {{ contact.first_name }} {{ unsubscribe_url }} {{ preferences_url }}',
  })
  const campaign = await db.campaign.create({ data: { name: 'Three findings', purposeId, status: 'ready', ...over } })
  await db.campaignVersion.create({ data: { campaignId: campaign.id, version: 1, contentId, mjml: '' } })
  return campaign
}

/** What a register says of the primary number of a contact: not reserved, in Norway, unless told. */
export async function makeWash(
  db: PrismaClient,
  contactId: string,
  {
    register = 'NO-reservasjon',
    isReserved = false,
    washedAt = NOON,
    recordedAt = washedAt,
  }: { register?: string; isReserved?: boolean; washedAt?: Date; recordedAt?: Date } = {},
) {
  const { value } = await db.identity.findFirstOrThrow({ where: { contactId, kind: 'phone', isPrimary: true } })
  const answer = { register, channel: 'phone', washedAt, recordedAt }
  const { id: washId } = await db.wash.create({
    data: {
      ...answer,
      ...{ kind: 'answer', startedAt: washedAt, startedBy: 'Ingrid', people: 1, recordedBy: 'Ingrid' },
      ...{ fileName: 'answer.csv', fileHash: createHash('sha256').digest(), reserved: isReserved ? 1 : 0 },
    },
  })
  const addressHash = createHash('sha256').update(`phone:${value}`).digest()
  await db.washResult.create({ data: { ...answer, contactId, washId, reference: '1', addressHash, isReserved } })
}

/** A topic below this purpose, with a name in English and Norwegian. */
export async function makeTopic(db: PrismaClient, purposeId: string, name = 'Energy') {
  const texts = [
    { language: 'en' as const, name, text: `What we write about ${name}.` },
    { language: 'nb' as const, name: `${name} (nb)`, text: '' },
  ]
  const id = await createTopic(
    db,
    purposeId,
    { key: `topic_${next()}`, name, texts },
    new Date('2025-01-01T00:00:00.000Z'),
  )
  return { id, name }
}

/** Makes the planner believe in a million contacts, so that what is done for many alone is done for these. */
export async function believeInMany(db: PrismaClient): Promise<void> {
  await db.$executeRaw`analyze contact`
  await db.$executeRaw`update pg_class set reltuples = 1000000 where oid = 'contact'::regclass`
}

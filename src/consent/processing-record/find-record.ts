// The record of processing activities (GDPR art. 30(1)): it follows from the senders, their word on how data is handled, and
// the purposes. Nothing is made up: what a sender has not said is named as missing.
import { type Db, Prisma } from '../../platform/database.ts'
import { transferTo } from '../notice/authorities.ts'
import { findProofRetention } from '../proof-retention/retention-setting.ts'
import type { Channel } from '../words.ts'
import { RECORD_WORDS, type RecordLanguage, type RecordWords } from './record-words.ts'

export type Activity = {
  key: string
  name: string
  purpose: string
  basis: string
  people: string
  data: string
  channels: Channel[]
  recipients: string[]
  /** Countries where it is handled, as two capital letters. */
  countries: string[]
  transfers: string[]
  retention: string[]
  since: Date
  /** A purpose that is retired: nothing is done for it since. */
  until: Date | null
}
export type RecordOfSender = {
  controller: {
    name: string
    postalAddress: string
    privacyEmail: string
    phone: string | null
    privacyUrl: string | null
    country: string
  }
  /** What art. 30 asks for and this sender has not said. */
  missing: ('phone' | 'countries' | 'recipients' | 'retention' | 'safeguard')[]
  activities: Activity[]
}
export type ProcessingRecord = { language: RecordLanguage; madeAt: Date; measures: string[]; senders: RecordOfSender[] }

type PurposeRow = {
  id: string
  brandId: string
  key: string
  name: string
  kind: string
  legalBasis: string
  channels: Channel[]
  validityMonths: number | null
  createdAt: Date
  retiredAt: Date | null
}
type BrandRow = Prisma.BrandGetPayload<{ include: { processing: true } }>
type Means = { words: RecordWords; webhooks: string[]; proofMonths: number }

/** The whole record, in the language of the reader. Topics belong to their purpose. */
export async function findProcessingRecord(db: Db, language: RecordLanguage, now: Date): Promise<ProcessingRecord> {
  const words = RECORD_WORDS[language]
  const brands = await db.brand.findMany({ include: { processing: true }, orderBy: { id: 'asc' } })
  const purposes = await findPurposesSaid(db, language, now)
  const webhooks = await db.webhook.findMany({ where: { stoppedAt: null }, select: { name: true } })
  const { monthsInForce } = await findProofRetention(db, now)
  const means = { words, webhooks: webhooks.map(({ name }) => words.webhook(name)), proofMonths: monthsInForce }
  return {
    ...{ language, madeAt: now, measures: words.measures },
    senders: brands.map((brand) => {
      const own = purposes.filter((purpose) => purpose.brandId === brand.id)
      return recordOf(brand, own, means)
    }),
  }
}

/** Purposes with their name in this language where they have one. */
async function findPurposesSaid(db: Db, language: RecordLanguage, now: Date): Promise<PurposeRow[]> {
  return db.$queryRaw<PurposeRow[]>(Prisma.sql`
    select purpose.id, brand_id as "brandId", key, coalesce(text.name, purpose.name) as name, kind,
      legal_basis as "legalBasis", channels, validity_months as "validityMonths", created_at as "createdAt",
      retired_at as "retiredAt"
    from purpose left join lateral (
      select name from purpose_text where purpose_id = purpose.id and language = ${language} and effective_from <= ${now}
      order by version desc limit 1
    ) text on true
    where kind <> 'topic' order by retired_at nulls first, position, purpose.id`)
}

function recordOf(brand: BrandRow, purposes: readonly PurposeRow[], means: Means): RecordOfSender {
  const { name, postalAddress, privacyEmail, privacyUrl, country, processing } = brand
  const unsafe = processing?.storedIn.some((place) => transferTo(place) === 'safeguard') ?? false
  return {
    controller: { name, postalAddress, privacyEmail, phone: processing?.phone ?? null, privacyUrl, country },
    missing: processing
      ? unsafe && !processing.safeguard
        ? ['safeguard']
        : []
      : ['phone', 'countries', 'recipients', 'retention'],
    activities: [
      ...purposes.map((purpose) => activityOf(purpose, brand, means)),
      ...(['proof', 'suppression', 'requests'] as const).map((key) => ownActivity(key, brand, means)),
    ],
  }
}

function activityOf(purpose: PurposeRow, { processing }: BrandRow, { words, webhooks }: Means): Activity {
  const { id, name, kind, legalBasis, channels, validityMonths, createdAt, retiredAt } = purpose
  const data = [...channels.map((channel) => words.channelData[channel]), words.kindData[kind], words.consentData]
  const people =
    kind === 'tracking' ? words.visitors : legalBasis === 'existing_customer' ? words.customers : words.people
  const recipients = [
    ...(processing?.recipients ?? []),
    ...(kind === 'sales' || kind === 'phone' ? [words.sales] : []),
    ...webhooks,
  ]
  return {
    ...{ key: id, name, people, channels, ...placeOf(processing, words) },
    purpose: words.use[kind] ?? '',
    basis: words.basis[legalBasis] ?? '',
    data: data.filter((part) => part !== undefined).join('; '),
    recipients: recipients.length > 0 || !processing ? recipients : [words.noRecipients],
    retention: [
      ...(processing ? [keptFor(processing, words)] : []),
      validityMonths === null ? words.yesStays : words.yesLasts(validityMonths),
    ],
    ...{ since: createdAt, until: retiredAt },
  }
}

/** What the product itself does for every sender. */
function ownActivity(
  key: 'proof' | 'suppression' | 'requests',
  { processing, createdAt }: BrandRow,
  { words, webhooks, proofMonths }: Means,
): Activity {
  const { name, use, basis, data, retention } = words.own[key]
  return {
    ...{
      key,
      name,
      basis,
      data,
      purpose: use,
      people: words.people_of[key],
      channels: [],
      ...placeOf(processing, words),
    },
    recipients: key === 'proof' && webhooks.length > 0 ? webhooks : [words.noRecipients],
    retention: [retention(proofMonths)],
    ...{ since: createdAt, until: null },
  }
}

/** Told in months where the sender has said how many: their own words are in one language alone. */
function keptFor({ retention, retentionMonths }: NonNullable<BrandRow['processing']>, words: RecordWords): string {
  return retentionMonths === null ? words.kept(retention) : words.keptMonths(retentionMonths)
}

function placeOf(processing: BrandRow['processing'], words: RecordWords): Pick<Activity, 'countries' | 'transfers'> {
  const countries = processing?.storedIn ?? []
  const outside = countries.filter((country) => transferTo(country) !== 'none')
  const transfers = outside.map((country) =>
    transferTo(country) === 'adequate'
      ? `${country}: ${words.adequate}`
      : `${country}: ${processing?.safeguard ?? '–'}`,
  )
  return { countries, transfers: processing && transfers.length === 0 ? [words.noTransfer] : transfers }
}

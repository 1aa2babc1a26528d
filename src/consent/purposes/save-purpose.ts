// Purposes: what a person says yes to, and the words that are shown. Words are never edited: a change is a new version,
// so that for every yes the text can be shown again byte for byte (consent.md C3). A purpose is retired, never deleted.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Db, inTransaction, Prisma, sqlState, type Transaction } from '../../platform/database.ts'
import { DomainError, type Fault, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { CUSTOMER_CHANNELS, productFamily } from '../customers/sale.ts'
import { keepRetiredOutside } from '../journal.ts'
import { CHANNELS, type Channel } from '../words.ts'

/** What a contact may read: the languages of every page they see. */
export const TEXT_LANGUAGES = ['nb', 'nn', 'sv', 'da', 'fi', 'en'] as const

export const newText = z.strictObject({
  language: z.enum(TEXT_LANGUAGES),
  name: z.string().trim().min(1).max(80).meta({ description: 'What the purpose is called in this language.' }),
  text: z.string().trim().min(10).max(2000).meta({ description: 'What the person reads and says yes to.' }),
})
export type NewText = z.infer<typeof newText>

/** What a topic is called, and in a few words what is in it. */
export const newTopicText = z.strictObject({
  language: z.enum(TEXT_LANGUAGES),
  name: z.string().trim().min(1).max(80).meta({ description: 'What the topic is called in this language.' }),
  text: z.string().trim().max(500).default('').meta({ description: 'What is in it; may be left out.' }),
})

export const PURPOSE_KINDS = ['marketing', 'tracking', 'profiling', 'sales', 'phone', 'advertising'] as const
export type PurposeKind = (typeof PURPOSE_KINDS)[number]

/** What a purpose rests on: the person's own yes, or an earlier sale in the countries whose law accepts one (consent.md L1). */
export const LEGAL_BASES = ['consent', 'existing_customer'] as const
export type LegalBasis = (typeof LEGAL_BASES)[number]

/** A yes of this kind means something only on these channels. */
const CHANNELS_OF_KIND: Record<PurposeKind, readonly Channel[]> = {
  marketing: ['email', 'sms', 'phone', 'post'],
  tracking: ['email', 'web'],
  profiling: ['web'],
  sales: ['email', 'phone'],
  phone: ['phone'],
  advertising: ['web'],
}

const newKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/, 'Use 2 to 40 small letters, figures and underscores, beginning with a letter.')

export const newTopic = z.strictObject({
  key: newKey,
  name: z.string().trim().min(1).max(80).meta({ description: 'What colleagues call it.' }),
  texts: z.array(newTopicText).min(1, 'Write what the topic is called in at least one language.'),
})
export type NewTopic = z.infer<typeof newTopic>

export const newPurpose = z.strictObject({
  brandId: z.uuid(),
  key: newKey,
  name: z.string().trim().min(1).max(80).meta({ description: 'What colleagues call it.' }),
  kind: z.enum(PURPOSE_KINDS),
  channels: z.array(z.enum(CHANNELS)).min(1, 'Choose at least one channel.'),
  validityMonths: z
    .int()
    .min(1)
    .max(120)
    .nullable()
    .meta({ description: 'How long a yes lasts; null: until withdrawn.' }),
  doubleOptIn: z
    .boolean()
    .default(false)
    .meta({ description: 'A yes on a form counts only once the address has confirmed it by a mailed link.' }),
  legalBasis: z
    .enum(LEGAL_BASES)
    .default('consent')
    .meta({ description: 'What it rests on; it never changes. A yes is always enough.' }),
  productFamily: productFamily
    .nullable()
    .default(null)
    .meta({ description: 'For existing customers: what they bought, and what they are told of.' }),
  ageLimit: z
    .int()
    .min(13)
    .max(99)
    .nullable()
    .default(null)
    .meta({ description: 'In years: who is younger cannot say yes to it. Null: what each country allows.' }),
  texts: z.array(newText).min(1, 'Write what people say yes to in at least one language.'),
})
export type NewPurpose = z.input<typeof newPurpose>

/** Makes a purpose with its first texts, in force from `now`. Answers its id. */
export async function createPurpose(db: Db, purpose: NewPurpose, now: Date): Promise<string> {
  const faults = findFaults(purpose)
  if (faults.length > 0) throw new DomainError('invalid', 'This purpose cannot be made as it is.', { faults })
  const {
    texts,
    brandId,
    doubleOptIn = false,
    legalBasis = 'consent',
    productFamily: family = null,
    ageLimit = null,
    ...fields
  } = purpose
  return inTransaction(db, async (tx) => {
    found(await tx.brand.findUnique({ where: { id: brandId } }), 'sender')
    const position = await tx.purpose.count({ where: { brandId } })
    const said = { ...fields, doubleOptIn, legalBasis, productFamily: family, ageLimit }
    const id = await insertPurpose(tx, { brandId, ...said, position }, now)
    await insertTexts(tx, id, texts, now)
    return id
  })
}

/**
 * Makes a topic below a purpose, with its first names. Whoever says yes to the purpose gets every topic of it until they
 * leave one out, so also this one. Answers its id.
 */
export async function createTopic(db: Db, purposeId: string, topic: NewTopic, now: Date): Promise<string> {
  const { texts, ...fields } = topic
  const faults = findDoubles(texts)
  if (faults.length > 0) throw new DomainError('invalid', 'This topic cannot be made as it is.', { faults })
  return inTransaction(db, async (tx) => {
    const purpose = found(await tx.purpose.findUnique({ where: { id: purposeId } }), 'purpose')
    if (purpose.kind !== 'marketing' || purpose.retiredAt !== null)
      throw new DomainError('conflict', 'Topics stand below a purpose for marketing that is in use. Choose such a one.')
    const position = await tx.purpose.count({ where: { parentId: purposeId } })
    const place = { brandId: purpose.brandId, parentId: purposeId, kind: 'topic', channels: [], position }
    const id = await insertPurpose(tx, { ...fields, ...place }, now)
    await insertTexts(tx, id, texts, now)
    return id
  })
}

async function insertPurpose(
  tx: Transaction,
  purpose: Omit<Prisma.PurposeUncheckedCreateInput, 'id' | 'createdAt'>,
  now: Date,
): Promise<string> {
  const id = newId(now)
  try {
    await tx.purpose.create({ data: { id, ...purpose, createdAt: now } })
  } catch (error) {
    if (sqlState(error) !== '23505' && (error as { code?: string }).code !== 'P2002') throw error
    throw new DomainError('conflict', `The key ${purpose.key} is taken. Choose another key.`, { cause: error })
  }
  return id
}

/** Whoever is watched on the web has no address yet that could confirm anything. */
const CONFIRMABLE: readonly PurposeKind[] = ['marketing', 'sales', 'phone']

function findFaults({ kind, channels, texts, doubleOptIn, legalBasis, productFamily: family }: NewPurpose): Fault[] {
  const may = CHANNELS_OF_KIND[kind]
  const faults = channels.flatMap((channel, index): Fault[] =>
    may.includes(channel)
      ? []
      : [{ path: `channels.${index}`, message: `A purpose of this kind is asked for on ${may.join(', ')}.` }],
  )
  if (doubleOptIn && !CONFIRMABLE.includes(kind))
    faults.push({ path: 'doubleOptIn', message: `A yes is confirmed by mail for ${CONFIRMABLE.join(', ')} only.` })
  if (legalBasis === 'existing_customer') faults.push(...findCustomerFaults(kind, channels, family))
  else if (family) faults.push({ path: 'productFamily', message: 'Only a purpose for existing customers has one.' })
  return [...faults, ...findDoubles(texts)]
}

/** What the law lets an earlier sale stand for: electronic marketing of goods of the same kind (consent.md N2). */
function findCustomerFaults(
  kind: PurposeKind,
  channels: readonly Channel[],
  family: string | null | undefined,
): Fault[] {
  const may: readonly Channel[] = CUSTOMER_CHANNELS
  return [
    ...(kind === 'marketing' ? [] : [{ path: 'legalBasis', message: 'Only marketing can rest on an earlier sale.' }]),
    ...channels.flatMap((channel, index): Fault[] =>
      may.includes(channel)
        ? []
        : [{ path: `channels.${index}`, message: `An earlier sale counts for ${may.join(' and ')} only.` }],
    ),
    ...(family ? [] : [{ path: 'productFamily', message: 'Say what the customers bought.' }]),
  ]
}

const findDoubles = (texts: readonly NewText[]): Fault[] =>
  texts.flatMap(({ language }, index): Fault[] =>
    texts.findIndex((text) => text.language === language) === index
      ? []
      : [{ path: `texts.${index}.language`, message: 'Write one text for each language.' }],
  )

/**
 * Publishes new versions of these texts, in force from `now`. Those who said yes before said yes to the old ones, which
 * stay. A text that says what the one in force says is refused: it would only look like a change.
 */
export async function publishTexts(
  db: Db,
  purposeId: string,
  texts: readonly NewText[],
  now: Date,
  what: 'purpose' | 'topic' = 'purpose',
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const [purpose] = await tx.$queryRaw<{ retired_at: Date | null }[]>(Prisma.sql`
      select retired_at from purpose where id = ${purposeId}::uuid and (kind = 'topic') = ${what === 'topic'} for no key update`)
    if (found(purpose, what).retired_at !== null)
      throw new DomainError('conflict', `This ${what} is retired, so nobody is asked for it. Make a new one.`)
    const current = new Map((await findCurrentHashes(tx, purposeId)).map((row) => [row.language, row.hash]))
    const faults = [
      ...findDoubles(texts),
      ...texts.flatMap((text, index): Fault[] =>
        hashText(text).equals(current.get(text.language) ?? Buffer.alloc(0))
          ? [{ path: `texts.${index}.text`, message: 'This is what the text in force says already.' }]
          : [],
      ),
    ]
    if (faults.length > 0) throw new DomainError('invalid', 'These texts cannot be published as they are.', { faults })
    await insertTexts(tx, purposeId, texts, now)
  })
}

/** SHA-256 of the language, the name and the text: names exactly what was shown. */
export const hashText = ({ language, name, text }: NewText): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([language, name, text]))
    .digest()

async function findCurrentHashes(db: Db, purposeId: string): Promise<{ language: string; hash: Uint8Array }[]> {
  return db.$queryRaw(Prisma.sql`
    select distinct on (language) language, hash from purpose_text where purpose_id = ${purposeId}::uuid
    order by language, version desc`)
}

async function insertTexts(tx: Transaction, purposeId: string, texts: readonly NewText[], now: Date): Promise<void> {
  const of = <T>(pick: (text: NewText) => T) => texts.map(pick)
  await tx.$executeRaw(Prisma.sql`
    insert into purpose_text (purpose_id, language, version, name, text, hash, effective_from)
    select ${purposeId}::uuid, fresh.language,
      1 + coalesce((select max(version) from purpose_text old
        where old.purpose_id = ${purposeId}::uuid and old.language = fresh.language), 0),
      fresh.name, fresh.text, fresh.hash, ${now}
    from unnest(${of((t) => t.language)}::text[], ${of((t) => t.name)}::text[], ${of((t) => t.text)}::text[],
      ${of((t) => `\\x${hashText(t).toString('hex')}`)}::bytea[]) as fresh (language, name, text, hash)`)
}

/**
 * Retires a purpose or a topic: from the next decision on it is a no for everybody, and nobody can be asked for it. Never
 * taken back, so the journal outside the database knows it when this returns.
 */
export async function retirePurpose(
  db: Db,
  purposeId: string,
  now: Date,
  what: 'purpose' | 'topic' = 'purpose',
): Promise<void> {
  const purpose = await db.purpose.findUnique({ where: { id: purposeId } })
  const { retiredAt } = found(purpose && (purpose.kind === 'topic') === (what === 'topic') ? purpose : null, what)
  await db.purpose.updateMany({ where: { id: purposeId, retiredAt: null }, data: { retiredAt: now } })
  await keepRetiredOutside(purposeId, retiredAt ?? now)
}

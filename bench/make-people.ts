// People for benchmarks, made in sets: a brand, a purpose with its text, contacts with an address and a yes.
import { createHash, randomBytes } from 'node:crypto'
import { giveConsent } from '../src/consent/index.ts'
import { Prisma } from '../src/platform/index.ts'
import type { BenchDatabase } from './start-product.ts'

const NOW = new Date()

export async function makeSender({ db }: BenchDatabase): Promise<{ brandId: string; purposeId: string }> {
  const brand = await db.brand.create({
    data: {
      name: 'Vidjevik',
      senderName: 'Vidjevik',
      senderEmail: 'post@vidjevik.example',
      postalAddress: 'Kaigata 8, 7010 Trondheim',
      privacyEmail: 'personvern@vidjevik.example',
    },
  })
  const purposeId = await makePurpose({ db }, brand.id, 'product_news', 'marketing', ['email'])
  return { brandId: brand.id, purposeId }
}

export async function makePurpose(
  { db }: Pick<BenchDatabase, 'db'>,
  brandId: string,
  key: string,
  kind: string,
  channels: string[],
): Promise<string> {
  const purpose = await db.purpose.create({ data: { brandId, key, name: key, kind, channels } })
  const text = `${key}: what we do, and how to stop it`
  const hash = createHash('sha256').update(text).digest()
  await db.purposeText.create({
    data: { purposeId: purpose.id, language: 'en', version: 1, name: key, text, hash, effectiveFrom: new Date(0) },
  })
  return purpose.id
}

/** Makes `number` contacts with names and one e-mail address each, and answers with their ids. */
export async function makeContacts({ db }: Pick<BenchDatabase, 'db'>, number: number): Promise<string[]> {
  const tag = randomBytes(4).toString('hex')
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    with made as (
      insert into contact (first_name, last_name, language, country, fields)
      select 'Kari ' || n, 'Nesheim', 'nb', 'NO', '{}' from generate_series(1, ${number}::int) n returning id
    ), numbered as (select id, row_number() over () as n from made), address as (
      insert into identity (contact_id, kind, value)
      select id, 'email', 'contact-' || ${tag} || '-' || n || '@people.example' from numbered
    ), key as (
      insert into address_key (kind, value_hash, contact_id)
      select 'email', sha256(convert_to('email:contact-' || ${tag} || '-' || n || '@people.example', 'UTF8')), id from numbered
    )
    select id from made order by id`)
  return rows.map((row) => row.id)
}

/** Everybody says yes, through the product's own ledger. */
export async function sayYes(
  { db }: Pick<BenchDatabase, 'db'>,
  ids: readonly string[],
  purposeId: string,
  channel = 'email',
) {
  for (let from = 0; from < ids.length; from += 1000)
    await giveConsent(
      db,
      ids.slice(from, from + 1000).map((contactId) => ({
        contactId,
        purposeId,
        channel,
        method: 'form',
        actor: 'contact',
        language: 'en',
        occurredAt: NOW,
        evidence: { page: 'https://vidjevik.example/guide' },
      })),
      NOW,
    )
}

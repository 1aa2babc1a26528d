// Whose page a link opens. The link is all there is: no login, no cookie, nothing remembered about the visit. A link
// that is not ours, cut or forged, finds nobody, and the page does not say which (consent.md W10).
import { maskEmail } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { findQuestions, type OpenQuestion } from '../asks/find-questions.ts'
import { type ConsentGrid, findConsentGrid } from '../find-consent-grid.ts'
import { type Frequency, findFrequency } from '../frequency.ts'
import { type LinkKey, type LinkToken, readLinkToken } from '../link-token.ts'
import { receiptNumber } from '../receipt-number.ts'
import type { Choice } from '../stop-consent.ts'
import { type PageLanguage, pickLanguage } from './page-language.ts'

export type PageBrand = {
  id: string
  name: string
  postalAddress: string
  privacyEmail: string
  privacyUrl: string | null
  colour: string
  country: string
}
export type Visitor = {
  /** The contact, or the one it was merged into. */
  contactId: string
  isErased: boolean
  /** First letter, last letter, domain; null without an e-mail address. */
  maskedEmail: string | null
  language: PageLanguage
  brand: PageBrand
  /** The purpose that the mail was sent for. */
  purposeId: string
  /** The topic that it was sent for, where it had one: then the link stops the topic (U8). */
  topicId: string | null
  /** What the link stops. */
  stops: Choice[]
  /** By which way the message came: what stops its purpose stops that way. */
  channel: string
  messageId: string
  /** What the mail asks to confirm, where it is one that asks. */
  asked: Choice[]
}

/** The visitor that this link names, or undefined. `wish` is the language chosen on the page, if any. */
export async function findVisitor(
  db: Db,
  keys: readonly LinkKey[],
  text: string,
  wish?: string,
): Promise<Visitor | undefined> {
  const token = readLinkToken(keys, text)
  const [person] = token ? await findPerson(db, token) : []
  if (!token || !person) return undefined
  const { brand, about } = person
  const { purposeId, topicId, channels } = about
  const channel = person.channel ?? 'email'
  return {
    contactId: person.id,
    isErased: person.is_erased,
    maskedEmail: person.email === null ? null : maskEmail(person.email),
    language: pickLanguage([wish, person.language], brand.country),
    brand,
    purposeId,
    topicId,
    // A topic is left out on every channel of its purpose; of a purpose a mail stops mail, and an SMS stops SMS.
    stops: topicId ? channels.map((each) => ({ purposeId: topicId, channel: each })) : [{ purposeId, channel }],
    channel,
    messageId: token.messageId,
    asked: person.asked,
  }
}

type Person = {
  id: string
  is_erased: boolean
  language: string | null
  email: string | null
  brand: PageBrand
  /** What the mail was sent for; where that is a topic, also the purpose above it. */
  about: { purposeId: string; topicId: string | null; channels: string[] }
  asked: Choice[]
  /** Of the message; null where it is no longer known. */
  channel: string | null
}

/** A link outlives a merge: it opens the page of the contact that the first one has become. */
async function findPerson(db: Db, { contactId, purposeId, messageId }: LinkToken): Promise<Person[]> {
  return db.$queryRaw<Person[]>(Prisma.sql`
    with recursive heir (id, merged_into_id, depth) as (
      select id, merged_into_id, 0 from contact where id = ${contactId}::uuid
      union all
      select contact.id, contact.merged_into_id, heir.depth + 1 from contact join heir on contact.id = heir.merged_into_id
      where heir.depth < 50
    )
    select contact.id, contact.erased_at is not null as is_erased, contact.language, address.value as email,
      json_build_object('id', brand.id, 'name', brand.name, 'postalAddress', brand.postal_address,
        'privacyEmail', brand.privacy_email, 'privacyUrl', brand.privacy_url, 'colour', brand.colour,
        'country', brand.country) as brand,
      json_build_object('purposeId', coalesce(above.id, purpose.id),
        'topicId', case when above.id is not null then purpose.id end,
        'channels', coalesce(above.channels, purpose.channels)) as about,
      (select channel from message where message.contact_id = ${contactId}::uuid and message.id = ${messageId}::uuid)
        as channel,
      (select coalesce(json_agg(json_build_object('purposeId', purpose_id, 'channel', channel)), '[]') from opt_in
        where contact_id = contact.id and message_id = ${messageId}::uuid) as asked
    from heir join contact on contact.id = heir.id
    join purpose on purpose.id = ${purposeId}::uuid
    join brand on brand.id = purpose.brand_id
    left join purpose above on above.id = purpose.parent_id
    left join lateral (
      select value from identity where contact_id = contact.id and kind = 'email' and is_primary limit 1
    ) address on true
    where heir.merged_into_id is null`)
}

export type PurposeText = { id: string; name: string; text: string; language: string }
export type Said = { type: string; purposeId: string | null; channel: string | null }
/** What the contact did last, all of one press, and the number under which it stands in the ledger. */
export type LastSaid = { at: Date; number: string; facts: Said[] }
export type Preferences = ConsentGrid & {
  texts: Map<string, PurposeText>
  pausedUntil: Date | null
  frequency: Frequency
  hasObjected: boolean
  last: LastSaid | undefined
  /** What this person is being asked. */
  questions: OpenQuestion[]
}

/** Everything that the page shows of this visitor. */
export async function findPreferences(db: Db, visitor: Visitor, now: Date): Promise<Preferences> {
  const { contactId, brand, language } = visitor
  const grid = await findConsentGrid(db, contactId, { at: now, brandId: brand.id })
  const holds = await db.consentHold.findMany({
    where: { contactId, kind: { in: ['pause', 'objection'] }, liftedAt: null, since: { lte: now } },
  })
  const pauses = holds.filter((hold) => hold.kind === 'pause' && hold.until !== null && hold.until > now)
  return {
    ...grid,
    texts: await findTexts(db, [...namedIn(grid), visitor.purposeId], language, now),
    frequency: (await findFrequency(db, contactId, brand.id)).frequency,
    pausedUntil: pauses.reduce<Date | null>(
      (last, { until }) => (until && (!last || until > last) ? until : last),
      null,
    ),
    hasObjected: holds.some((hold) => hold.kind === 'objection'),
    last: await findLastSaid(db, contactId),
    questions: await findQuestions(db, { contactId, brandId: brand.id, language }, now),
  }
}

/** The text in force of each purpose: in this language, else in English, else in any. */
async function findTexts(db: Db, purposeIds: string[], language: string, now: Date): Promise<Map<string, PurposeText>> {
  const rows = await db.$queryRaw<(PurposeText & { purpose_id: string })[]>(Prisma.sql`
    select distinct on (purpose_id) purpose_id, id, name, text, language from purpose_text
    where purpose_id = any(${purposeIds}::uuid[]) and effective_from <= ${now}
    order by purpose_id, language = ${language} desc, language = 'en' desc, language, version desc`)
  return new Map(rows.map((row) => [row.purpose_id, row]))
}

const namedIn = ({ purposes, topics }: ConsentGrid) => [...purposes, ...topics].map(({ id }) => id)

/** What the link stops, as the person reads it, and the purpose above it where that is a topic. */
export async function findStopNames(
  db: Db,
  { purposeId, topicId, language }: Visitor,
  now: Date,
): Promise<{ stopped: string; purpose: string | null }> {
  const texts = await findTexts(db, topicId ? [topicId, purposeId] : [purposeId], language, now)
  const nameOf = (id: string) => texts.get(id)?.name ?? ''
  return topicId
    ? { stopped: nameOf(topicId), purpose: nameOf(purposeId) }
    : { stopped: nameOf(purposeId), purpose: null }
}

async function findLastSaid(db: Db, contactId: string): Promise<LastSaid | undefined> {
  const last = await db.consentEvent.findFirst({
    where: { contactId, actor: 'contact' },
    orderBy: { seq: 'desc' },
    select: { recordedAt: true, hash: true },
  })
  if (!last) return undefined
  const facts = await db.consentEvent.findMany({
    where: { contactId, actor: 'contact', recordedAt: last.recordedAt },
    orderBy: { seq: 'asc' },
    select: { type: true, purposeId: true, channel: true },
  })
  return { at: last.recordedAt, number: receiptNumber(last.hash), facts }
}

// Everything that is wrong or soon will be, from every folder that tells of it.
import { campaignDeviations } from '../../campaigns/index.ts'
import {
  consentDeviations,
  type Deviation,
  type DeviationReader,
  type DeviationSource,
  MOST_COUNTED,
} from '../../consent/index.ts'
import { contactNameSql } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { heldBack } from './held-back.ts'
import { proofDeviations } from './proof-deviations.ts'

/** Every source; within one tone they are read in this order. */
export const DEVIATIONS: readonly DeviationSource[] = [
  ...proofDeviations,
  ...campaignDeviations,
  ...consentDeviations,
  heldBack,
]

const TONES: readonly Deviation['tone'][] = ['broken', 'near', 'plain']

/** All deviations: what is broken first, then what has a date, then what is to be known. */
export async function findDeviations(
  db: Db,
  now: Date,
  reader: DeviationReader,
): Promise<(Deviation & { kind: string })[]> {
  const found: (Deviation & { kind: string })[] = []
  for (const { kind, find } of DEVIATIONS)
    found.push(...(await find(db, now, reader)).map((deviation) => ({ ...deviation, kind })))
  return found.toSorted((one, other) => TONES.indexOf(one.tone) - TONES.indexOf(other.tone))
}

export type DeviationPerson = { id: string; name: string; detail: string | null }

/** The people behind a deviation, by id. Throws `not_found` for a kind that names nobody. */
export async function findDeviationPeople(
  db: Db,
  { kind, part, cursor, limit }: { kind: string; part: string | null; cursor: string | undefined; limit: number },
  now: Date,
): Promise<{ items: DeviationPerson[]; total: number; next: string | null }> {
  const relation = DEVIATIONS.find((source) => source.kind === kind)?.people?.(part, now)
  if (!relation)
    throw new DomainError('not_found', 'There is no list of people behind this. Go back to the privacy desk.')
  const [counted] = await db.$queryRaw<{ total: number }[]>(Prisma.sql`
    select count(distinct contact_id)::int as total from (
      select contact_id from (${relation}) everybody limit ${MOST_COUNTED + 1}::int) people`)
  const rows = await db.$queryRaw<DeviationPerson[]>(Prisma.sql`
    select contact.id, coalesce(${contactNameSql}, email.value, '–') as name,
      nullif(concat_ws(', ', contact.job_title, account.name), '') as detail
    from (
      select distinct contact_id from (${relation}) everybody
      where ${cursor ?? null}::uuid is null or contact_id > ${cursor ?? null}::uuid order by contact_id limit ${limit + 1}
    ) people join contact on contact.id = people.contact_id left join account on account.id = contact.account_id
    left join lateral (
      select value from identity where identity.contact_id = contact.id and kind = 'email' and is_primary limit 1
    ) email on true
    order by contact.id`)
  const items = rows.slice(0, limit)
  return { items, total: counted?.total ?? 0, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

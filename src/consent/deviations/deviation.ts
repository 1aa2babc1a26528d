// A deviation: something that is wrong or soon will be, with its number, the people behind it, and one way to mend it.
// Each folder tells its own (DeviationSource); reports lists them all. Counting stops early: these are read all the time.
import { type Db, Prisma } from '../../platform/database.ts'

export type DeviationReader = {
  language: 'en' | 'nb'
  /** A day in words, in the time zone of the company. */
  day: (at: Date) => string
  number: (count: number) => string
}
export type Deviation = {
  /** Which of its kind: a purpose and channel, a campaign. Null where there is one. */
  part: string | null
  count: number
  /** `broken` is wrong now, `near` has a date, `plain` is to be known. */
  tone: 'broken' | 'near' | 'plain'
  /** May hold `[236](people:/…)`, which the app makes a way to the people. */
  title: string
  detail: string
  /** A page of the app, or a path below /api that is posted to. */
  mend: { label: string; to: string } | { label: string; post: string }
}
export type DeviationSource = {
  kind: string
  find: (db: Db, now: Date, reader: DeviationReader) => Promise<Deviation[]>
  /** The contacts behind a part, as a relation (contact_id), some perhaps twice; undefined where there is no such part. */
  people?: (part: string | null, now: Date) => Prisma.Sql | undefined
}

/** Counting stops here: "more than 10,000" is reason enough, and the next thousand would cost a walk through everybody. */
export const MOST_COUNTED = 10_000

/** Rows of a relation, at most one more than MOST_COUNTED. */
export async function countAtMost(db: Db, relation: Prisma.Sql): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from (select from (${relation}) counted limit ${MOST_COUNTED + 1}::int) counted`)
  return row?.count ?? 0
}

/** The count as a reader sees it, leading to its people. */
export function sayCount(count: number, people: string, { language, number }: DeviationReader): string {
  const isMore = count > MOST_COUNTED
  const words = isMore ? `${language === 'nb' ? 'Over' : 'More than'} ${number(MOST_COUNTED)}` : number(count)
  return `[${words}](people:${people})`
}

/** Where the people of a deviation are, below /api. */
export const peopleOf = (kind: string, part: string | null): string =>
  `/privacy/deviations/${kind}/people${part === null ? '' : `?part=${encodeURIComponent(part)}`}`

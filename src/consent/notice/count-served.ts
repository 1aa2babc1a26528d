// That words were shown, also to those who did not answer: counted by day, page, language and text version, never by
// person. Looking leaves nothing about whoever looked (consent.md U10), and a count too few is no harm.
import { type Db, listSql, Prisma } from '../../platform/database.ts'

export type Served = {
  /** The path of the page, without anything that could name somebody: `/f/heat-guide`. */
  page: string
  /** Of the page; a text may be in another where there is none in this one. */
  language: string
  textIds: readonly string[]
}

/** Counts one showing of these texts. */
export const countShown = (db: Db, served: Served, now: Date): Promise<void> => count(db, served, 'shown', now)

/** Counts one answer that said yes to these texts. Call it last in its transaction: others wait for the row. */
export const countSaidYes = (db: Db, served: Served, now: Date): Promise<void> => count(db, served, 'said_yes', now)

async function count(db: Db, { page, language, textIds }: Served, what: 'shown' | 'said_yes', now: Date) {
  // In one order, so that two pages with the same texts never wait for each other in a circle.
  const ids = [...new Set(textIds)].toSorted()
  if (ids.length === 0) return
  const [shown, saidYes] = what === 'shown' ? [1, 0] : [0, 1]
  await db.$executeRaw(Prisma.sql`
    insert into served_text (text_id, day, page, language, shown, said_yes)
    select id, ${now.toISOString().slice(0, 10)}::date, ${page}, ${language}, ${shown}, ${saidYes}
    from unnest(${listSql(ids, 'uuid')}) with ordinality as fresh (id, position) order by position
    on conflict (text_id, day, page, language) do update
      set shown = served_text.shown + excluded.shown, said_yes = served_text.said_yes + excluded.said_yes`)
}

export type ServedCount = {
  textId: string
  purposeId: string
  name: string
  language: string
  version: number
  shown: number
  saidYes: number
  days: { day: string; shown: number; saidYes: number }[]
}

/** What was shown on a page: each text with its counts, in all and for each day, the newest version first. */
export async function findServed(db: Db, page: string): Promise<ServedCount[]> {
  return db.$queryRaw<ServedCount[]>(Prisma.sql`
    select text.id as "textId", text.purpose_id as "purposeId", text.name, text.language, text.version,
      sum(daily.shown)::int as shown, sum(daily.said_yes)::int as "saidYes",
      jsonb_agg(jsonb_build_object('day', daily.day, 'shown', daily.shown, 'saidYes', daily.said_yes)
        order by daily.day desc) as days
    from (
      select text_id, day, sum(shown)::int as shown, sum(said_yes)::int as said_yes from served_text
      where page = ${page} group by text_id, day
    ) daily
    join purpose_text text on text.id = daily.text_id join purpose on purpose.id = text.purpose_id
    group by text.id, purpose.position
    order by purpose.position, text.purpose_id, text.language, text.version desc`)
}

// Whether something is still written in clear anywhere: the proof that an erasure was whole (consent.md L7).
import { type Db, Prisma } from '../../platform/database.ts'

/** Tables in which a row holds one of these texts, in any column, letter case aside. Reads the whole database. */
export async function findInClear(db: Db, texts: readonly string[]): Promise<{ table: string; rows: number }[]> {
  return db.$queryRaw(Prisma.sql`
    select table_name as table, lines::int as rows from find_in_clear(${[...texts]}::text[]) order by table_name`)
}

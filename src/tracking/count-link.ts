// A click on a link that is the same for everybody: it is counted, and nothing is kept of who it was (consent.md E10).
import { type Db, Prisma } from '../platform/database.ts'

/** Where this link of a content leads, counted once more; undefined where there is none. Nothing else is kept. */
export async function countLink(
  db: Db,
  contentId: string,
  position: number,
  isCounted: boolean,
  now: Date,
): Promise<string | undefined> {
  const content = await db.messageContent.findUnique({ where: { id: contentId }, select: { links: true } })
  const address = content?.links[position]
  if (!address || !/^https?:\/\//i.test(address)) return undefined
  if (isCounted)
    await db.$executeRaw(Prisma.sql`
      insert into link_count (content_id, position, day, clicks)
      values (${contentId}::uuid, ${position}::int, (${now}::timestamptz at time zone 'UTC')::date, 1)
      on conflict (content_id, position, day) do update set clicks = link_count.clicks + 1`)
  return address
}

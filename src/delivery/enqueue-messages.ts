// Puts messages in line: rows, in batches that one worker takes at a time. Nothing is decided here; whoever may get the
// mail is decided in the second of sending. A repeated occasion of a contact does nothing, so this may run twice.
import { type Db, Prisma } from '../platform/database.ts'
import { withContent } from './content-language.ts'

/** Messages in a batch: few enough that two workers share a campaign, many enough that a worker seldom stops for the next. */
const BATCH_SIZE = 5000

export type Enqueue = {
  /** Who reads another language gets its translation, where it has one. */
  contentId: string
  campaignId: string | null
  /** A relation (contact_id uuid, occasion text), with `due timestamptz` where `isTimed`. */
  people: Prisma.Sql
  /** For everybody, unless `isTimed`: then each person has a time, and few times are many people's. */
  notBefore: Date
  isTimed?: boolean
  /** In ms. What has not begun so long after its time does not go out any more; undefined: however late. */
  expiresAfterMs?: number | undefined
  /** Until somebody gives them their content: nothing of it is sent before. */
  isWaiting?: boolean
}

/** Queues one message for each of `people`. Answers how many were new. */
export async function enqueueMessages(
  db: Db,
  { contentId, campaignId, people, notBefore, isTimed = false, isWaiting = false, expiresAfterMs }: Enqueue,
  now: Date,
): Promise<{ queued: number }> {
  const due = isTimed ? Prisma.sql`people.due` : Prisma.sql`${notBefore}::timestamptz`
  const chosen = await withContent(db, contentId, people, due)
  // Batches of one content and one time each: the claim never looks at what is not due.
  const queued = await db.$executeRaw(Prisma.sql`
    with numbered as materialized (
      select contact_id, occasion, content_id, due,
        (row_number() over (partition by content_id, due order by contact_id) - 1) / ${BATCH_SIZE}::int as place
      from (${chosen}) people
    ), place as materialized (
      select content_id, due, place, uuid_v7() as batch_id
      from (select distinct content_id, due, place from numbered) places
    ), batch as (
      insert into message_batch (id, content_id, campaign_id, channel, status, not_before, created_at, expires_at)
      select batch_id, content_id, ${campaignId}::uuid,
        (select channel from message_content where id = place.content_id), ${isWaiting ? 'waiting' : 'open'}, due, ${now}::timestamptz,
        due + make_interval(secs => ${expiresAfterMs === undefined ? null : expiresAfterMs / 1000}::float8) from place
    )
    insert into message (contact_id, batch_id, content_id, campaign_id, purpose_id, channel, occasion, created_at)
    select numbered.contact_id, batch_id, content.id, ${campaignId}::uuid, content.purpose_id, content.channel, occasion,
      ${now}::timestamptz
    from numbered join place using (content_id, due, place) join message_content content on content.id = numbered.content_id
    on conflict (contact_id, occasion) do nothing`)
  return { queued }
}

// Gives a batch that waited to know what it should say its content, and lets it go. The people in it and their consent are as
// they were: each is decided in the second of sending.
import { Prisma, type Transaction } from '../platform/database.ts'

/** In the language that each of the batch was queued in, where the content has it. The batch must be locked. */
export async function giveContent(
  tx: Transaction,
  { batchId, contentId, notBefore }: { batchId: string; contentId: string; notBefore: Date },
): Promise<void> {
  const [chosen] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    select coalesce(translation.id, ${contentId}::uuid) as id
    from message_batch batch join message_content former on former.id = batch.content_id
    left join message_content translation on translation.translation_of = ${contentId}::uuid
      and former.translation_of is not null and translation.language = former.language
    where batch.id = ${batchId}::uuid`)
  const id = chosen?.id ?? contentId
  await tx.$executeRaw(Prisma.sql`
    with locked as materialized (
      select contact_id, id from message where batch_id = ${batchId}::uuid and status = 'queued' order by contact_id, id for update
    )
    update message set content_id = ${id}::uuid from locked
    where message.contact_id = locked.contact_id and message.id = locked.id`)
  await tx.$executeRaw(Prisma.sql`
    update message_batch set content_id = ${id}::uuid, status = 'open', not_before = ${notBefore}::timestamptz,
      expires_at = expires_at + (${notBefore}::timestamptz - not_before)
    where id = ${batchId}::uuid`)
}

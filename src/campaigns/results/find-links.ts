// The links of a campaign: how many of those who may be watched followed each, and how often others did, as a number that
// names nobody and is not told where so few got the mail that it would be about one of them.
import { type Db, Prisma } from '../../platform/database.ts'
import { isPersonsSql } from '../../tracking/index.ts'

export type LinkResult = {
  address: string
  /** Who followed it, of those who allow tracking. */
  people: number
  /** How often others followed it; null: not counted, or too few got the mail. */
  clicks: number | null
}

/** People without tracking who must have got a mail before anything is told of their clicks. Fewer, and a number is a person. */
export const SMALLEST_CROWD = 5

/** Every link of the campaign's mails, the most followed first. */
export function findLinks(db: Db, campaignId: string): Promise<LinkResult[]> {
  return db.$queryRaw<LinkResult[]>(Prisma.sql`
    with sent as materialized (
      select content_id, count(*) filter (where not is_tracked) as untracked from message
      where campaign_id = ${campaignId}::uuid and status = 'sent' group by 1
    ), link as (
      select content.id as content_id, link.address, link.place::int - 1 as position
      from sent join message_content content on content.id = sent.content_id
      cross join lateral unnest(content.links) with ordinality as link (address, place)
    ), followed as (
      select message.content_id, (event.properties ->> 'position')::int as position, event.contact_id
      from event join message on message.contact_id = event.contact_id and message.id = (event.properties ->> 'messageId')::uuid
      where event.type = 'mail.clicked' and event.properties ->> 'campaignId' = ${campaignId} and ${isPersonsSql}
    ), counted as (
      select link_count.content_id, link_count.position, sum(clicks)::int as clicks
      from link_count join sent on sent.content_id = link_count.content_id and sent.untracked >= ${SMALLEST_CROWD}
      group by 1, 2
    )
    select link.address, count(distinct followed.contact_id)::int as people,
      (select sum(clicks)::int from counted join link own using (content_id, position) where own.address = link.address) as clicks
    from link left join followed on followed.content_id = link.content_id and followed.position = link.position
    group by link.address order by people desc, clicks desc nulls last, link.address limit 200`)
}

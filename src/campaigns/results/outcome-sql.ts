// What became of each mail of a campaign, as one relation: whoever counts, by day, by domain or by segment, counts these
// rows, so that the parts always add up to the whole. What a machine did is left out.
import { Prisma } from '../../platform/database.ts'
import { isPersonsSql } from '../../tracking/index.ts'
import type { Goal } from './goal.ts'

/**
 * One row for each mail that was sent, or refused at once: contact_id, id, content_id, is_sent, is_tracked, and when it was
 * sent_at, delivered_at, bounced_at, opened_at, clicked_at, replied_at, unsubscribed_at, complained_at, converted_at and lead_at (null: it
 * was not), with the value of what followed the click.
 */
export function outcomeSql(campaignId: string, { eventType, withinDays, valueProperty }: Goal): Prisma.Sql {
  const property = valueProperty ?? ''
  const within = Prisma.sql`seen.clicked_at and seen.clicked_at + make_interval(days => ${withinDays}::int)`
  return Prisma.sql`
    with campaign as materialized (select coalesce(started_at, created_at) as began_at from campaign where id = ${campaignId}::uuid),
    seen as materialized (
      select contact_id, properties ->> 'messageId' as message_id,
        min(occurred_at) filter (where type = 'mail.opened') as opened_at,
        min(occurred_at) filter (where type = 'mail.clicked') as clicked_at
      from event where type in ('mail.clicked', 'mail.opened') and properties ->> 'campaignId' = ${campaignId}
        and ${isPersonsSql} group by 1, 2
    ), read as materialized (
      select seen.*, goal.at as converted_at, goal.value, lead.at as lead_at from seen
      left join lateral (
        select min(occurred_at) as at,
          sum(case when jsonb_typeof(properties -> ${property}) = 'number' then (properties ->> ${property})::float8 end) as value
        from event where seen.clicked_at is not null and event.contact_id = seen.contact_id
          and event.type = ${eventType ?? ''} and event.occurred_at > seen.clicked_at and event.occurred_at between ${within}
      ) goal on true
      left join lateral (
        select min(created_at) as at from lead
        where seen.clicked_at is not null and lead.contact_id = seen.contact_id and lead.created_at between ${within}
      ) lead on true
    ), replied as materialized (
      select properties ->> 'messageId' as message_id, min(occurred_at) as at from event
      where type in ('mail.replied', 'sms.replied') and properties ->> 'campaignId' = ${campaignId} group by 1
    ), stopped as materialized (
      select entry.contact_id, evidence.data ->> 'messageId' as message_id, min(entry.occurred_at) as at
      from consent_event entry
      join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
      left join purpose on purpose.id = entry.purpose_id
      where entry.type in ('withdrawn', 'refused', 'objected') and entry.occurred_at >= (select began_at from campaign)
        and (entry.purpose_id is null or purpose.kind = 'marketing') group by 1, 2
    ), complained as materialized (
      select contact_id, reason, min(since) as at from consent_hold
      where kind = 'complaint' and since >= (select began_at from campaign) group by 1, 2
    )
    select message.contact_id, message.id, message.content_id, message.status = 'sent' as is_sent,
      message.status = 'sent' and message.is_tracked as is_tracked,
      case when message.status = 'sent' then message.finished_at end as sent_at,
      case when message.status = 'sent' and bounce.outcome is null then message.finished_at end as delivered_at,
      bounce.at as bounced_at, read.opened_at, read.clicked_at, replied.at as replied_at, stopped.at as unsubscribed_at,
      complained.at as complained_at, read.converted_at, read.value, read.lead_at
    from message
    left join message_bounce bounce on bounce.contact_id = message.contact_id and bounce.message_id = message.id
    left join read on read.contact_id = message.contact_id and read.message_id = message.id::text
    left join replied on replied.message_id = message.id::text
    left join stopped on stopped.contact_id = message.contact_id and stopped.message_id = message.id::text
    left join complained on complained.contact_id = message.contact_id and complained.reason = 'message ' || message.id
    where message.campaign_id = ${campaignId}::uuid and (message.status = 'sent' or bounce.outcome is not null)`
}

export type Sums = {
  sent: number
  delivered: number
  bounced: number
  /** Of the sent: those whose links and picture may name them. Only of them opened, clicked and converted are known. */
  tracked: number
  /** An estimate: many programs fetch no pictures, others fetch them unasked. */
  opened: number
  clicked: number
  converted: number
  value: number
  leads: number
  replied: number
  unsubscribed: number
  complained: number
}

export const SUM_NAMES = [
  ...(['sent', 'delivered', 'bounced', 'tracked', 'opened', 'clicked', 'converted', 'value', 'leads'] as const),
  ...(['replied', 'unsubscribed', 'complained'] as const),
]

/** The columns of `Sums` over rows of that relation. */
export const SUMS = Prisma.sql`
  count(*) filter (where is_sent)::int as sent, count(delivered_at)::int as delivered, count(bounced_at)::int as bounced,
  count(*) filter (where is_tracked)::int as tracked, count(opened_at) filter (where is_tracked)::int as opened,
  count(clicked_at) filter (where is_tracked)::int as clicked, count(converted_at) filter (where is_tracked)::int as converted,
  coalesce(sum(value) filter (where is_tracked), 0)::float8 as value, count(lead_at) filter (where is_tracked)::int as leads,
  count(replied_at)::int as replied, count(unsubscribed_at)::int as unsubscribed, count(complained_at)::int as complained`

// What each way of an experiment has brought so far, and what came of those who were held out.
import { type Db, Prisma } from '../../platform/database.ts'
import { isPersonsSql } from '../../tracking/index.ts'
import { findGoal } from '../results/goal.ts'
import { dividePlaces, inSpan, type Shares } from './place-contacts.ts'
import type { Arm } from './sequential.ts'

export type Metric = 'clicked' | 'converted'
export type Counted = Shares & {
  campaignId: string
  key: Uint8Array
  metric: string
  variants: readonly { position: number; contentId: string | null }[]
}

/** In the order of the variants. Only those on whom the ways were tried: the rest got its mail later, and knowing more. */
export async function countArms(db: Db, experiment: Counted): Promise<Arm[]> {
  const { campaignId, key, variants } = experiment
  const { test } = dividePlaces(experiment, variants.length)
  const { counts, isSuccess } = await measure(db, experiment)
  const rows = await db.$queryRaw<(Arm & { position: number })[]>(Prisma.sql`
    select variant.position, count(*)::int as people, count(*) filter (where is_success)::int as successes
    from (
      select coalesce(content.translation_of, content.id) as main_id, ${isSuccess} as is_success
      from message join message_content content on content.id = message.content_id
      where message.campaign_id = ${campaignId}::uuid and message.status = 'sent' and ${counts}
        and ${inSpan(key, Prisma.sql`message.contact_id`, test)}
    ) counted
    join experiment_variant variant on variant.content_id = counted.main_id and variant.campaign_id = ${campaignId}::uuid
    group by 1`)
  return variants.map(({ position }) => {
    const row = rows.find((one) => one.position === position)
    return { people: row?.people ?? 0, successes: row?.successes ?? 0 }
  })
}

/** Who was allowed and got it, and who was allowed and held out: how many of each did what was hoped for. */
export async function countHeldOut(db: Db, campaignId: string): Promise<{ got: Arm; heldOut: Arm } | undefined> {
  const { eventType } = await findGoal(db, campaignId)
  if (eventType === null) return undefined
  const { isSuccess } = await measure(db, { campaignId, metric: 'converted' })
  const rows = await db.$queryRaw<(Arm & { is_held_out: boolean })[]>(Prisma.sql`
    select is_held_out, count(*)::int as people, count(*) filter (where is_success)::int as successes from (
      select message.reason = 'held_out' and message.status = 'cancelled' as is_held_out, ${isSuccess} as is_success
      from message where message.campaign_id = ${campaignId}::uuid
        and (message.status in ('sent', 'failed') or message.status = 'cancelled' and message.reason = 'held_out')
    ) counted group by 1`)
  const armOf = (isHeldOut: boolean): Arm => {
    const row = rows.find((one) => one.is_held_out === isHeldOut)
    return { people: row?.people ?? 0, successes: row?.successes ?? 0 }
  }
  return { got: armOf(false), heldOut: armOf(true) }
}

/**
 * Whom a message counts for, and when it is a success. Clicks are known of those who allow tracking alone; what was hoped
 * for is counted for everybody, within days of the decision, as numbers that lead to nobody.
 */
async function measure(
  db: Db,
  { campaignId, metric }: Pick<Counted, 'campaignId' | 'metric'>,
): Promise<{ counts: Prisma.Sql; isSuccess: Prisma.Sql }> {
  if (metric === 'clicked')
    return {
      counts: Prisma.sql`message.is_tracked`,
      isSuccess: Prisma.sql`exists (select from event where event.contact_id = message.contact_id
        and event.type = 'mail.clicked' and event.properties ->> 'messageId' = message.id::text and ${isPersonsSql})`,
    }
  const { eventType, withinDays } = await findGoal(db, campaignId)
  return {
    counts: Prisma.sql`true`,
    isSuccess: Prisma.sql`exists (select from event where event.contact_id = message.contact_id
      and event.type = ${eventType ?? ''} and event.occurred_at > message.decided_at
      and event.occurred_at <= message.decided_at + make_interval(days => ${withinDays}::int))`,
  }
}

// What goes out today: campaigns with their moment, and workflows, which send all day. How many get it is the forecast
// before it begins and the messages after.
import { findReach, type Reach } from '../../campaigns/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'

export type GoingOut = {
  kind: 'campaign' | 'workflow'
  id: string
  name: string
  /** null: all day. */
  at: Date | null
  state: 'scheduled' | 'sending' | 'paused' | 'sent' | 'live'
  parts: Reach
}

/** Rows on the page. Whoever sends more in a day looks at the list of campaigns. */
const MOST = 8
const NOBODY: Reach = { gets: 0, later: 0, never: 0, no: 0 }

/** Campaigns of this day by time, then what is live. */
export async function findGoingOut(db: Db, timeZone: string, now: Date): Promise<GoingOut[]> {
  const campaigns = await findCampaigns(db, timeZone, now)
  const reached: GoingOut[] = []
  for (const campaign of campaigns)
    reached.push({ ...campaign, kind: 'campaign', parts: (await findReach(db, campaign.id, now)) ?? NOBODY })
  return [...reached, ...(await findWorkflows(db, timeZone, now))].slice(0, MOST)
}

type CampaignRow = Pick<GoingOut, 'id' | 'name' | 'at' | 'state'>

const dayOf = (at: Prisma.Sql, timeZone: string) => Prisma.sql`date_trunc('day', ${at} at time zone ${timeZone})`

async function findCampaigns(db: Db, timeZone: string, now: Date): Promise<CampaignRow[]> {
  const today = dayOf(Prisma.sql`${now}::timestamptz`, timeZone)
  return db.$queryRaw<CampaignRow[]>(Prisma.sql`
    select id, name, coalesce(started_at, starts_at) as at, status as state from campaign
    where status in ('sending', 'paused')
      or status = 'scheduled' and ${dayOf(Prisma.sql`starts_at`, timeZone)} <= ${today}
      or status = 'sent' and ${dayOf(Prisma.sql`started_at`, timeZone)} = ${today}
    order by coalesce(started_at, starts_at), id limit ${MOST}`)
}

type WorkflowRow = { id: string; name: string; gets: number; later: number; never: number; no: number }

/** Published workflows that send, with what became of their mails of today. */
async function findWorkflows(db: Db, timeZone: string, now: Date): Promise<GoingOut[]> {
  const rows = await db.$queryRaw<WorkflowRow[]>(Prisma.sql`
    select workflow.id, workflow.name,
      count(message.id) filter (where message.status = 'sent')::int as gets,
      count(message.id) filter (where message.status in ('queued', 'started'))::int as later,
      count(message.id) filter (where message.status = 'blocked' and message.reason = 'never_asked')::int as never,
      count(message.id) filter (where message.status in ('blocked', 'cancelled', 'failed', 'expired')
        and message.reason is distinct from 'never_asked')::int as no
    from workflow
    join lateral (
      select definition from workflow_version where workflow_id = workflow.id order by version desc limit 1
    ) version on true
    join lateral (
      select distinct step.value ->> 'campaignId' as campaign_id from jsonb_each(version.definition -> 'steps') step
      where step.value ->> 'kind' = 'send_campaign'
    ) sends on true
    left join message on message.campaign_id = sends.campaign_id::uuid
      and ${dayOf(Prisma.sql`message.created_at`, timeZone)} = ${dayOf(Prisma.sql`${now}::timestamptz`, timeZone)}
    where workflow.status = 'published'
    group by workflow.id, workflow.name order by workflow.name limit ${MOST}`)
  return rows.map(({ id, name, ...parts }) => ({ kind: 'workflow', id, name, at: null, state: 'live', parts }))
}

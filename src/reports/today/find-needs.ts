// What needs somebody, as facts: each kind is one statement, and none of them walks through all people. The words are
// put to them by need-words.ts.
import type { LinkFault } from '../../campaigns/index.ts'
import {
  findRequests,
  findStaleWashes,
  isRestrictedSql,
  type RegisteredChannel,
  type RequestKind,
} from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { findProofs } from '../check-proofs.ts'

export type NeedFact =
  | { kind: 'proof'; faults: number; sentWithoutYes: number; checkedAt: Date }
  | { kind: 'ends'; purposeId: string; purpose: string; channel: string; people: number; firstAt: Date; lastAt: Date }
  | {
      kind: 'unstoppable'
      mails: number
      id: string
      name: string
      isPaused: boolean
      fault: LinkFault
      detail: string | null
      since: Date
    }
  | { kind: 'draft'; id: string; name: string; purpose: string; segment: string; changedAt: Date }
  | { kind: 'approval'; id: string; name: string; authors: string[]; startsAt: Date | null; since: Date }
  | { kind: 'fault'; id: string; name: string; fault: string; at: Date }
  | { kind: 'paused'; id: string; name: string; waiting: number; since: Date }
  | { kind: 'parked'; id: string; name: string; people: number; reason: string | null; since: Date }
  | { kind: 'overdue'; leads: number; since: Date }
  | { kind: 'sent_back'; reason: string; leads: number; of: number; lastAt: Date }
  | { kind: 'import'; id: string; fileName: string; rows: number; heldBack: number; refused: number; at: Date }
  | {
      kind: 'unwashed'
      id: string
      register: string
      channel: RegisteredChannel
      people: number
      since: Date
      lastAt: Date | null
    }
  | { kind: 'failed'; messages: number; since: Date }
  | { kind: 'request'; id: string; asks: RequestKind; name: string | null; isKnown: boolean; dueAt: Date }

const DAY_MS = 86_400_000
/** Days ahead in which the end of a yes is news. */
const ENDS_DAYS = 30
/** Days back in which what was sent back, refused or failed is news. */
const NEWS_DAYS = 7
const SENT_BACK_DAYS = 30
/** Leads sent back for one reason before it is a pattern. */
const PATTERN = 3

/** Days before its deadline from which a request is news; what has run out always is. */
const DUE_DAYS = 7
/** More of them are seen on the desk. */
const MOST_REQUESTS = 3

export type Reader = { seesMarketing: boolean; seesRequests: boolean }

/** All of it, in no particular order. */
export async function findNeeds(db: Db, { seesMarketing, seesRequests }: Reader, now: Date): Promise<NeedFact[]> {
  const forEverybody = [
    await findBrokenProof(db),
    await findUnstoppable(db),
    await findEnds(db, now),
    await findImports(db, now),
    await findUnwashed(db, now),
  ]
  const forMarketing = seesMarketing
    ? [
        await findCampaigns(db, now),
        await findUnapproved(db),
        await findParked(db),
        await findOverdue(db, now),
        await findSentBack(db, now),
        await findFailed(db, now),
      ]
    : []
  const forPrivacy = seesRequests ? await findDueRequests(db, now) : []
  return [...forEverybody, ...forMarketing, forPrivacy].flat()
}

async function findDueRequests(db: Db, now: Date): Promise<NeedFact[]> {
  const { items } = await findRequests(db, { isOpen: true, limit: MOST_REQUESTS })
  return items
    .filter(({ dueAt }) => +dueAt <= +now + DUE_DAYS * DAY_MS)
    .map(({ id, kind, name, status, dueAt }): NeedFact => {
      return { kind: 'request', id, asks: kind, name, isKnown: status === 'open', dueAt }
    })
}

async function findUnwashed(db: Db, now: Date): Promise<NeedFact[]> {
  const stale = await findStaleWashes(db, now)
  return stale.map(({ register, name, channel, people, lastWashedAt, periodBegan }) => {
    const id = `${register} ${channel}`
    return { kind: 'unwashed', id, register: name, channel, people, since: periodBegan, lastAt: lastWashedAt }
  })
}

async function findBrokenProof(db: Db): Promise<NeedFact[]> {
  const { proofs } = await findProofs(db)
  if (!proofs || (proofs.faults.length === 0 && proofs.sentWithoutYes === 0)) return []
  const { faults, sentWithoutYes, checkedAt } = proofs
  return [{ kind: 'proof', faults: faults.length, sentWithoutYes, checkedAt: new Date(checkedAt) }]
}

/** Mails that are live and cannot be stopped by those who get them. */
async function findUnstoppable(db: Db): Promise<NeedFact[]> {
  const [row] = await db.$queryRaw<Omit<Extract<NeedFact, { kind: 'unstoppable' }>, 'kind'>[]>(Prisma.sql`
    select count(*) over ()::int as mails, campaign.id, campaign.name, campaign.status = 'paused' as "isPaused", link_check.fault, link_check.detail,
      min(link_check.failing_since) over () as since
    from link_check join campaign on campaign.id = link_check.campaign_id
    where link_check.fault is not null and campaign.status <> 'draft'
    order by campaign.status = 'paused' desc, link_check.failing_since, campaign.id limit 1`)
  return row ? [{ kind: 'unstoppable', ...row }] : []
}

/** Yeses that run out soon, per purpose and channel. */
async function findEnds(db: Db, now: Date): Promise<NeedFact[]> {
  const rows = await db.$queryRaw<Omit<Extract<NeedFact, { kind: 'ends' }>, 'kind'>[]>(Prisma.sql`
    select purpose.id as "purposeId", purpose.name as purpose, channel, ends.people::int as people,
      ends.first_at as "firstAt", ends.last_at as "lastAt"
    from purpose cross join unnest(purpose.channels) as channel
    cross join lateral (
      select count(*) as people, min(expires_at) as first_at, max(expires_at) as last_at from consent_state
      where purpose_id = purpose.id and consent_state.channel = channel.channel and state = 'given'
        and expires_at > ${now}::timestamptz and expires_at <= ${new Date(+now + ENDS_DAYS * DAY_MS)}::timestamptz
    ) ends
    where purpose.retired_at is null and ends.people > 0 order by ends.first_at limit 3`)
  return rows.map((row) => ({ kind: 'ends', ...row }))
}

type CampaignRow = {
  id: string
  name: string
  status: string
  fault: string | null
  purpose: string
  segment: string | null
  updated_at: Date
  started_at: Date | null
  waiting: number
}

/** Campaigns that stopped, and drafts that are as good as written. */
async function findCampaigns(db: Db, now: Date): Promise<NeedFact[]> {
  const rows = await db.$queryRaw<CampaignRow[]>(Prisma.sql`
    select campaign.id, campaign.name, campaign.status, campaign.fault, purpose.name as purpose, segment.name as segment,
      campaign.updated_at, campaign.started_at,
      case when campaign.status = 'paused' then (select count(*)::int from message
        where campaign_id = campaign.id and message.status = 'queued') else 0 end as waiting
    from campaign join purpose on purpose.id = campaign.purpose_id left join segment on segment.id = campaign.segment_id
    where campaign.status = 'paused'
        and not exists (select from link_check where campaign_id = campaign.id and link_check.fault is not null)
      or campaign.status = 'draft' and (campaign.fault is not null
      or segment.id is not null and campaign.subject <> ''
        and campaign.updated_at > ${new Date(+now - NEWS_DAYS * DAY_MS)}::timestamptz)
    order by campaign.status desc, campaign.fault is null, campaign.updated_at desc limit 3`)
  return rows.map(({ id, name, status, fault, purpose, segment, updated_at, started_at, waiting }) => {
    if (status === 'paused') return { kind: 'paused', id, name, waiting, since: started_at ?? updated_at }
    if (fault !== null) return { kind: 'fault', id, name, fault, at: updated_at }
    return { kind: 'draft', id, name, purpose, segment: segment ?? '', changedAt: updated_at }
  })
}

/** What a second person has to read before it goes out. */
async function findUnapproved(db: Db): Promise<NeedFact[]> {
  const rows = await db.$queryRaw<Omit<Extract<NeedFact, { kind: 'approval' }>, 'kind'>[]>(Prisma.sql`
    select campaign.id, campaign.name, campaign.starts_at as "startsAt", newest.created_at as since,
      array(select name from campaign_author where campaign_id = campaign.id order by at) as authors
    from campaign cross join lateral (
      select content_id, created_at from campaign_version where campaign_id = campaign.id order by version desc limit 1
    ) newest
    join message_content content on content.id = newest.content_id
    join sending_rules rules on rules.brand_id = content.brand_id and rules.needs_approval
    where campaign.status in ('scheduled', 'ready')
      and not exists (select from campaign_approval where content_id = newest.content_id)
    order by campaign.starts_at nulls last, newest.created_at limit 3`)
  return rows.map((row) => ({ kind: 'approval', ...row }))
}

async function findParked(db: Db): Promise<NeedFact[]> {
  const rows = await db.$queryRaw<Omit<Extract<NeedFact, { kind: 'parked' }>, 'kind'>[]>(Prisma.sql`
    select workflow.id, workflow.name, count(*)::int as people, min(stopped.at) as since,
      (array_agg(stopped.reason order by stopped.at desc))[1] as reason
    from enrolment join workflow on workflow.id = enrolment.workflow_id
    join lateral (
      select at, detail ->> 'reason' as reason from enrolment_step
      where contact_id = enrolment.contact_id and enrolment_id = enrolment.id order by position desc limit 1
    ) stopped on true
    where enrolment.status = 'parked' group by workflow.id, workflow.name order by people desc limit 2`)
  return rows.map((row) => ({ kind: 'parked', ...row }))
}

async function findOverdue(db: Db, now: Date): Promise<NeedFact[]> {
  const [row] = await db.$queryRaw<{ leads: number; since: Date | null }[]>(Prisma.sql`
    select count(*)::int as leads, min(answer_by) as since from lead
    where status = 'assigned' and answer_by < ${now}::timestamptz
      and not ${isRestrictedSql(Prisma.sql`lead.contact_id`)}`)
  return row?.since ? [{ kind: 'overdue', leads: row.leads, since: row.since }] : []
}

async function findSentBack(db: Db, now: Date): Promise<NeedFact[]> {
  const [row] = await db.$queryRaw<{ reason: string; leads: number; of: number; last_at: Date }[]>(Prisma.sql`
    select reject_reason as reason, count(*)::int as leads, sum(count(*)) over ()::int as of, max(rejected_at) as last_at
    from lead where status = 'rejected' and rejected_at > ${new Date(+now - SENT_BACK_DAYS * DAY_MS)}::timestamptz
    group by reject_reason order by leads desc, reject_reason limit 1`)
  if (!row || row.leads < PATTERN || row.leads * 2 < row.of) return []
  return [{ kind: 'sent_back', reason: row.reason, leads: row.leads, of: row.of, lastAt: row.last_at }]
}

async function findImports(db: Db, now: Date): Promise<NeedFact[]> {
  const rows = await db.import.findMany({
    where: {
      finishedAt: { gt: new Date(+now - NEWS_DAYS * DAY_MS) },
      OR: [{ heldBack: { gt: 0 } }, { refused: { gt: 0 } }],
    },
    orderBy: { finishedAt: 'desc' },
    take: 1,
  })
  return rows.map(({ id, fileName, rows: all, heldBack, refused, finishedAt, createdAt }) => {
    return { kind: 'import', id, fileName, rows: all, heldBack, refused, at: finishedAt ?? createdAt }
  })
}

/** Mails that were allowed and did not get through, of batches that were worked on lately. */
async function findFailed(db: Db, now: Date): Promise<NeedFact[]> {
  const [row] = await db.$queryRaw<{ messages: number; since: Date | null }[]>(Prisma.sql`
    select count(*)::int as messages, min(message.finished_at) as since
    from message_batch batch join message on message.batch_id = batch.id
    where batch.created_at > ${new Date(+now - NEWS_DAYS * DAY_MS)}::timestamptz and message.status = 'failed'`)
  return row?.since ? [{ kind: 'failed', messages: row.messages, since: row.since }] : []
}

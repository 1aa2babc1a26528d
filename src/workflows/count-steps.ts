// How many came, are here, went on and left, at every step of one version. One statement, so one moment: what is counted
// is conserved (in = here + out + left), because each person is counted once in every place.
import { type Db, Prisma } from '../platform/database.ts'
import { type Definition, stepAt } from './definition.ts'
import { stepsFrom } from './graph.ts'

export type StepNumbers = {
  came: number
  /** Standing here now, those who are parked not among them. */
  here: number
  /** The step failed for them; they stand until somebody lets them go on. */
  parked: number
  out: { outcome: string; next: string; count: number }[]
  /** Left the workflow at this step. */
  left: { outcome: string; count: number }[]
  /** Of a send step: what became of the mails. */
  mail: { sent: number; waiting: number; notAllowed: number; failed: number } | null
  /** Of a wait: people here whose yes to what comes next ends before the wait does. */
  outlived: number
}

export type WorkflowNumbers = { version: number; entered: number; left: number; steps: Record<string, StepNumbers> }

type Row = {
  what: 'entered' | 'here' | 'moved'
  step: string | null
  outcome: string | null
  next_step: string | null
  count: number
}

/** The numbers of one version. Steps that nobody has met are there with zeros. */
export async function countSteps(
  db: Db,
  workflowId: string,
  version: number,
  definition: Definition,
): Promise<WorkflowNumbers> {
  const steps: Record<string, StepNumbers> = {}
  const at = (key: string): StepNumbers => {
    steps[key] ??= { came: 0, here: 0, parked: 0, out: [], left: [], mail: null, outlived: 0 }
    return steps[key]
  }
  for (const key of Object.keys(definition.steps)) at(key)
  const numbers = { version, entered: 0, left: 0, steps }
  for (const { what, step, outcome, next_step: next, count } of await readCounts(db, workflowId, version)) {
    if (what === 'entered') {
      numbers.entered += count
      if (definition.start !== null) at(definition.start).came += count
    } else if (step === null || outcome === null) continue
    else if (what === 'here') at(step)[outcome === 'parked' ? 'parked' : 'here'] += count
    else if (next === null) {
      numbers.left += count
      at(step).left.push({ outcome, count })
    } else {
      at(step).out.push({ outcome, next, count })
      at(next).came += count
    }
  }
  for (const { step, ...mail } of await countMails(db, workflowId, version)) at(step).mail = mail
  for (const { step, count } of await countOutlived(db, workflowId, version, definition)) at(step).outlived = count
  return numbers
}

/** Being parked is a fact in the trace but no move: the person still stands there. */
async function readCounts(db: Db, workflowId: string, version: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>(Prisma.sql`
    select 'entered' as what, null as step, null as outcome, null as next_step, count(*)::int as count
    from enrolment where workflow_id = ${workflowId}::uuid and version = ${version}
    union all
    select 'here', step, status, null, count(*)::int from enrolment
    where workflow_id = ${workflowId}::uuid and version = ${version} and status <> 'done'
    group by step, status
    union all
    select 'moved', step, outcome, next_step, count(*)::int from enrolment_step
    where workflow_id = ${workflowId}::uuid and version = ${version} and outcome <> 'parked'
    group by step, outcome, next_step
    order by what, step, outcome`)
}

type MailRow = { step: string; sent: number; waiting: number; notAllowed: number; failed: number }

async function countMails(db: Db, workflowId: string, version: number): Promise<MailRow[]> {
  return db.$queryRaw<MailRow[]>(Prisma.sql`
    select trace.step, count(*) filter (where message.status = 'sent')::int as sent,
      count(*) filter (where message.status in ('queued', 'started'))::int as waiting,
      count(*) filter (where message.status in ('blocked', 'cancelled', 'expired'))::int as "notAllowed",
      count(*) filter (where message.status = 'failed')::int as failed
    from enrolment_step trace
    join message on message.contact_id = trace.contact_id
      and message.occasion = 'enrolment:' || trace.enrolment_id || ':' || trace.step
    where trace.workflow_id = ${workflowId}::uuid and trace.version = ${version} and trace.outcome = 'queued'
    group by trace.step`)
}

async function countOutlived(
  db: Db,
  workflowId: string,
  version: number,
  definition: Definition,
): Promise<{ step: string; count: number }[]> {
  const pairs = Object.entries(definition.steps).flatMap(([wait, step]) =>
    step.kind === 'wait' ? campaignsAfter(definition, wait).map((campaignId) => ({ wait, campaignId })) : [],
  )
  if (pairs.length === 0) return []
  return db.$queryRaw<{ step: string; count: number }[]>(Prisma.sql`
    select enrolment.step, count(distinct enrolment.contact_id)::int as count
    from unnest(${pairs.map((pair) => pair.wait)}::text[], ${pairs.map((pair) => pair.campaignId)}::uuid[])
      as after (step, campaign_id)
    join campaign on campaign.id = after.campaign_id
    join enrolment on enrolment.step = after.step and enrolment.workflow_id = ${workflowId}::uuid
      and enrolment.version = ${version} and enrolment.status = 'active'
    join consent_state state on state.contact_id = enrolment.contact_id and state.purpose_id = campaign.purpose_id
      and state.channel = campaign.channel and state.state = 'given' and state.expires_at < enrolment.due_at
    group by enrolment.step`)
}

/** The campaigns that may still be sent to somebody who waits here. */
export function campaignsAfter(definition: Definition, key: string): string[] {
  const campaigns = [...stepsFrom(definition, key)].map((after) => {
    const step = stepAt(definition, after)
    return step?.kind === 'send_campaign' ? step.campaignId : null
  })
  return [...new Set(campaigns.filter((id) => id !== null))]
}

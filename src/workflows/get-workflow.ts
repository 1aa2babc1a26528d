// What the pages read: the list, one workflow with its problems, and what its steps can choose from.
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { checkDefinition, type Problem } from './check-definition.ts'
import { type Definition, definitionSchema } from './definition.ts'
import { loadWorld } from './load-world.ts'

export type WorkflowStatus = 'draft' | 'published' | 'paused'

export type WorkflowLine = {
  id: string
  name: string
  status: WorkflowStatus
  version: number | null
  publishedAt: Date | null
  updatedAt: Date
  /** The draft says something else than what runs. */
  isChanged: boolean
  entered: number
  here: number
  parked: number
}

/** All workflows, what runs first, then by name. */
export async function listWorkflows(db: Db): Promise<WorkflowLine[]> {
  return db.$queryRaw<WorkflowLine[]>(Prisma.sql`
    select workflow.id, workflow.name, workflow.status, live.version, live.published_at as "publishedAt",
      workflow.updated_at as "updatedAt", live.definition is distinct from workflow.draft as "isChanged",
      coalesce(people.entered, 0)::int as entered, coalesce(people.here, 0)::int as here,
      coalesce(people.parked, 0)::int as parked
    from workflow
    left join lateral (
      select version, published_at, definition from workflow_version where workflow_id = workflow.id
      order by version desc limit 1
    ) live on true
    left join (
      select workflow_id, count(*) as entered, count(*) filter (where status = 'active') as here,
        count(*) filter (where status = 'parked') as parked
      from enrolment group by workflow_id
    ) people on people.workflow_id = workflow.id
    order by workflow.status <> 'published', lower(workflow.name)`)
}

export type WorkflowVersionLine = { version: number; publishedAt: Date; publishedBy: string | null; here: number }

export type WorkflowPage = {
  id: string
  name: string
  status: WorkflowStatus
  draft: Definition
  updatedAt: Date
  problems: Problem[]
  isChanged: boolean
  versions: WorkflowVersionLine[]
}

/** One workflow as its editor reads it. */
export async function getWorkflow(db: Db, id: string): Promise<WorkflowPage> {
  const workflow = found(await db.workflow.findUnique({ where: { id } }), 'workflow')
  const draft = definitionSchema.parse(workflow.draft)
  const versions = await readVersions(db, id)
  const problems = checkDefinition(draft, await loadWorld(db, draft))
  const { name, updatedAt } = workflow
  return {
    ...{ id, name, updatedAt, draft, problems },
    status: workflow.status as WorkflowStatus,
    isChanged: versions[0]?.isSame !== true,
    versions: versions.map(({ isSame: _isSame, ...version }) => version),
  }
}

async function readVersions(db: Db, id: string): Promise<(WorkflowVersionLine & { isSame: boolean })[]> {
  return db.$queryRaw(Prisma.sql`
    select version.version, version.published_at as "publishedAt", app_user.name as "publishedBy",
      version.definition = workflow.draft as "isSame",
      (select count(*)::int from enrolment where enrolment.workflow_id = version.workflow_id
        and enrolment.version = version.version and enrolment.status <> 'done') as here
    from workflow_version version join workflow on workflow.id = version.workflow_id
    left join app_user on app_user.id = version.published_by
    where version.workflow_id = ${id}::uuid order by version.version desc`)
}

/** A published definition. Throws `not_found` where there is no such version. */
export async function getVersion(db: Db, workflowId: string, version: number): Promise<Definition> {
  const row = await db.workflowVersion.findUnique({ where: { workflowId_version: { workflowId, version } } })
  return definitionSchema.parse(found(row, 'version').definition)
}

export type Choices = {
  campaigns: { id: string; name: string; isReady: boolean; purposeId: string }[]
  purposes: { id: string; name: string; kind: string; channels: string[] }[]
  forms: { key: string; name: string }[]
  fields: { key: string; label: string }[]
  eventTypes: string[]
}

/** What triggers and steps can name. */
export async function listChoices(db: Db): Promise<Choices> {
  const campaigns = await db.$queryRaw<Choices['campaigns']>(Prisma.sql`
    select id, name, purpose_id as "purposeId", status = 'ready' as "isReady" from campaign
    where status = 'ready' or (status = 'draft' and segment_id is null) order by lower(name)`)
  const purposes = await db.purpose.findMany({
    where: { retiredAt: null, kind: { not: 'topic' } },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
    select: { id: true, name: true, kind: true, channels: true },
  })
  const forms = await db.form.findMany({ where: { retiredAt: null }, select: { key: true, name: true } })
  const fields = await db.field.findMany({ select: { key: true, label: true }, orderBy: { label: 'asc' } })
  const types = await db.$queryRaw<{ type: string }[]>(Prisma.sql`
    with recursive kind as (
      (select type from event order by type limit 1)
      union all
      select (select type from event where event.type > kind.type order by type limit 1) from kind where kind.type is not null
    )
    select type from kind where type is not null`)
  return { campaigns, purposes, forms, fields, eventTypes: types.map((row) => row.type) }
}

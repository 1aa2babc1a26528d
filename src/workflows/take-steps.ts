// Moves whoever is due. One transaction takes a chunk: lock free contacts in id order, read again, take each step for a
// whole group, write the trace. Killed at any moment it has done all of it or none, so each step happens once.
import { isRestrictedSql } from '../consent/index.ts'
import { type Db, inTransaction, Prisma, type PrismaClient, sqlState, type Transaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { type Definition, definitionSchema, stepAt } from './definition.ts'
import { dueAt, takeStep } from './steps/index.ts'
import type { Person, Taken } from './steps/step.ts'

/** Enrolments in one transaction: enough that statements are few, few enough that contacts are not locked for long. */
const CHUNK = 500
/** Hand-offs in one transaction: more would keep everybody's contacts locked for seconds. */
const HAND_OFFS_AT_ONCE = 50
/** Steps that one person may take in one transaction. Without a wait there is no way round, so this is never reached. */
const STEPS_AT_ONCE = 100

type Standing = Person & { workflowId: string; workflowName: string; version: number; step: string; taken: number }

/** Told of an error that nobody meant: whoever it hit is parked, but somebody must see it. */
export type OnFault = (error: unknown) => void

/** Takes steps until nobody is due or `stopping`. Answers how many were taken. */
export async function takeDueSteps(
  db: PrismaClient,
  now: Date,
  { stopping, onFault }: { stopping?: AbortSignal; onFault?: OnFault } = {},
): Promise<number> {
  const definitions: Definitions = new Map()
  let total = 0
  while (!stopping?.aborted) {
    const taken = await takeChunk(db, now, { definitions, onFault })
    if (taken === 0) break
    total += taken
  }
  return total
}

/** Takes the steps of one chunk of those who are due. Answers how many steps were taken; 0 when nobody is free and due. */
export async function takeChunk(db: PrismaClient, now: Date, memory: Partial<Memory> = {}): Promise<number> {
  const { definitions = new Map(), onFault = () => {} } = memory
  const contactIds = await findDueContacts(db, now)
  if (contactIds.length === 0) return 0
  return inTransaction(db, async (tx) => {
    const { live, gone } = await lockFreeContacts(tx, contactIds)
    let count = await endGone(tx, gone, now)
    let standing = await findStanding(tx, live, now)
    for (let round = 0; standing.length > 0 && round < STEPS_AT_ONCE; round++) {
      const moved: Standing[] = []
      for (const whole of groupByStep(standing)) {
        const group = await limitGroup(tx, whole, definitions)
        moved.push(...(await takeGroup(tx, group, { definitions, onFault }, now)))
        count += group.length
      }
      standing = moved
    }
    return count
  })
}

/** Whoever is restricted stands still: what is known of them is not used, also to move them. */
async function findDueContacts(db: Db, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    select enrolment.contact_id from enrolment
    join workflow on workflow.id = enrolment.workflow_id and workflow.status <> 'paused'
    where enrolment.due_at <= ${now}::timestamptz and enrolment.status = 'active'
      and not ${isRestrictedSql(Prisma.sql`enrolment.contact_id`)}
    order by enrolment.due_at limit ${CHUNK}`)
  return rows.map((row) => row.contact_id)
}

/** Contacts that somebody else works on are left for the next tick: waiting for them could only be a deadlock. */
async function lockFreeContacts(tx: Transaction, ids: readonly string[]): Promise<{ live: string[]; gone: string[] }> {
  const rows = await tx.$queryRaw<{ id: string; is_live: boolean }[]>(Prisma.sql`
    select id, erased_at is null as is_live from contact where id = any(${[...ids]}::uuid[])
    order by id for no key update skip locked`)
  const idsWhere = (isLive: boolean) => rows.filter((row) => row.is_live === isLive).map((row) => row.id)
  return { live: idsWhere(true), gone: idsWhere(false) }
}

async function findStanding(tx: Transaction, contactIds: readonly string[], now: Date): Promise<Standing[]> {
  return tx.$queryRaw<Standing[]>(Prisma.sql`
    select enrolment.contact_id as "contactId", enrolment.id as "enrolmentId", enrolment.event_id as "eventId",
      enrolment.workflow_id as "workflowId", workflow.name as "workflowName", enrolment.version, enrolment.step,
      enrolment.taken
    from enrolment join workflow on workflow.id = enrolment.workflow_id and workflow.status <> 'paused'
    where enrolment.contact_id = any(${[...contactIds]}::uuid[]) and enrolment.status = 'active'
      and enrolment.due_at <= ${now}::timestamptz and not ${isRestrictedSql(Prisma.sql`enrolment.contact_id`)}`)
}

/** People who stand at the same step of the same version. */
type Group = [Standing, ...Standing[]]

function groupByStep(standing: readonly Standing[]): Group[] {
  const groups = new Map<string, Group>()
  for (const one of standing) {
    const key = `${one.workflowId}/${one.version}/${one.step}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

type Definitions = Map<string, Definition>
type Memory = { definitions: Definitions; onFault: OnFault | undefined }

/** A published definition never changes, so it is read once. */
async function readDefinition(tx: Transaction, known: Definitions, { workflowId, version }: Standing) {
  const key = `${workflowId}/${version}`
  const row =
    known.get(key) ?? (await tx.workflowVersion.findUnique({ where: { workflowId_version: { workflowId, version } } }))
  if (!row) throw new Error('an enrolment stands on a version that was published')
  const definition = 'definition' in row ? definitionSchema.parse(row.definition) : row
  known.set(key, definition)
  return definition
}

/** Each hand-off is several statements of its own; those beyond the limit stay due and are taken by the next chunk. */
async function limitGroup(tx: Transaction, group: Group, definitions: Definitions): Promise<Group> {
  const [first, ...others] = group
  const step = stepAt(await readDefinition(tx, definitions, first), first.step)
  return step?.kind === 'hand_to_sales' ? [first, ...others.slice(0, HAND_OFFS_AT_ONCE - 1)] : group
}

/** Takes one step for a group; where that fails, for each alone, so that only those who fail are parked. */
async function takeGroup(
  tx: Transaction,
  group: Group,
  { definitions, onFault }: Memory,
  now: Date,
): Promise<Standing[]> {
  const [first] = group
  const definition = await readDefinition(tx, definitions, first)
  const attempt = (people: readonly Standing[]) =>
    inSavepoint(tx, async () => {
      const step = stepAt(definition, first.step)
      if (!step) throw new DomainError('conflict', 'This step is not part of the version they are on.')
      const { workflowId, workflowName, step: stepKey } = first
      const taken = await takeStep({ tx, now, workflowId, workflowName, stepKey }, step, people)
      return saveMoves(tx, definition, taken as TakenStanding[], now)
    })
  const whole = await attempt(group)
  if (whole.isDone) return whole.result
  const moved: Standing[] = []
  for (const one of group) {
    const alone = group.length === 1 ? whole : await attempt([one])
    if (alone.isDone) moved.push(...alone.result)
    else {
      if (!(alone.error instanceof DomainError)) onFault?.(alone.error)
      await park(tx, one, alone.error, now)
    }
  }
  return moved
}

/** Prisma: the transaction was closed, for example because it took too long. */
const TRANSACTION_OVER = 'P2028'

/** The whole transaction is void, or the database is away: nobody is parked for that, the tick runs again. */
const isPassing = (error: unknown) =>
  /^(40|08|57|53)/.test(sqlState(error) ?? '') || (error as { code?: unknown }).code === TRANSACTION_OVER

type Attempt<T> = { isDone: true; result: T } | { isDone: false; error: unknown }

async function inSavepoint<T>(tx: Transaction, work: () => Promise<T>): Promise<Attempt<T>> {
  await tx.$executeRaw(Prisma.sql`savepoint step`)
  try {
    const result = await work()
    await tx.$executeRaw(Prisma.sql`release savepoint step`)
    return { isDone: true, result }
  } catch (error) {
    if (isPassing(error)) throw error
    await tx.$executeRaw(Prisma.sql`rollback to savepoint step`)
    return { isDone: false, error }
  }
}

type TakenStanding = Taken & { person: Standing }

/** Writes where each went and the trace of it. Answers those whose next step is due at once. */
async function saveMoves(
  tx: Transaction,
  definition: Definition,
  taken: readonly TakenStanding[],
  now: Date,
): Promise<Standing[]> {
  const moves = taken.map(({ person, outcome, next, detail }) => {
    const step = stepAt(definition, next)
    if (next !== null && !step) throw new DomainError('conflict', 'This step leads to one that is not there.')
    return { person, outcome, next, detail: detail ?? {}, due: step ? dueAt(step, now) : null }
  })
  const of = <T>(pick: (move: (typeof moves)[number]) => T) => moves.map(pick)
  const written = await tx.$executeRaw(Prisma.sql`
    with move as (
      select * from unnest(${of((m) => m.person.contactId)}::uuid[], ${of((m) => m.person.enrolmentId)}::uuid[],
        ${of((m) => m.person.step)}::text[], ${of((m) => m.outcome)}::text[], ${of((m) => m.next)}::text[],
        ${of((m) => JSON.stringify(m.detail))}::jsonb[], ${of((m) => m.due?.toISOString() ?? null)}::timestamptz[])
        as move (contact_id, enrolment_id, step, outcome, next_step, detail, due_at)
    ), moved as (
      update enrolment set step = coalesce(move.next_step, enrolment.step), due_at = move.due_at,
        taken = enrolment.taken + 1, status = case when move.next_step is null then 'done' else 'active' end,
        left_at = case when move.next_step is null then ${now}::timestamptz end
      from move
      where enrolment.contact_id = move.contact_id and enrolment.id = move.enrolment_id
        and enrolment.status = 'active' and enrolment.step = move.step
      returning enrolment.contact_id, enrolment.id, enrolment.workflow_id, enrolment.version, enrolment.taken
    )
    insert into enrolment_step (contact_id, enrolment_id, position, workflow_id, version, step, outcome, next_step, detail, at)
    select move.contact_id, move.enrolment_id, moved.taken, moved.workflow_id, moved.version, move.step, move.outcome,
      move.next_step, move.detail, ${now}::timestamptz
    from move join moved on moved.contact_id = move.contact_id and moved.id = move.enrolment_id`)
  if (written !== moves.length) throw new Error('somebody moved a person whose contact is locked here')
  return moves
    .filter((move) => move.due !== null && move.due <= now)
    .map(({ person, next }) => ({ ...person, step: next ?? person.step, taken: person.taken + 1 }))
}

/** Leaves somebody standing where the step failed, with the reason as a fact. They go on when somebody says so. */
async function park(tx: Transaction, person: Standing, error: unknown, now: Date): Promise<void> {
  const reason = error instanceof DomainError ? error.message : 'The step failed for a reason that is not known here.'
  await tx.$executeRaw(Prisma.sql`
    with parked as (
      update enrolment set status = 'parked', due_at = null, taken = taken + 1
      where contact_id = ${person.contactId}::uuid and id = ${person.enrolmentId}::uuid and status = 'active'
      returning contact_id, id, workflow_id, version, step, taken
    )
    insert into enrolment_step (contact_id, enrolment_id, position, workflow_id, version, step, outcome, detail, at)
    select contact_id, id, taken, workflow_id, version, step, 'parked',
      jsonb_build_object('reason', ${reason}::text), ${now}::timestamptz from parked`)
}

/** Somebody erased, or merged into another, leaves every workflow, wherever they stand. Answers how many enrolments ended. */
export async function endGone(
  tx: Transaction,
  contactIds: readonly string[],
  now: Date,
  outcome: 'erased' | 'merged' = 'erased',
): Promise<number> {
  if (contactIds.length === 0) return 0
  return tx.$executeRaw(Prisma.sql`
    with gone as (
      update enrolment set status = 'done', due_at = null, left_at = ${now}::timestamptz, taken = taken + 1
      where contact_id = any(${[...contactIds]}::uuid[]) and status <> 'done'
      returning contact_id, id, workflow_id, version, step, taken
    )
    insert into enrolment_step (contact_id, enrolment_id, position, workflow_id, version, step, outcome, at)
    select contact_id, id, taken, workflow_id, version, step, ${outcome}, ${now}::timestamptz from gone`)
}

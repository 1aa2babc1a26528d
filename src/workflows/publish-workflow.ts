// Publishing makes the draft a version that never changes. Whoever is on an earlier version stays on it. Pausing lets
// nobody in and moves nobody on; resuming goes on where everybody stands.
import { type Db, inTransaction, Prisma, type Transaction } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { watchThreshold } from '../scoring/index.ts'
import { checkDefinition } from './check-definition.ts'
import { type Definition, definitionSchema, stepAt } from './definition.ts'
import { loadWorld } from './load-world.ts'
import { delayMs } from './steps/index.ts'
import { matchOfTrigger } from './triggers.ts'

/** Publishes the draft as the next version. Throws `invalid` with a fault for each error, named by its step. */
export async function publishWorkflow(
  db: Db,
  id: string,
  { publishedBy, now }: { publishedBy: string | null; now: Date },
): Promise<{ version: number }> {
  return inTransaction(db, async (tx) => {
    const workflow = found(await lockWorkflow(tx, id), 'workflow')
    const definition = definitionSchema.parse(workflow.draft)
    const errors = checkDefinition(definition, await loadWorld(tx, definition)).filter((one) => one.level === 'error')
    if (errors.length > 0)
      throw new DomainError('invalid', 'This workflow cannot go live yet. Mend what is named, then publish again.', {
        faults: errors.map(({ step, message }) => ({ path: faultPath(step), message })),
      })
    const last = await tx.workflowVersion.aggregate({ where: { workflowId: id }, _max: { version: true } })
    const version = (last._max.version ?? 0) + 1
    await tx.workflowVersion.create({ data: { workflowId: id, version, definition, publishedAt: now, publishedBy } })
    await replaceTriggers(tx, id, version, definition)
    // What is paused stays so until somebody says that it goes on.
    await tx.workflow.updateMany({ where: { id, status: 'draft' }, data: { status: 'published' } })
    return { version }
  })
}

const faultPath = (step: string | null) => (step === null ? 'draft' : `draft.steps.${step}`)

async function lockWorkflow(tx: Transaction, id: string) {
  await tx.$executeRaw(Prisma.sql`select from workflow where id = ${id}::uuid for update`)
  return tx.workflow.findUnique({ where: { id } })
}

/** What lets people in is always the newest version's. */
async function replaceTriggers(tx: Transaction, workflowId: string, version: number, definition: Definition) {
  const { start, reentry } = definition
  const first = stepAt(definition, start)
  if (start === null || !first) throw new Error('a checked definition has a first step')
  for (const trigger of definition.triggers)
    if (trigger.kind === 'score.crossed') await watchThreshold(tx, trigger.threshold)
  await tx.workflowTrigger.deleteMany({ where: { workflowId } })
  await tx.workflowTrigger.createMany({
    data: definition.triggers.flatMap((trigger, position) => {
      const match = matchOfTrigger(trigger)
      const row = {
        workflowId,
        position,
        version,
        eventType: trigger.kind,
        reentry,
        start,
        startAfterMs: delayMs(first),
      }
      return match === undefined ? [] : [{ ...row, match }]
    }),
  })
}

/** Lets nobody in and moves nobody on, until it is resumed. */
export const pauseWorkflow = (db: Db, id: string) => setStatus(db, id, 'published', 'paused')
/** Goes on where everybody stands: whoever became due meanwhile is taken at once. */
export const resumeWorkflow = (db: Db, id: string) => setStatus(db, id, 'paused', 'published')

async function setStatus(db: Db, id: string, from: string, to: string): Promise<void> {
  const { count } = await db.workflow.updateMany({ where: { id, status: from }, data: { status: to } })
  if (count > 0) return
  const { status } = found(await db.workflow.findUnique({ where: { id } }), 'workflow')
  if (status !== to)
    throw new DomainError('conflict', 'This workflow has never been published, so there is nothing to pause.')
}

/** Lets those who were parked try their step again. Answers how many. */
export async function retryParked(db: Db, workflowId: string, now: Date): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    update enrolment set status = 'active', due_at = ${now}::timestamptz
    where workflow_id = ${workflowId}::uuid and status = 'parked'`)
}

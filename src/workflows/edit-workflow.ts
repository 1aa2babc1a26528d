// The draft of a workflow: made, changed, and never what runs. Two people who change it at once do not overwrite each other.
import { isAddress } from '../contacts/index.ts'
import type { Db } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { type Definition, emptyDefinition } from './definition.ts'

/** A new workflow: nobody comes in, and there is a way out. Answers its id. */
export async function createWorkflow(db: Db, name: string, now: Date): Promise<string> {
  const row = await db.workflow.create({
    data: { name, draft: emptyDefinition(), createdAt: now, updatedAt: now },
    select: { id: true },
  })
  return row.id
}

export type DraftChange = {
  name: string
  draft: Definition
  /** When the draft was last changed, as the editor read it. */
  basedOn: Date
}

/** Saves a draft. Throws `conflict` where somebody else saved after `basedOn`, `invalid` where it names one person. */
export async function saveDraft(db: Db, id: string, change: DraftChange, now: Date): Promise<void> {
  if (namesSomebody(change.draft))
    throw new DomainError(
      'invalid',
      'A way asks for the address of one person, which may not stand in a workflow. Ask for something that several share.',
    )
  const { count } = await db.workflow.updateMany({
    where: { id, updatedAt: change.basedOn },
    data: { name: change.name, draft: change.draft, updatedAt: now > change.basedOn ? now : new Date() },
  })
  if (count > 0) return
  found(await db.workflow.findUnique({ where: { id } }), 'workflow')
  throw new DomainError(
    'conflict',
    'Somebody else has changed this workflow in the meantime. Open it again; your last change is not saved.',
  )
}

/** A published version never changes, so an address in it could not be erased any more (consent.md L7). */
function namesSomebody({ steps }: Definition): boolean {
  const branches = Object.values(steps).flatMap((step) => (step.kind === 'branch' ? step.branches : []))
  return branches
    .flatMap((branch) => branch.conditions)
    .some((condition) => condition.kind === 'field' && isAddress(condition.value))
}

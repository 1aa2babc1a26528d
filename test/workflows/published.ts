// A published workflow for tests: its steps, and who comes in.

import { recordEvents } from '../../src/contacts/index.ts'
import { newId } from '../../src/platform/id.ts'
import type { PrismaClient } from '../../src/platform/prisma/client.ts'
import { createWorkflow } from '../../src/workflows/edit-workflow.ts'
import { type Definition, publishWorkflow, saveDraft } from '../../src/workflows/index.ts'
import { NOON } from '../support/factories.ts'

export const FORM = 'heat-audit'

/** A definition that begins with the first of `steps`; people come in by the form unless told. */
export function define(steps: Definition['steps'], over: Partial<Definition> = {}): Definition {
  return {
    format: 1,
    triggers: [{ kind: 'form.submitted', formKey: FORM }],
    reentry: 'once',
    start: Object.keys(steps)[0] ?? null,
    steps,
    ...over,
  }
}

export async function makeForm(db: PrismaClient, brandId: string) {
  return db.form.create({
    data: { key: FORM, name: 'Heat audit', brandId, questions: [], asks: [], thanks: 'Thank you.' },
  })
}

/** Publishes the definition as a workflow of its own and answers its id. */
export async function publish(db: PrismaClient, definition: Definition, name = 'Follow-up'): Promise<string> {
  const id = await createWorkflow(db, name, NOON)
  await republish(db, id, definition)
  return id
}

/** Publishes the definition as the next version. */
export async function republish(db: PrismaClient, id: string, definition: Definition): Promise<void> {
  const { updatedAt, name } = await db.workflow.findUniqueOrThrow({ where: { id } })
  await saveDraft(db, id, { name, draft: definition, basedOn: updatedAt }, new Date(+updatedAt + 1))
  await publishWorkflow(db, id, { publishedBy: null, now: NOON })
}

/** The contact fills in the form; the same `id` is the same fact. */
export async function submitForm(
  db: PrismaClient,
  contactId: string,
  { id = newId(NOON), now = NOON, formKey = FORM } = {},
) {
  const fact = { contactId, id, type: 'form.submitted', occurredAt: now, source: 'form', properties: { formKey } }
  await recordEvents(db, [fact], now)
}

// Who did what about a request, written down as it is done and never changed. Nothing here names the person.
import { Prisma, type Transaction } from '../../platform/database.ts'
import type { RequestActor, StepType } from './words.ts'

export type RequestPlace = { contactId: string; id: string }
export type NewStep = {
  type: StepType
  at: Date
  by: RequestActor
  /** Words of the closed lists, ids and counts alone: it outlives an erasure. */
  detail?: Record<string, string | number>
}

/** Adds the next step. The contact is locked by the caller, so no two take one place. */
export async function addStep(
  tx: Transaction,
  { contactId, id }: RequestPlace,
  { type, at, by, detail = {} }: NewStep,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into privacy_request_step (contact_id, request_id, position, type, at, actor, user_id, detail)
    select ${contactId}::uuid, ${id}::uuid, coalesce(max(position), 0) + 1, ${type}, ${at}::timestamptz, ${by.actor},
      ${by.userId ?? null}::uuid, ${JSON.stringify(detail)}::jsonb
    from privacy_request_step where contact_id = ${contactId}::uuid and request_id = ${id}::uuid`)
}

// What a merge means for workflows: the other leaves them, so that nobody gets the same mails twice.
import type { MergeForeteller } from '../consent/index.ts'

export const foretellEnrolments: MergeForeteller = async (db, _keepId, otherId) => {
  const open = await db.enrolment.findMany({ where: { contactId: otherId, status: { not: 'done' } } })
  const workflows = await db.workflow.findMany({ where: { id: { in: open.map((one) => one.workflowId) } } })
  return open.map((one) => ({
    kind: 'workflow',
    name: workflows.find((workflow) => workflow.id === one.workflowId)?.name ?? null,
    outcome: 'ends',
  }))
}

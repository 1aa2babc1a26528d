// Which workflows a person went through, for the file that the person may take away (GDPR 15).
import { type Db, Prisma } from '../platform/database.ts'

type WayOf = { workflow: string; status: string; enteredAt: Date; leftAt: Date | null; steps: unknown }

/** In the order in which they came in, with each step and what came of it. */
export function findWaysOf(db: Db, contactId: string): Promise<WayOf[]> {
  return db.$queryRaw(Prisma.sql`
    select workflow.name as workflow, enrolment.status, entered_at as "enteredAt", left_at as "leftAt",
      (select coalesce(jsonb_agg(jsonb_build_object('step', step.step, 'outcome', outcome, 'at', at) order by position), '[]')
        from enrolment_step step
        where step.contact_id = enrolment.contact_id and step.enrolment_id = enrolment.id) as steps
    from enrolment join workflow on workflow.id = enrolment.workflow_id
    where enrolment.contact_id = ${contactId}::uuid order by entered_at, enrolment.id`)
}

// What let people in, in words that a seller reads as the first reason for a lead.
import { Prisma, type Transaction } from '../platform/database.ts'
import type { Fact } from '../sales/index.ts'
import type { Person } from './steps/step.ts'

type Row = { enrolment_id: string; type: string; at: Date; name: string | null }

/** The fact behind each enrolment, by its id. Facts that say nothing to a seller (a yes, a score) are left out. */
export async function findEntryFacts(tx: Transaction, people: readonly Person[]): Promise<Map<string, Fact>> {
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    select person.enrolment_id, event.type, event.occurred_at as at,
      coalesce(form.name, event.properties ->> 'formKey') as name
    from unnest(${people.map((person) => person.contactId)}::uuid[], ${people.map((person) => person.eventId)}::uuid[],
      ${people.map((person) => person.enrolmentId)}::uuid[]) as person (contact_id, event_id, enrolment_id)
    join event on event.contact_id = person.contact_id and event.id = person.event_id
    left join form on form.key = event.properties ->> 'formKey'
    where event.type = 'form.submitted'`)
  return new Map(
    rows.map((row) => [
      row.enrolment_id,
      { at: row.at.toISOString(), text: `Filled in ${row.name ?? 'a form'}`, times: 1, points: 0 },
    ]),
  )
}

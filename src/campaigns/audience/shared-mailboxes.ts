// Two contacts whose addresses lead to one mailbox (ola@… and ola+news@…) get a campaign once: whoever said yes first. Each
// has a yes of their own and keeps it; this is about the mailbox that would get the same mail twice.
import { decisionSql, type Question } from '../../consent/index.ts'
import { Prisma } from '../../platform/database.ts'

const { sql } = Prisma

/** Why somebody who may get a campaign does not: another contact with the same mailbox gets it. */
export const SAME_MAILBOX = 'same_mailbox'

/**
 * Who shares a mailbox with somebody, as a relation (contact_id, mailbox). Begins with the addresses that are not the plain
 * name of their mailbox, which are few: see the index identity_mailbox_idx.
 */
const SHARED = sql`
  select contact_id, mailbox from (
    select member.*, count(*) over (partition by mailbox) as people from (
      select contact_id, mailbox_of(value) as mailbox from identity
      where kind = 'email' and is_primary and mailbox_of(value) <> value
      union all
      select plain.contact_id, plain.value from identity plain where plain.kind = 'email' and plain.is_primary
        and plain.kind in ('email', 'phone', 'external') and plain.value in (
          select mailbox_of(value) from identity where kind = 'email' and is_primary and mailbox_of(value) <> value)
    ) member
  ) counted where people > 1`

/**
 * Those of an audience who would get it and do not, since somebody with the same mailbox does: a relation (contact_id,
 * reason), with the reason for which they might. `among` answers those of the audience who are in a relation (contact_id).
 * `occasion`: of a campaign that is being put in line, where whoever stands there already is the one to stay.
 */
export function sharingSql(
  among: (some: Prisma.Sql) => Prisma.Sql,
  question: Question,
  occasion: string | null = null,
): Prisma.Sql {
  if (question.channel !== 'email') return sql`select null::uuid as contact_id, null::text as reason where false`
  const isInLine = sql`exists (select from message where message.contact_id = decision.contact_id
    and message.occasion = ${occasion}::text and message.status <> 'cancelled')`
  return sql`
    with shared as materialized (${SHARED})
    select contact_id, reason from (
      select decision.contact_id, decision.reason, row_number() over (partition by shared.mailbox
        order by ${isInLine} desc, decision.since, decision.contact_id) as place
      from (${decisionSql(among(sql`select contact_id from shared`), question)}) decision
      join shared on shared.contact_id = decision.contact_id where decision.is_allowed
    ) ranked where place > 1`
}

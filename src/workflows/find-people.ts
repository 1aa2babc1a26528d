// The people behind each number of a workflow: who stands here, who came, went on, left, got the mail or did not.
import { reasonWords } from '../campaigns/index.ts'
import { isDecisionReason, MARK_OF_REASON, type MarkState } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { isId } from '../platform/id.ts'
import type { Language } from '../segments/index.ts'

export const SHOWN = [
  'entered',
  'here',
  'parked',
  'outlived',
  'came',
  'moved',
  'sent',
  'waiting',
  'not_allowed',
  'failed',
] as const

export type PeopleQuestion = {
  workflowId: string
  version: number
  show: (typeof SHOWN)[number]
  /** Not needed for `entered`. */
  step: string
  /** Of `moved`: all that happened at the step unless told. */
  outcome: string | undefined
  /** Of `moved`: the step they went to. */
  next: string | undefined
  /** Of `outlived`: the campaigns that follow the step. */
  campaignIds?: readonly string[]
  /** Of the words about people. */
  language: Language
  limit: number
  cursor: string | undefined
}

export type PersonLine = {
  id: string
  name: string
  detail: string | null
  /** Where a decision is why they are in this list. */
  state: MarkState | null
  note: string | null
  at: Date
}
export type PeoplePage = { items: PersonLine[]; total: number; next: string | null }

type Row = { id: string; name: string | null; detail: string | null; note: string | null; at: Date; place: string }

/** One page of people, the newest first. */
export async function findPeople(db: Db, question: PeopleQuestion): Promise<PeoplePage> {
  const people = peopleSql(question)
  const after = question.cursor === undefined ? Prisma.empty : afterSql(question.cursor)
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select contact.id, nullif(concat_ws(' ', contact.first_name, contact.last_name), '') as name,
      nullif(concat_ws(', ', contact.job_title, account.name), '') as detail, people.note, people.at,
      people.place::text as place
    from (${people}) people
    join contact on contact.id = people.contact_id left join account on account.id = contact.account_id
    ${after}
    order by people.at desc, people.place desc limit ${question.limit + 1}`)
  const [{ total } = { total: 0 }] = await db.$queryRaw<{ total: number }[]>(Prisma.sql`
    select count(*)::int as total from (${people}) people`)
  const shown = rows.slice(0, question.limit)
  const last = rows.length > question.limit ? shown.at(-1) : undefined
  return {
    items: shown.map(({ id, name, detail, note, at }) => {
      const words = reasonWords[question.language]
      const person = { id, name: name ?? words.unnamed, detail, at }
      return isDecisionReason(note)
        ? { ...person, state: MARK_OF_REASON[note], note: words.notes[note] }
        : { ...person, state: null, note }
    }),
    total,
    next: last ? `${last.at.toISOString()}_${last.place}` : null,
  }
}

function afterSql(cursor: string): Prisma.Sql {
  const [text = '', place = ''] = cursor.split('_')
  const at = new Date(text)
  if (Number.isNaN(+at) || !isId(place))
    throw new DomainError('invalid', 'This place in the list is not known. Begin again at the first page.')
  return Prisma.sql`where (people.at, people.place) < (${at}::timestamptz, ${place}::uuid)`
}

/** A relation (contact_id, at, note, place); `place` is the enrolment, which orders people of the same moment. */
function peopleSql({ workflowId, version, show, step, outcome, next, campaignIds = [] }: PeopleQuestion): Prisma.Sql {
  const enrolments = Prisma.sql`enrolment.workflow_id = ${workflowId}::uuid and enrolment.version = ${version}`
  const moves = Prisma.sql`trace.workflow_id = ${workflowId}::uuid and trace.version = ${version}`
  switch (show) {
    case 'entered':
      return Prisma.sql`select contact_id, entered_at as at, null as note, id as place from enrolment where ${enrolments}`
    case 'here':
      return Prisma.sql`select contact_id, entered_at as at, null as note, id as place from enrolment
        where ${enrolments} and step = ${step} and status = 'active'`
    case 'parked':
      return Prisma.sql`select enrolment.contact_id, enrolment.entered_at as at, parked.detail ->> 'reason' as note,
          enrolment.id as place
        from enrolment join enrolment_step parked on parked.contact_id = enrolment.contact_id
          and parked.enrolment_id = enrolment.id and parked.position = enrolment.taken
        where ${enrolments} and enrolment.step = ${step} and enrolment.status = 'parked'`
    case 'outlived':
      return Prisma.sql`select enrolment.contact_id, min(state.expires_at) as at, null as note, enrolment.id as place
        from enrolment join campaign on campaign.id = any(${[...campaignIds]}::uuid[])
        join consent_state state on state.contact_id = enrolment.contact_id and state.purpose_id = campaign.purpose_id
          and state.channel = campaign.channel and state.state = 'given' and state.expires_at < enrolment.due_at
        where ${enrolments} and enrolment.step = ${step} and enrolment.status = 'active'
        group by enrolment.contact_id, enrolment.id`
    case 'came':
      return Prisma.sql`select trace.contact_id, trace.at, null as note, trace.enrolment_id as place
        from enrolment_step trace where ${moves} and trace.next_step = ${step}`
    case 'moved':
      return Prisma.sql`select trace.contact_id, trace.at, trace.detail ->> 'reason' as note, trace.enrolment_id as place
        from enrolment_step trace where ${moves} and trace.step = ${step} and trace.outcome <> 'parked'
          ${outcome === undefined ? Prisma.empty : Prisma.sql`and trace.outcome = ${outcome}`}
          ${next === undefined ? Prisma.empty : Prisma.sql`and trace.next_step = ${next}`}`
    case 'sent':
    case 'waiting':
    case 'not_allowed':
    case 'failed':
      return Prisma.sql`select trace.contact_id, trace.at, message.reason as note, trace.enrolment_id as place
        from enrolment_step trace
        join message on message.contact_id = trace.contact_id
          and message.occasion = 'enrolment:' || trace.enrolment_id || ':' || trace.step
        where ${moves} and trace.step = ${step} and trace.outcome = 'queued'
          and message.status = any(${MAIL_STATUSES[show]})`
    default:
      return show satisfies never
  }
}

const MAIL_STATUSES = {
  sent: ['sent'],
  waiting: ['queued', 'started'],
  not_allowed: ['blocked', 'cancelled', 'expired'],
  failed: ['failed'],
}

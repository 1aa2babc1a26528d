// What people have asked for under their rights and not got in time (GDPR 12(3)).
import { Prisma } from '../../platform/database.ts'
import { countAtMost, type DeviationSource, peopleOf, sayCount } from './deviation.ts'

const KIND = 'requests-overdue'

const people = (now: Date) => Prisma.sql`
  select contact_id from privacy_request where closed_at is null and due_at < ${now}`

export const requestsOverdue: DeviationSource = {
  kind: KIND,
  people: (_part, now) => people(now),
  find: async (db, now, reader) => {
    const count = await countAtMost(db, people(now))
    const [first] = await db.$queryRaw<{ id: string; due_at: Date }[]>(Prisma.sql`
      select id, due_at from privacy_request where closed_at is null order by due_at, id limit 1`)
    if (count === 0 || !first) return []
    const [due, to] = [first.due_at, `/privacy/requests/${first.id}`]
    const [number, one] = [sayCount(count, peopleOf(KIND, null), reader), count === 1]
    const said =
      reader.language === 'nb'
        ? {
            title: `${number} ${one ? 'krav er' : 'krav er'} ikke besvart innen fristen`,
            detail: `Den første fristen gikk ut ${reader.day(due)}. Svar, eller si hvorfor det tar lengre tid.`,
            mend: { label: one ? 'Åpne kravet' : 'Åpne det første', to },
          }
        : {
            title: `${number} ${one ? 'request was' : 'requests were'} not answered in time`,
            detail: `The first was due on ${reader.day(due)}. Answer, or say why it takes longer.`,
            mend: { label: one ? 'Open the request' : 'Open the first', to },
          }
    return [{ part: null, count, tone: 'broken', ...said }]
  },
}

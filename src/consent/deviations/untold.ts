// People whom others have handed to us and who were not told so, with the source, within a month (GDPR art. 14, consent.md L3).
import { type Db, Prisma } from '../../platform/database.ts'
import { countAtMost, type DeviationSource, peopleOf, sayCount } from './deviation.ts'

const KIND = 'untold'

const people = (now: Date) => Prisma.sql`
  select distinct notice.contact_id from source_notice notice join contact on contact.id = notice.contact_id
  where notice.told_at is null and notice.due_at <= ${now}
    and contact.erased_at is null and contact.merged_into_id is null`

export const untold: DeviationSource = {
  kind: KIND,
  people: (_part, now) => people(now),
  find: async (db, now, reader) => {
    const count = await countAtMost(db, people(now))
    const first = count === 0 ? undefined : await findFirst(db, now)
    if (!first) return []
    const [number, one] = [sayCount(count, peopleOf(KIND, null), reader), count === 1]
    const to = `/contacts/${first.contact_id}`
    const said =
      reader.language === 'nb'
        ? {
            title: `${number} ${one ? 'person' : 'personer'} fra andre er ikke fortalt hvor vi har dem fra`,
            detail: `Fristen gikk ut ${reader.day(first.due_at)} for ${one ? 'denne' : 'den første'}. Den som får e-post, får det fortalt i den; de andre må du fortelle selv, eller slette.`,
            mend: { label: one ? 'Åpne kontakten' : 'Åpne den første', to },
          }
        : {
            title: `${number} ${one ? 'person' : 'people'} from others ${one ? 'was' : 'were'} not told where we have them from`,
            detail: `Due on ${reader.day(first.due_at)} for ${one ? 'this one' : 'the first'}. Whoever gets a mail is told in it; the others you must tell yourself, or erase.`,
            mend: { label: one ? 'Open the contact' : 'Open the first', to },
          }
    return [{ part: null, count, tone: 'broken', ...said }]
  },
}

async function findFirst(db: Db, now: Date): Promise<{ contact_id: string; due_at: Date } | undefined> {
  const [row] = await db.$queryRaw<{ contact_id: string; due_at: Date }[]>(Prisma.sql`
    select contact_id, due_at from source_notice
    where told_at is null and due_at <= ${now} and contact_id in (${people(now)})
    order by due_at, contact_id limit 1`)
  return row
}

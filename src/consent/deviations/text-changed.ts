// People whose yes was given to words that have been replaced since. Their yes stands for what they read; whether it
// covers what is sent now is for a person to judge.
import { z } from 'zod'
import { Prisma } from '../../platform/database.ts'
import { countAtMost, type Deviation, type DeviationSource, peopleOf, sayCount } from './deviation.ts'

const KIND = 'text-changed'

/**
 * Which words have been replaced is known first; then each yes from before the last change is looked up in the ledger, and
 * no more than are counted (measured: a quarter of a second where a million have to be asked anew).
 */
const people = (purposeId: string, now: Date) => Prisma.sql`
  select state.contact_id from consent_state state
  cross join lateral (
    select text_id from consent_event where contact_id = state.contact_id and seq = state.seq limit 1
  ) entry
  where state.purpose_id = ${purposeId}::uuid and state.state = 'given'
    and (state.expires_at is null or state.expires_at > ${now})
    and state.since < (select max(effective_from) from purpose_text
      where purpose_id = ${purposeId}::uuid and effective_from <= ${now})
    and entry.text_id = any(array(select said.id from purpose_text said
      where said.purpose_id = ${purposeId}::uuid and exists (select from purpose_text newer
        where newer.purpose_id = said.purpose_id and newer.language = said.language and newer.version > said.version
          and newer.effective_from <= ${now} and newer.hash <> said.hash)))`

type Changed = { id: string; name: string; changed_at: Date }

export const textChanged: DeviationSource = {
  kind: KIND,
  people: (part, now) => (z.uuid().safeParse(part).success && part !== null ? people(part, now) : undefined),
  find: async (db, now, reader) => {
    const changed = await db.$queryRaw<Changed[]>(Prisma.sql`
      select purpose.id, purpose.name, max(text.effective_from) as changed_at
      from purpose join purpose_text text on text.purpose_id = purpose.id and text.version > 1
      where purpose.retired_at is null and text.effective_from <= ${now} group by purpose.id, purpose.name
      order by changed_at desc, purpose.id`)
    const found: Deviation[] = []
    for (const { id, name, changed_at } of changed) {
      const count = await countAtMost(db, people(id, now))
      if (count > 0) found.push(say(id, name, count, changed_at))
    }
    return found

    function say(id: string, name: string, count: number, at: Date): Deviation {
      const [number, one] = [sayCount(count, peopleOf(KIND, id), reader), count === 1]
      const to = `/purposes/${id}`
      const said =
        reader.language === 'nb'
          ? {
              title: `${number} ${one ? 'person' : 'personer'} sa ja til ${name} med andre ord enn i dag`,
              detail: `Teksten ble sist endret ${reader.day(at)}. Ja-et gjelder det de leste: Sammenlign tekstene, og spør på nytt om dere gjør noe mer nå.`,
              mend: { label: 'Sammenlign tekstene', to },
            }
          : {
              title: `${number} ${one ? 'person' : 'people'} said yes to ${name} in other words than today’s`,
              detail: `The text last changed on ${reader.day(at)}. Their yes covers what they read: compare the texts, and ask anew if you do more now.`,
              mend: { label: 'Compare the texts', to },
            }
      return { part: id, count, tone: 'plain', ...said }
    }
  },
}

// People who are kept here although nothing allows anything with them: known by an address, and no yes that stands.
import { NOT_CANARY } from '../../contacts/index.ts'
import { Prisma } from '../../platform/database.ts'
import { countAtMost, type DeviationSource, peopleOf, sayCount } from './deviation.ts'

const KIND = 'no-basis'

const people = (now: Date) => Prisma.sql`
  select contact.id as contact_id from contact
  where contact.erased_at is null and contact.merged_into_id is null and contact.id ${NOT_CANARY}
    and exists (select from identity where identity.contact_id = contact.id and identity.kind <> 'visitor')
    and not exists (select from consent_state where consent_state.contact_id = contact.id and state in ('given', 'customer')
      and (expires_at is null or expires_at > ${now}))`

export const noBasis: DeviationSource = {
  kind: KIND,
  people: (_part, now) => people(now),
  find: async (db, now, reader) => {
    const count = await countAtMost(db, people(now))
    if (count === 0) return []
    const number = sayCount(count, peopleOf(KIND, null), reader)
    const one = count === 1
    const said =
      reader.language === 'nb'
        ? {
            title: `${number} ${one ? 'person' : 'personer'} står her uten noe grunnlag`,
            detail:
              'De har ikke sagt ja til noe som fortsatt gjelder. Spør dem på nett eller ansikt til ansikt, og slett dem du ikke trenger.',
            mend: { label: 'Se kontaktene', to: '/contacts' },
          }
        : {
            title: `${number} ${one ? 'person is' : 'people are'} kept here without any basis`,
            detail:
              'They have said yes to nothing that still stands. Ask them on the web or face to face, and erase those you do not need.',
            mend: { label: 'Open contacts', to: '/contacts' },
          }
    return [{ part: null, count, tone: 'plain', ...said }]
  },
}

// Yeses that others have collected and handed on without what proves them: they count for nothing until it is here
// (consent.md C17).
import { Prisma } from '../../platform/database.ts'
import { countAtMost, type DeviationSource, peopleOf, sayCount } from './deviation.ts'

const KIND = 'unproven'

const PEOPLE = Prisma.sql`
  select state.contact_id from purpose cross join unnest(purpose.channels) as channel
  join consent_state state on state.purpose_id = purpose.id and state.channel = channel.channel and state.state = 'collected'
  where purpose.retired_at is null`

export const unproven: DeviationSource = {
  kind: KIND,
  people: () => PEOPLE,
  find: async (db, _now, reader) => {
    const count = await countAtMost(db, PEOPLE)
    if (count === 0) return []
    const [number, one] = [sayCount(count, peopleOf(KIND, null), reader), count === 1]
    const said =
      reader.language === 'nb'
        ? {
            title: `${number} ja fra andre mangler bevis`,
            detail:
              'De teller ikke før beviset er her. Be den som samlet dem inn om det, og legg det ved på kontakten.',
            mend: { label: 'Se importene', to: '/contacts/imports' },
          }
        : {
            title: `${number} ${one ? 'yes' : 'yeses'} collected by others ${one ? 'lacks its' : 'lack their'} evidence`,
            detail:
              'They count for nothing until it is here. Ask whoever collected them, and attach it to the contact.',
            mend: { label: 'See the imports', to: '/contacts/imports' },
          }
    return [{ part: null, count, tone: 'plain', ...said }]
  },
}

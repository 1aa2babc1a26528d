// Yeses that run out within a month, per purpose and channel.
import { NOT_CANARY } from '../../contacts/index.ts'
import { Prisma } from '../../platform/database.ts'
import type { Channel } from '../words.ts'
import { type Deviation, type DeviationSource, MOST_COUNTED, sayCount } from './deviation.ts'

const DAY_MS = 86_400_000
/** Days ahead: time enough to ask, on the web or in person. */
const AHEAD_DAYS = 30

type Row = { purpose_id: string; purpose: string; channel: Channel; people: number; first_at: Date }

const CHANNELS = {
  en: { email: 'e-mail', sms: 'SMS', phone: 'phone', post: 'post', web: 'the web' },
  nb: { email: 'e-post', sms: 'SMS', phone: 'telefon', post: 'post', web: 'nett' },
} as const

export const endsSoon: DeviationSource = {
  kind: 'ends-soon',
  find: async (db, now, reader) => {
    const rows = await db.$queryRaw<Row[]>(Prisma.sql`
      select purpose.id as purpose_id, purpose.name as purpose, channel.channel, ends.people, ends.first_at
      from purpose cross join unnest(purpose.channels) as channel
      cross join lateral (
        select count(*)::int as people, min(expires_at) as first_at from (
          select expires_at from consent_state
          where purpose_id = purpose.id and consent_state.channel = channel.channel and state = 'given'
            and contact_id ${NOT_CANARY}
            and expires_at > ${now} and expires_at <= ${new Date(+now + AHEAD_DAYS * DAY_MS)}
          order by expires_at limit ${MOST_COUNTED + 1}::int
        ) ending
      ) ends
      where purpose.retired_at is null and ends.people > 0 order by ends.first_at, purpose.id, channel.channel`)
    return rows.map(({ purpose_id, purpose, channel, people, first_at }): Deviation => {
      const number = sayCount(people, `/purposes/${purpose_id}/people?state=ends&channel=${channel}`, reader)
      const [one, by, day] = [people === 1, CHANNELS[reader.language][channel], reader.day(first_at)]
      const to = `/purposes/${purpose_id}`
      const said =
        reader.language === 'nb'
          ? {
              title: `${number} ${one ? 'persons' : 'personers'} ja til ${purpose} på ${by} går ut`,
              detail: `Det første ${day}. Ingenting sendes etter det: Spør dem på nett eller ansikt til ansikt.`,
              mend: { label: 'Åpne formålet', to },
            }
          : {
              title: `${number} ${one ? 'person’s' : 'people’s'} yes to ${purpose} by ${by} runs out`,
              detail: `The first on ${day}. Nothing is sent after it: ask them on the web or in person.`,
              mend: { label: 'Open the purpose', to },
            }
      return { part: `${purpose_id}/${channel}`, count: people, tone: 'near', ...said }
    })
  },
}

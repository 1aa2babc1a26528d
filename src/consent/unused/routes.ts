// Unused yeses over HTTP: how many, the people behind each number, and whether they end where practice says so.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { LAPSES_IN, UNUSED_MONTHS } from '../rules/unused.ts'
import { CHANNELS } from '../words.ts'
import { countLapsing, findUnusedConsents } from './find-unused.ts'
import { findUnusedSetting, saveUnusedSetting, unusedSetting } from './lapse-unused.ts'

const tag = 'Consent'

export const unusedRoutes: Route[] = [
  route({
    method: 'get',
    path: '/consents/unused',
    summary: 'Yeses that no message has used for twelve months, by purpose and channel',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({
      months: z.int(),
      lapses: z.boolean(),
      countries: z.array(z.string()).meta({ description: 'Where an unused yes lapses, if that is set.' }),
      lapsing: z.int().meta({ description: 'Yeses that the next run ends, or would end if it were set.' }),
      items: z.array(
        z.object({
          purpose: z.object({ id: z.uuid(), name: z.string() }),
          channel: z.enum(CHANNELS),
          count: z.int(),
          first: z.iso.datetime().meta({ description: 'Since when the oldest of them stands.' }),
          people: z.string().meta({ description: 'Who they are, below /api.' }),
        }),
      ),
    }),
    handle: async ({ db, now }) => ({
      months: UNUSED_MONTHS,
      ...(await findUnusedSetting(db)),
      countries: Object.keys(LAPSES_IN),
      lapsing: await countLapsing(db, now),
      items: (await findUnusedConsents(db, now)).map(({ people, ...unused }) => ({
        ...unused,
        count: people,
        people: `/purposes/${unused.purpose.id}/people?state=unused&channel=${unused.channel}`,
      })),
    }),
  }),
  route({
    method: 'put',
    path: '/consents/unused',
    summary: 'Say whether an unused yes ends in the countries whose practice says so',
    tag,
    access: ['privacy_officer'],
    body: unusedSetting,
    response: unusedSetting,
    handle: ({ db }, { body }) => saveUnusedSetting(db, body),
  }),
]

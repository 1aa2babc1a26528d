// Deviations over HTTP: what is wrong, whom it concerns, and one way to mend each.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { readerLanguage } from '../../segments/index.ts'
import { formatsOf } from '../today/need-words.ts'
import { findTimeZone } from '../today/routes.ts'
import { findDeviationPeople, findDeviations } from './find-deviations.ts'

const tag = 'Privacy'
const access = ['privacy_officer'] as const

export const deviationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/privacy/deviations',
    summary: 'What is wrong or soon will be, with the people behind each number and one way to mend it',
    tag,
    access,
    response: z.object({
      at: z.iso.datetime(),
      items: z.array(
        z.object({
          kind: z.string(),
          part: z.string().nullable().meta({ description: 'Which of its kind; null where there is one.' }),
          count: z.int().meta({ description: 'At most 10,001, which says that there are more.' }),
          tone: z.enum(['broken', 'near', 'plain']),
          title: z.string().meta({ description: 'May hold links to people and pages: [236](people:/privacy/…).' }),
          detail: z.string(),
          mend: z
            .union([z.object({ label: z.string(), to: z.string() }), z.object({ label: z.string(), post: z.string() })])
            .meta({ description: 'A page of the app, or a path below /api that is posted to.' }),
        }),
      ),
    }),
    handle: async ({ db, now }, { request }) => {
      const language = readerLanguage(request)
      const reader = { language, ...formatsOf(language, await findTimeZone(db)) }
      return { at: now, items: await findDeviations(db, now, reader) }
    },
  }),
  route({
    method: 'get',
    path: '/privacy/deviations/{kind}/people',
    summary: 'The people behind a deviation',
    tag,
    access,
    params: z.object({ kind: z.string().max(50) }),
    query: z.object({
      part: z.string().max(100).optional(),
      cursor: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(z.object({ id: z.uuid(), name: z.string(), detail: z.string().nullable() })),
      total: z.int(),
      next: z.uuid().nullable(),
    }),
    handle: ({ db, now }, { params: { kind }, query: { part = null, cursor, limit } }) =>
      findDeviationPeople(db, { kind, part, cursor, limit }, now),
  }),
]

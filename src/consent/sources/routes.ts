// Whom we owe word of where their data came from, over HTTP.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { findUntold, TOLD_BY, tellSource } from './find-untold.ts'

const tag = 'Privacy'

export const sourceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/untold-sources',
    summary: 'People who came from somebody else and were not told so within a month',
    tag,
    access: ['privacy_officer'],
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: z.object({
      items: z.array(
        z.object({
          contactId: z.uuid(),
          name: z.string().nullable(),
          source: z.string(),
          receivedAt: z.iso.datetime(),
          dueAt: z.iso.datetime(),
        }),
      ),
      total: z.int(),
    }),
    handle: ({ db, now }, { query }) => findUntold(db, now, query.limit),
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/source',
    summary: 'From whom a person came, and whether they were told so',
    tag,
    access: ['marketer', 'privacy_officer'],
    params: z.object({ id: z.uuid() }),
    response: z.object({
      items: z
        .array(
          z.object({
            source: z.string(),
            receivedAt: z.iso.datetime(),
            dueAt: z.iso.datetime(),
            toldAt: z.iso.datetime().nullable(),
            toldBy: z.string().nullable(),
          }),
        )
        .meta({ description: 'The oldest first. Empty: they came by themselves.' }),
    }),
    handle: async ({ db }, { params }) => ({
      items: await db.sourceNotice.findMany({
        where: { contactId: params.id },
        orderBy: [{ receivedAt: 'asc' }, { source: 'asc' }],
        select: { source: true, receivedAt: true, dueAt: true, toldAt: true, toldBy: true },
      }),
    }),
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/source-told',
    summary: 'Note that a person was told outside of here where their data came from',
    tag,
    access: ['privacy_officer'],
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ toldBy: z.enum(TOLD_BY) }),
    handle: async ({ db, now }, { params, body }) => {
      await tellSource(db, params.id, body.toldBy, now)
      return undefined
    },
  }),
]

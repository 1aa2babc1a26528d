// Audiences for advertising platforms over HTTP.
import { z } from 'zod'
import { DECISION_REASONS } from '../../consent/index.ts'
import { type Route, route } from '../../platform/index.ts'
import { takeOver } from './export-audience.ts'
import { createAudience, foreseeAudience, listAudiences, stopAudience } from './manage-audiences.ts'
import { PLATFORMS } from './platforms.ts'
import { sendAudience } from './send-export.ts'
import { writeExportFile } from './write-file.ts'

const tag = 'Advertising'
const access = ['marketer'] as const
const mayLook = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })
const exportParams = params.extend({ exportId: z.uuid() })
const named = z.object({ id: z.uuid(), name: z.string() })
const exported = z.object({ id: z.uuid(), added: z.int(), removed: z.int(), members: z.int() })
const answer = z.string().nullable().meta({ description: 'What the webhook answered last; null: nothing was sent.' })

export const adAudienceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/ad-audiences',
    summary: 'Audiences for advertising platforms, with their last exports',
    tag,
    access: mayLook,
    response: z.object({
      items: z.array(
        z.object({
          ...{ id: z.uuid(), name: z.string(), platform: z.enum(PLATFORMS), purpose: named, segment: named },
          url: z.string().nullable(),
          createdAt: z.iso.datetime(),
          stoppedAt: z.iso.datetime().nullable(),
          exports: z.array(exported.extend({ at: z.iso.datetime(), takenOverAt: z.iso.datetime().nullable(), answer })),
        }),
      ),
    }),
    handle: async ({ db }) => ({ items: await listAudiences(db) }),
  }),
  route({
    method: 'post',
    path: '/ad-audiences',
    summary: 'Make an audience of those in a segment who allow advertising elsewhere',
    tag,
    access,
    body: z.strictObject({
      name: z.string().trim().min(1).max(200),
      platform: z.enum(PLATFORMS),
      purposeId: z.uuid(),
      segmentId: z.uuid(),
      url: z.url().max(2000).nullable().default(null).meta({ description: 'Where changes are sent; null: by file.' }),
    }),
    response: z.object({ id: z.uuid(), secret: z.string().nullable() }),
    status: 201,
    handle: ({ db, now, services }, { body }) => createAudience(db, body, services.config, now),
  }),
  route({
    method: 'get',
    path: '/ad-audiences/{id}/forecast',
    summary: 'Who of its segment allows it now, and who not, by reason',
    tag,
    access: mayLook,
    params,
    response: z.object({
      people: z.int(),
      allow: z.int(),
      not: z.array(z.object({ reason: z.enum(DECISION_REASONS), count: z.int() })),
    }),
    handle: ({ db, now }, { params }) => foreseeAudience(db, params.id, now),
  }),
  route({
    method: 'post',
    path: '/ad-audiences/{id}/exports',
    summary: 'Export what has changed since the last time; where there is a webhook it is sent at once',
    tag,
    access,
    params,
    response: exported.extend({ answer }),
    handle: ({ user, services }, { params }) => sendAudience(services, params.id, user.id),
  }),
  ...(['add', 'remove'] as const).map((part) =>
    route({
      method: 'get',
      path: `/ad-audiences/{id}/exports/{exportId}/${part}.csv`,
      summary: part === 'add' ? 'Hashes to add, decided once more' : 'Hashes to remove',
      tag,
      access,
      params: exportParams,
      produces: 'text/csv',
      handle: ({ db, now }, { params: { id, exportId } }) => writeExportFile(db, id, exportId, part, now),
    }),
  ),
  route({
    method: 'post',
    path: '/ad-audiences/{id}/exports/{exportId}/taken-over',
    summary: 'Say that the files of this export and of those before it were uploaded',
    tag,
    access,
    params: exportParams,
    handle: async ({ db, now }, { params: { id, exportId } }) => {
      await takeOver(db, id, exportId, now)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/ad-audiences/{id}/stop',
    summary: 'Empty an audience: its next export removes everybody',
    tag,
    access,
    params,
    handle: async ({ db, now }, { params: { id } }) => {
      await stopAudience(db, id, now)
      return undefined
    },
  }),
]

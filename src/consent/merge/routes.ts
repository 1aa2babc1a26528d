// Merging two contacts over HTTP: what it would do, doing it, and taking it back.
import { z } from 'zod'
import { fullName } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http.ts'
import { MARK_STATES } from '../mark-state.ts'
import { mergeContacts } from './merge-contacts.ts'
import { previewMerge } from './preview-merge.ts'
import { undoMerge } from './undo-merge.ts'

const tag = 'Contacts'
const access: ['marketer', 'privacy_officer'] = ['marketer', 'privacy_officer']
const person = z.object({ id: z.uuid(), name: z.string().nullable() })
const silenced = {
  removed: z.int().meta({ description: 'Messages that were ready and have been removed.' }),
  onTheirWay: z.int().meta({ description: 'Messages that had begun before and may arrive.' }),
}

export const mergeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/merge',
    summary: 'What merging another contact into this one would do. Changes nothing',
    tag,
    access,
    params: z.object({ id: z.uuid() }),
    query: z.object({ otherId: z.uuid() }),
    response: z.object({
      keep: person,
      other: person,
      cells: z.array(
        z.object({
          purposeId: z.uuid(),
          purpose: z.string(),
          channel: z.string(),
          keep: z.enum(MARK_STATES),
          other: z.enum(MARK_STATES),
          after: z.enum(MARK_STATES),
          outcome: z.enum(['kept', 'lowered', 'left_behind']).meta({
            description: 'left_behind: the other’s yes was for the other’s address and is not carried over.',
          }),
        }),
      ),
      holds: z.array(
        z.object({ kind: z.string(), channel: z.string().nullable(), until: z.iso.datetime().nullable() }),
      ),
      addresses: z.array(z.object({ kind: z.string(), value: z.string(), becomesPrimary: z.boolean() })),
      filled: z.array(z.string()),
      notes: z.array(
        z.object({
          kind: z.enum(['score', 'lead', 'workflow', 'reply']),
          name: z.string().nullable(),
          outcome: z.enum(['stays', 'ends', 'set_aside']),
        }),
      ),
    }),
    handle: ({ db, now }, { params, query }) => previewMerge(db, params.id, query.otherId, now),
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/merge',
    summary: 'Merge another contact into this one. The most restrictive of what both have said holds',
    tag,
    access,
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ otherId: z.uuid() }),
    response: z.object({ id: z.uuid().meta({ description: 'Names the merge, to take it back.' }), ...silenced }),
    handle: ({ db, now, user }, { params, body }) =>
      mergeContacts(db, { keepId: params.id, otherId: body.otherId, userId: user.id }, now),
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/merges',
    summary: 'Who was merged into this contact, newest first',
    tag,
    access,
    params: z.object({ id: z.uuid() }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          other: person,
          mergedAt: z.iso.datetime(),
          undoneAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
    handle: async ({ db }, { params }) => ({ items: await listMerges(db, params.id) }),
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/merges/{mergeId}/undo',
    summary: 'Take a merge back. Raises nothing that anybody has lowered since',
    tag,
    access,
    params: z.object({ id: z.uuid(), mergeId: z.uuid() }),
    response: z.object(silenced),
    handle: ({ db, now }, { params }) => undoMerge(db, params.id, params.mergeId, now),
  }),
]

async function listMerges(db: Db, contactId: string) {
  found(await db.contact.findUnique({ where: { id: contactId }, select: { id: true } }), 'contact')
  const merges = await db.contactMerge.findMany({
    where: { contactId },
    orderBy: [{ mergedAt: 'desc' }, { id: 'desc' }],
    include: { other: { select: { id: true, firstName: true, lastName: true } } },
  })
  return merges.map(({ id, mergedAt, undoneAt, other }) => ({
    id,
    mergedAt,
    undoneAt,
    other: { id: other.id, name: fullName(other) },
  }))
}

// Suppression over HTTP: take a list in, and see what is suppressed, what was tried and what became of each list.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/index.ts'
import { csvLine } from '../import-contacts/read-import.ts'
import { receiveUpload, uploadSetting } from '../import-contacts/receive-upload.ts'
import { findSuppressionKeys, SUPPRESSION_REASONS, SUPPRESSION_SCOPES, WAYS_IN } from '../suppression/index.ts'
import { findList, findListRefusals, findLists, findSuppressionOverview } from './find-lists.ts'
import { LIST_REFUSALS } from './read-list.ts'
import { startList } from './take-list.ts'

const tag = 'Suppression'
const access = ['marketer', 'privacy_officer'] as const
const byId = z.object({ id: z.uuid() })

const listAnswer = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    scope: z.enum(SUPPRESSION_SCOPES),
    countryCode: z.string().nullable(),
    status: z.enum(['running', 'done', 'failed', 'stopped']),
    line: z.int(),
    totalRows: z.int(),
    rows: z.int(),
    added: z.int().meta({ description: 'Addresses that were not suppressed before' }),
    known: z.int().meta({ description: 'Addresses that were' }),
    refused: z.int().meta({ description: 'Lines without an address' }),
    held: z.int().meta({ description: 'Contacts that have such an address and are held since' }),
    removed: z.int().meta({ description: 'Messages of theirs that were ready and have been removed' }),
    encoding: z.string(),
    fault: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SuppressionList' })

const overviewAnswer = z
  .object({
    fault: z.string().nullable().meta({ description: 'What is wrong with the keys, and what to do' }),
    entries: z.array(
      z.object({
        kind: z.string(),
        scope: z.enum(SUPPRESSION_SCOPES),
        reason: z.enum(SUPPRESSION_REASONS),
        entries: z.int(),
      }),
    ),
    keys: z.array(
      z.object({
        version: z.int(),
        entries: z.int(),
        isMissing: z.boolean(),
        createdAt: z.iso.datetime(),
        givenUpAt: z.iso.datetime().nullable(),
        givenUpReason: z.string().nullable(),
      }),
    ),
    attempts: z
      .array(
        z.object({
          day: z.iso.date(),
          way: z.enum(WAYS_IN),
          reason: z.enum(SUPPRESSION_REASONS),
          addresses: z.int(),
        }),
      )
      .meta({ description: 'Attempts to enter somebody who is suppressed, over 90 days; never who' }),
  })
  .meta({ id: 'Suppression' })

const listSetting = z.strictObject({
  scope: z.enum(SUPPRESSION_SCOPES),
  /** Without a plus; stands before numbers that have no country code. */
  countryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional(),
})

function readSetting(text: string): z.infer<typeof listSetting> {
  const parsed = z.string().transform(toJson).pipe(listSetting).safeParse(text)
  if (parsed.success) return parsed.data
  throw new DomainError(
    'invalid',
    'Say what the list stops, as JSON in the part mapping: {"scope": "all"}, or email, sms or phone; and "countryCode": "47" where numbers have none.',
  )
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const suppressionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/suppression',
    summary: 'What is suppressed, in numbers: entries, keys, and attempts to enter somebody who is; never an address',
    tag,
    access,
    response: overviewAnswer,
    handle: async ({ db, now, services }) =>
      findSuppressionOverview(db, await findSuppressionKeys(services.config), now),
  }),
  route({
    method: 'post',
    path: '/suppression-lists',
    summary:
      'Take in a list of addresses that must not be written to: form parts mapping (JSON: scope, countryCode) and file. Answers when it has begun',
    tag,
    access,
    raw: 'multipart/form-data',
    response: listAnswer,
    status: 202,
    handle: async ({ db, now, user, services, log }, { request }) => {
      const upload = await receiveUpload(request, uploadSetting(services.config))
      try {
        const { fileName, open } = upload
        const { scope, countryCode } = readSetting(upload.mapping)
        const startedBy = user.kind === 'person' ? user.id : null
        const means = { now: services.now, keys: await findSuppressionKeys(services.config) }
        const { id, run } = await startList(db, { fileName, open, scope, countryCode, startedBy }, means)
        run()
          .catch((error: unknown) => log.error({ err: error, listId: id }, 'a suppression list stopped'))
          .finally(upload.discard)
        return await findList(db, id, now)
      } catch (error) {
        await upload.discard()
        throw error
      }
    },
  }),
  route({
    method: 'get',
    path: '/suppression-lists',
    summary: 'The latest lists',
    tag,
    access,
    response: z.object({ items: z.array(listAnswer) }),
    handle: async ({ db, now }) => ({ items: await findLists(db, now) }),
  }),
  route({
    method: 'get',
    path: '/suppression-lists/{id}',
    summary: 'How far a list is, and what became of its lines',
    tag,
    access,
    params: byId,
    response: listAnswer,
    handle: ({ db, now }, { params }) => findList(db, params.id, now),
  }),
  route({
    method: 'get',
    path: '/suppression-lists/{id}/refusals.csv',
    summary: 'Lines that were not taken, by their number',
    tag,
    access,
    params: byId,
    produces: 'text/csv',
    handle: async ({ db, now }, { params }) => {
      const { fileName } = await findList(db, params.id, now)
      const content = (async function* () {
        yield csvLine(['line', 'code'])
        for (let after = 0; ; ) {
          const rows = await findListRefusals(db, params.id, { after, limit: 1000 })
          if (rows.length === 0) return
          yield rows.map(({ line, code }) => csvLine([String(line), code])).join('')
          after = rows.at(-1)?.line ?? after
        }
      })()
      return { filename: `${fileName.replace(/\.[^.]*$/, '')}, not taken.csv`, content: Readable.from(content) }
    },
  }),
  route({
    method: 'get',
    path: '/suppression-lists/{id}/refusals',
    summary: 'The same as JSON, in the order of the file',
    tag,
    access,
    params: byId,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    response: z.object({ items: z.array(z.object({ line: z.int(), code: z.enum(LIST_REFUSALS) })) }),
    handle: async ({ db }, { params, query }) => ({ items: await findListRefusals(db, params.id, query) }),
  }),
]

// Imports over HTTP: look at the beginning, check the whole, take it in, see what became of it.
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/index.ts'
import { findSuppressionKeys } from '../suppression/index.ts'
import { checkImport } from './check-import.ts'
import { startImport } from './import-contacts.ts'
import { type ImportMapping, importMapping } from './mapping.ts'
import { previewImport } from './preview-import.ts'
import { listImports, listRefusals, readImport, reportAsCsv } from './read-import.ts'
import { receiveUpload, uploadSetting, withUpload } from './receive-upload.ts'
import { forecastAnswer, importAnswer, importReportAnswer, previewAnswer, refusalAnswer } from './schemas.ts'

const tag = 'Imports'
const access = ['marketer', 'privacy_officer'] as const
const byId = z.object({ id: z.uuid() })
const FORM = 'multipart/form-data'

/** Bytes of a file that the preview looks at. */
const PREVIEW_BYTES = 1_000_000
function readMapping(text: string): ImportMapping {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    throw new DomainError('invalid', 'The mapping is not JSON. Put it right and send the file again.', { cause: error })
  }
  const parsed = importMapping.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: `mapping.${path.join('.')}`, message }))
  throw new DomainError('invalid', 'The mapping cannot be used as it is. See the faults, then send it again.', {
    faults,
  })
}

export const importRoutes: Route[] = [
  route({
    method: 'post',
    path: '/imports/preview',
    summary: 'Columns, samples and a guess, from the first megabyte of a CSV file; changes nothing',
    tag,
    access,
    raw: 'text/csv',
    query: z.object({ isCut: z.stringbool().default(false) }),
    response: previewAnswer,
    handle: async ({ db }, { query, request }) => {
      const pieces: Buffer[] = []
      let bytes = 0
      for await (const piece of request as AsyncIterable<Buffer>) {
        bytes += piece.length
        if (bytes > PREVIEW_BYTES)
          throw new DomainError('too_large', 'Send at most the first megabyte of the file, and say isCut=true.')
        pieces.push(piece)
      }
      return previewImport(
        db,
        async function* () {
          yield* pieces
        },
        query.isCut,
      )
    },
  }),
  route({
    method: 'post',
    path: '/imports/check',
    summary: 'What importing a file would do now: form parts mapping (JSON) and file; changes nothing',
    tag,
    access,
    raw: FORM,
    response: forecastAnswer,
    handle: async ({ db, services }, { request }) =>
      withUpload(await receiveUpload(request, uploadSetting(services.config)), async ({ fileName, open, mapping }) =>
        checkImport(
          db,
          { fileName, open, mapping: readMapping(mapping) },
          { now: services.now, keys: await findSuppressionKeys(services.config) },
        ),
      ),
  }),
  route({
    method: 'post',
    path: '/imports',
    summary: 'Take a CSV file in: form parts mapping (JSON) and file. Answers when it has begun',
    tag,
    access,
    raw: FORM,
    response: importAnswer,
    status: 202,
    handle: async ({ db, now, user, services, log }, { request }) => {
      const upload = await receiveUpload(request, uploadSetting(services.config))
      try {
        const { fileName, open } = upload
        const startedBy = user.kind === 'person' ? user.id : null
        const { id, run } = await startImport(
          db,
          { fileName, open, mapping: readMapping(upload.mapping), startedBy },
          { now: services.now, keys: await findSuppressionKeys(services.config) },
        )
        run()
          .catch((error: unknown) => log.error({ err: error, importId: id }, 'an import stopped'))
          .finally(upload.discard)
        const { reasons: _, ...report } = await readImport(db, id, now)
        return report
      } catch (error) {
        await upload.discard()
        throw error
      }
    },
  }),
  route({
    method: 'get',
    path: '/imports',
    summary: 'The latest imports',
    tag,
    access,
    response: z.object({ items: z.array(importAnswer) }),
    handle: async ({ db, now }) => ({ items: await listImports(db, now) }),
  }),
  route({
    method: 'get',
    path: '/imports/{id}',
    summary: 'How far an import is, and what became of its rows',
    tag,
    access,
    params: byId,
    response: importReportAnswer,
    handle: ({ db, now }, { params }) => readImport(db, params.id, now),
  }),
  route({
    method: 'get',
    path: '/imports/{id}/refusals',
    summary: 'Rows that were not taken, or not wholly, in the order of the file',
    tag,
    access,
    params: byId,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      code: z.string().max(40).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    response: z.object({ items: z.array(refusalAnswer) }),
    handle: async ({ db }, { params, query }) => ({ items: await listRefusals(db, params.id, query) }),
  }),
  route({
    method: 'get',
    path: '/imports/{id}/refusals.csv',
    summary: 'The same as a file',
    tag,
    access,
    params: byId,
    produces: 'text/csv',
    handle: async ({ db, now }, { params }) => {
      const { fileName } = await readImport(db, params.id, now)
      return { filename: `${fileName.replace(/\.[^.]*$/, '')}, not taken.csv`, content: reportAsCsv(db, params.id) }
    },
  }),
]

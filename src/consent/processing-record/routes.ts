// The record of processing over HTTP: to read, and as a file for whoever asks for it.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { csvLine } from '../import-contacts/read-import.ts'
import { CHANNELS } from '../words.ts'
import { findProcessingRecord, type ProcessingRecord } from './find-record.ts'
import { RECORD_LANGUAGES, RECORD_WORDS } from './record-words.ts'

const tag = 'Privacy'
const access = ['privacy_officer'] as const
const query = z.object({ language: z.enum(RECORD_LANGUAGES).default('en') })

const answer = z
  .object({
    language: z.enum(RECORD_LANGUAGES),
    madeAt: z.iso.datetime(),
    measures: z.array(z.string()).meta({ description: 'Technical and organisational measures of the product itself' }),
    senders: z.array(
      z.object({
        controller: z.object({
          name: z.string(),
          postalAddress: z.string(),
          privacyEmail: z.string(),
          phone: z.string().nullable(),
          privacyUrl: z.string().nullable(),
          country: z.string(),
        }),
        missing: z
          .array(z.enum(['phone', 'countries', 'recipients', 'retention', 'safeguard']))
          .meta({ description: 'What art. 30 asks for and this sender has not said' }),
        activities: z.array(
          z.object({
            key: z.string(),
            name: z.string(),
            purpose: z.string(),
            basis: z.string(),
            people: z.string(),
            data: z.string(),
            channels: z.array(z.enum(CHANNELS)),
            recipients: z.array(z.string()),
            countries: z.array(z.string()),
            transfers: z.array(z.string()),
            retention: z.array(z.string()),
            since: z.iso.datetime(),
            until: z.iso.datetime().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ProcessingRecord' })

/** One line for each activity, whole in itself: it can be filtered and handed over. */
function recordAsCsv({ language, senders, measures }: ProcessingRecord): string {
  const channels = (names: readonly string[]) => names.map((name) => RECORD_WORDS[language].channel[name] ?? name)
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? ''
  const lines = senders.flatMap(({ controller, activities }) =>
    activities.map((one) =>
      csvLine([
        `${controller.name}, ${controller.postalAddress}`,
        [controller.privacyEmail, controller.phone].filter((part) => part !== null).join(', '),
        ...[one.name, one.purpose, one.basis, one.people, one.data],
        ...[channels(one.channels), one.recipients, one.countries, one.transfers, one.retention, measures].map((part) =>
          part.join('; '),
        ),
        ...[day(one.since), day(one.until)],
      ]),
    ),
  )
  // The mark tells spreadsheets that it is UTF-8.
  return `\ufeff${csvLine(RECORD_WORDS[language].columns)}${lines.join('')}`
}

export const processingRecordRoutes: Route[] = [
  route({
    method: 'get',
    path: '/processing-record',
    summary: 'The record of processing activities (GDPR art. 30), as it follows from senders and purposes now',
    tag,
    access,
    query,
    response: answer,
    handle: ({ db, now }, { query: { language } }) => findProcessingRecord(db, language, now),
  }),
  route({
    method: 'get',
    path: '/processing-record.csv',
    summary: 'The same as a file, a line for each activity',
    tag,
    access,
    query,
    produces: 'text/csv',
    handle: async ({ db, now }, { query: { language } }) => {
      const record = await findProcessingRecord(db, language, now)
      const filename = `processing-record-${now.toISOString().slice(0, 10)}.csv`
      return { filename, content: Readable.from([recordAsCsv(record)]) }
    },
  }),
]

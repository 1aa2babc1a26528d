// What imports answer.
import { z } from 'zod'
import { NOTE_CODES } from './notes.ts'
import { DELIMITERS, ENCODINGS } from './read-file.ts'

const noteAnswer = z.object({ line: z.int(), code: z.enum(NOTE_CODES), column: z.string(), reason: z.string() })

export const previewAnswer = z
  .object({
    encoding: z.enum(ENCODINGS),
    delimiter: z.enum(DELIMITERS),
    columns: z.array(
      z.object({
        heading: z.string(),
        samples: z.array(z.string()),
        values: z.array(z.object({ value: z.string(), count: z.int() })),
      }),
    ),
    rows: z.int().meta({ description: 'Rows looked at' }),
    guess: z.object({
      columns: z.array(z.object({ column: z.string(), to: z.string() })),
      decimal: z.enum(['.', ',']),
    }),
  })
  .meta({ id: 'ImportPreview' })

export const forecastAnswer = z
  .object({
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    refused: z.int(),
    heldBack: z.int(),
    sales: z.int().meta({ description: 'Sales that would be recorded' }),
    consent: z.array(
      z.object({
        purpose: z.string(),
        channel: z.string(),
        assumed: z.boolean(),
        given: z.int(),
        withdrawn: z.int(),
        withoutProof: z.int(),
      }),
    ),
    notes: z.array(z.object({ code: z.enum(NOTE_CODES), count: z.int(), examples: z.array(noteAnswer) })),
  })
  .meta({ id: 'ImportForecast' })

export const importAnswer = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    status: z.enum(['running', 'done', 'failed', 'stopped']),
    line: z.int().meta({ description: 'The last line that was dealt with' }),
    totalRows: z.int().nullable(),
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    refused: z.int(),
    heldBack: z.int(),
    given: z.int(),
    withdrawn: z.int(),
    encoding: z.string(),
    delimiter: z.string(),
    fault: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Import' })

export const importReportAnswer = importAnswer
  .extend({ reasons: z.array(z.object({ code: z.string(), isTaken: z.boolean(), rows: z.int() })) })
  .meta({ id: 'ImportReport' })

export const refusalAnswer = noteAnswer.extend({ isTaken: z.boolean() }).meta({ id: 'ImportRefusal' })

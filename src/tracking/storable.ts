// What a fact may carry: flat, bounded, and nothing that the database cannot hold.
import { z } from 'zod'

/** In characters. A title or an address fits; a document does not belong into a fact. */
const TEXT_MAX = 1000
const PROPERTIES_MAX = 40

/** PostgreSQL's jsonb refuses NUL and half surrogate pairs: one such event would fail its whole batch. */
const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed()

const storableText = (max: number) =>
  z.string().max(max).refine(isStorable, 'Leave out control characters and broken letters.')

export const propertiesSchema = z
  .record(
    storableText(60),
    z.union([storableText(TEXT_MAX), z.number(), z.boolean(), z.null()], {
      error: `Properties are flat: text of at most ${TEXT_MAX} characters, numbers, true or false.`,
    }),
  )
  .refine((properties) => Object.keys(properties).length <= PROPERTIES_MAX, `At most ${PROPERTIES_MAX} properties.`)
  .meta({ id: 'EventProperties' })

/** A moment that the database can hold and that could have been: not before 2000. */
export const momentSchema = z.iso
  .datetime({ offset: true })
  .refine((text) => +new Date(text) >= Date.UTC(2000, 0), 'Give a time of this century.')

// What may be sent to contacts and what they answer.
import { z } from 'zod'
import { FIELD_TYPES, TEXT_MAX } from './field-values.ts'

const text = z.string().trim().min(1).max(200)
const fieldValue = z.union([z.string().max(TEXT_MAX), z.number(), z.boolean()])
const country = z.string().regex(/^[A-Z]{2}$/, 'Write the two letters of the country, such as NO.')
const language = z.string().regex(/^[a-z]{2}(-[A-Za-z]{2,4})?$/, 'Write the letters of the language, such as nb.')

const person = {
  firstName: text.optional(),
  lastName: text.optional(),
  jobTitle: text.optional(),
  street: text.optional(),
  postalCode: text.optional(),
  city: text.optional(),
  country: country.optional(),
  language: language.optional(),
  timeZone: text.optional(),
  recipientKind: z.enum(['natural', 'legal']).optional(),
}

export const contactInput = z
  .strictObject({
    ...person,
    email: z.string().max(320).optional(),
    phone: z.string().max(40).optional(),
    externalId: z.string().max(200).optional(),
    company: z.strictObject({ name: text.optional(), domain: text.optional() }).optional(),
    fields: z.record(z.string(), fieldValue).optional(),
  })
  .meta({ id: 'ContactInput' })

export const contactChange = z
  .strictObject({
    firstName: text.nullable().optional(),
    lastName: text.nullable().optional(),
    jobTitle: text.nullable().optional(),
    street: text.nullable().optional(),
    postalCode: text.nullable().optional(),
    city: text.nullable().optional(),
    country: country.nullable().optional(),
    language: language.nullable().optional(),
    timeZone: text.nullable().optional(),
    recipientKind: z.enum(['natural', 'legal']).optional(),
    fields: z.record(z.string(), fieldValue.nullable()).optional(),
  })
  .meta({ id: 'ContactChange' })

export const fieldInput = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use small letters, digits and _, beginning with a letter.'),
    label: text,
    type: z.enum(FIELD_TYPES),
    choices: z.array(text).max(200).default([]),
  })
  .meta({ id: 'FieldInput' })
export const fieldChange = z.strictObject({ label: text.optional(), choices: z.array(text).max(200).optional() })
export const fieldAnswer = z
  .object({ key: z.string(), label: z.string(), type: z.enum(FIELD_TYPES), choices: z.array(z.string()) })
  .meta({ id: 'Field' })

export const contactAnswer = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    jobTitle: z.string().nullable(),
    street: z.string().nullable(),
    postalCode: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    language: z.string().nullable(),
    timeZone: z.string().nullable(),
    recipientKind: z.string(),
    account: z.object({ id: z.uuid(), name: z.string(), domain: z.string().nullable() }).nullable(),
    identities: z.array(z.object({ kind: z.string(), value: z.string(), isPrimary: z.boolean() })),
    fields: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        type: z.enum(FIELD_TYPES),
        value: z.union([z.string(), z.number(), z.boolean()]),
      }),
    ),
    source: z.string().nullable(),
    import: z.object({ id: z.uuid(), fileName: z.string(), line: z.int(), at: z.iso.datetime() }).nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    mergedIntoId: z.uuid().nullable(),
    erasedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Contact' })

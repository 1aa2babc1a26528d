// What may be sent about privacy requests and what is answered.
import { z } from 'zod'
import { contactChange } from '../../contacts/index.ts'
import {
  CAME_BY,
  EXTENSION_GROUNDS,
  IDENTITY_CHECKS,
  REFUSAL_GROUNDS,
  REQUEST_KINDS,
  REQUEST_STATUSES,
  TOLD_BY,
} from './words.ts'

const words = z.string().trim().max(2000)
export const told = z
  .enum(TOLD_BY)
  .exclude(['mail'])
  .optional()
  .meta({ description: 'How the person was told already. Without it a mail tells them.' })
export const note = words.min(5, 'Write in a few words why; it is kept with the request.')

export const newRequest = z.strictObject({
  contactId: z.uuid(),
  kind: z.enum(REQUEST_KINDS),
  cameBy: z.enum(CAME_BY).exclude(['page']),
  receivedAt: z.iso.datetime().optional().meta({ description: 'When it reached us; now unless told.' }),
  words: words.optional().meta({ description: 'What is asked for, in the words of the person.' }),
})
export const shownIdentity = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('code'), code: z.string().max(20) }),
  z.strictObject({ by: z.literal('signed_in') }),
  z.strictObject({ by: z.literal('shown') }),
])
export const extension = z.strictObject({ ground: z.enum(EXTENSION_GROUNDS), words: note, told })
export const refusal = z.strictObject({ ground: z.enum(REFUSAL_GROUNDS), words: note, told })

const address = z.string().trim().max(320).nullable()
export const fulfilment = z.strictObject({
  told,
  correction: contactChange
    .extend({ email: address.optional(), phone: address.optional() })
    .optional()
    .meta({ description: 'For a rectification: what is to stand there. null empties a value.' }),
})
export const announcement = z.strictObject({ told })
/** Shorter texts would be found in half of all rows, and say nothing. */
const SCAN_MIN = 5
export const scanTexts = z.strictObject({
  texts: z
    .array(z.string().trim().min(SCAN_MIN, `Write at least ${SCAN_MIN} letters.`).max(320))
    .min(1)
    .max(10)
    .meta({ description: 'Addresses, numbers and names of the person. They are not kept.' }),
})

const moment = z.iso.datetime()
const line = {
  id: z.uuid(),
  contactId: z.uuid(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  kind: z.enum(REQUEST_KINDS),
  status: z.enum(REQUEST_STATUSES),
  cameBy: z.enum(CAME_BY),
  receivedAt: moment,
  dueAt: moment,
  extendedAt: moment.nullable(),
  identityBy: z.enum(IDENTITY_CHECKS).nullable(),
  closedAt: moment.nullable(),
  liftedAt: moment.nullable(),
}
export const requestLine = z.object(line).meta({ id: 'PrivacyRequestLine' })
export const scanResult = z.object({
  at: moment,
  places: z.array(z.object({ table: z.string(), rows: z.int() })),
})
export const requestDetail = z
  .object({
    ...line,
    person: z.object({
      isErased: z.boolean(),
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      jobTitle: z.string().nullable(),
      city: z.string().nullable(),
      addresses: z.array(z.object({ kind: z.string(), value: z.string(), isPrimary: z.boolean() })),
      isReachable: z.boolean().meta({ description: 'Whether a mail can tell them.' }),
    }),
    identityAt: moment.nullable(),
    words: z.string().nullable(),
    extensionGround: z.enum(EXTENSION_GROUNDS).nullable(),
    extensionWords: z.string().nullable(),
    refusalGround: z.enum(REFUSAL_GROUNDS).nullable(),
    refusalWords: z.string().nullable(),
    isCodeSent: z.boolean(),
    scan: scanResult.nullable(),
    steps: z.array(
      z.object({
        position: z.int(),
        type: z.string(),
        at: moment,
        actor: z.enum(['contact', 'staff', 'system']),
        by: z.string().nullable(),
        detail: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  })
  .meta({ id: 'PrivacyRequest' })

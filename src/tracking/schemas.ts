// What may be sent to tracking and what it answers.
import { z } from 'zod'
import { EVENT_TYPE, isReportable } from './event-kinds.ts'
import { momentSchema, propertiesSchema } from './storable.ts'

/** A batch is one transaction: more would hold its contacts locked for too long. */
export const EVENTS_MAX = 500

export const reportedEvent = z
  .strictObject({
    /** Repeating an id does nothing, so a batch may be sent again. */
    id: z.uuid().optional(),
    contactId: z.uuid().optional(),
    email: z.string().max(254).optional(),
    externalId: z.string().max(200).optional(),
    visitorId: z.uuid().optional(),
    type: z
      .string()
      .regex(EVENT_TYPE, 'Write it as noun.verb, such as page.viewed.')
      .refine(isReportable, 'Facts of this kind follow from others; only Assent records them.'),
    /** Now, unless told. A time in the future counts as now. */
    occurredAt: momentSchema.optional(),
    properties: propertiesSchema.default({}),
  })
  .refine(
    (event) =>
      [event.contactId, event.email, event.externalId, event.visitorId].filter((one) => one !== undefined).length === 1,
    'Name the person once: contactId, email, externalId or visitorId.',
  )
  .meta({ id: 'ReportedEvent' })

export const eventsInput = z.strictObject({ events: z.array(reportedEvent).min(1).max(EVENTS_MAX) })

export const admissionAnswer = z.object({
  recorded: z.number(),
  repeated: z.number(),
  /** Positions in the batch whose person is not known. Nobody is made from an event. */
  unknown: z.array(z.number()),
  /** Positions in the batch that need a yes to tracking which was not in force. Nothing of them is kept. */
  notAllowed: z.array(z.number()),
})

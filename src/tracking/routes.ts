// Tracking over HTTP: facts that other systems report.
import { type Route, route } from '../platform/index.ts'
import { admitEvents, type PersonReference, type ReportedEvent } from './admit-events.ts'
import { formRoutes } from './forms/routes.ts'
import { admissionAnswer, eventsInput } from './schemas.ts'

const tag = 'Tracking'

export const trackingRoutes: Route[] = [
  ...formRoutes,
  route({
    method: 'post',
    path: '/events',
    summary: 'Report what people did; answered once it is committed',
    tag,
    access: ['marketer'],
    body: eventsInput,
    bodyLimit: '4mb',
    response: admissionAnswer,
    handle: ({ db, now }, { body }) =>
      admitEvents(
        db,
        body.events.map(
          (event): ReportedEvent => ({
            ...(event.id === undefined ? {} : { id: event.id }),
            type: event.type,
            properties: event.properties,
            person: nameOf(event),
            occurredAt: event.occurredAt === undefined ? now : new Date(event.occurredAt),
          }),
        ),
        'api',
        now,
      ),
  }),
]

type Named = { [Name in 'contactId' | 'email' | 'externalId' | 'visitorId']?: string | undefined }

/** The schema lets exactly one of them through. */
function nameOf({ contactId, email, externalId, visitorId }: Named): PersonReference {
  if (contactId !== undefined) return { kind: 'contact', value: contactId.toLowerCase() }
  if (email !== undefined) return { kind: 'email', value: email }
  if (externalId !== undefined) return { kind: 'external', value: externalId }
  return { kind: 'visitor', value: (visitorId ?? '').toLowerCase() }
}

// What the tracker script sends: a visitor's own yes or no, and what they did afterwards. Anything that is not exactly
// that is set aside without a word; a host page must never notice us.
import { z } from 'zod'
import type { KeptEvidence } from '../consent/index.ts'
import type { Db } from '../platform/database.ts'
import { admitEvents, type ReportedEvent } from './admit-events.ts'
import { EVENT_TYPE, isReportable } from './event-kinds.ts'
import { propertiesSchema } from './storable.ts'
import { acceptVisitor, refuseVisitor, VISITOR_KINDS } from './visitors.ts'

const page = z.string().max(2000)
const visitor = z.uuid()

export const collected = z.union([
  z.object({
    consent: z.literal(true),
    kinds: z.array(z.enum(VISITOR_KINDS)).min(1).max(VISITOR_KINDS.length).default(['tracking']),
    visitor: visitor.optional(),
    page,
    language: z.string().max(35).default('en'),
  }),
  z.object({ consent: z.literal(false), visitor, page }),
  z.object({
    visitor,
    page,
    events: z
      .array(
        z.object({
          type: z.string().regex(EVENT_TYPE).refine(isReportable),
          referrer: page.optional(),
          file: page.optional(),
          properties: propertiesSchema.default({}),
        }),
      )
      .min(1)
      .max(20),
  }),
])
export type Collected = z.infer<typeof collected>

/** Takes what one page sent. Answers with the visitor id where the visitor has just said yes. */
export async function collect(
  db: Db,
  sent: Collected,
  kept: KeptEvidence,
  now: Date,
): Promise<{ visitor: string } | undefined> {
  const evidence = { page: withoutQuery(sent.page), way: 'script', ...kept }
  if ('events' in sent) {
    const reported = sent.events.map(
      ({ type, referrer, file, properties }): ReportedEvent => ({
        person: { kind: 'visitor', value: sent.visitor },
        type,
        occurredAt: now,
        properties: {
          ...properties,
          ...describePage(sent.page),
          ...describeSource(referrer, sent.page),
          ...describeFile(file),
        },
      }),
    )
    await admitEvents(db, reported, 'tracker', now)
    return undefined
  }
  if (!sent.consent) {
    await refuseVisitor(db, sent.visitor, evidence, now)
    return undefined
  }
  const { kinds, language, visitor: visitorId } = sent
  const visitor = await acceptVisitor(
    db,
    { visitorId, kinds, language: language.slice(0, 2).toLowerCase(), evidence: { ...evidence, locale: language } },
    now,
  )
  return visitor === undefined ? undefined : { visitor }
}

const withoutQuery = (address: string) => {
  const url = URL.parse(address)
  return url ? `${url.origin}${url.pathname}` : ''
}

const CAMPAIGN_PARAMETERS = ['utm_source', 'utm_medium', 'utm_campaign']

/** Host, path and what brought them. Other parts of an address may hold names and tokens, so they are dropped. */
function describePage(address: string): Record<string, string> {
  const url = URL.parse(address)
  if (!url) return {}
  const marks = CAMPAIGN_PARAMETERS.flatMap((name) => {
    const value = url.searchParams.get(name)
    return value ? [[name, value.slice(0, 100)]] : []
  })
  return { host: url.host, path: url.pathname.slice(0, 500), ...Object.fromEntries(marks) }
}

function describeSource(referrer: string | undefined, page: string): Record<string, string> {
  const host = URL.parse(referrer ?? '')?.host
  return host && host !== URL.parse(page)?.host ? { referrer: host } : {}
}

const describeFile = (file: string | undefined): Record<string, string> => {
  const path = URL.parse(file ?? '')?.pathname
  return path ? { file: path.slice(0, 500) } : {}
}

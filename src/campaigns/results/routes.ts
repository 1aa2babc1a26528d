// What came of a campaign, over HTTP: numbers, the people behind them, the mail with its clicks, and files.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { readerLanguage } from '../../segments/index.ts'
import { EVENT_TYPE, isReportable } from '../../tracking/index.ts'
import { pageQuery, peopleAnswer } from '../schemas.ts'
import { drawClickMap } from './click-map.ts'
import { findOutcomePeople, OUTCOMES } from './find-outcome-people.ts'
import { FACTS, findOutcomes } from './find-outcomes.ts'
import { findSegmentOutcomes } from './find-segment-outcomes.ts'
import { findGoal, saveGoal } from './goal.ts'
import { CSV_PARTS, writeResultsCsv } from './write-csv.ts'

const tag = 'Campaigns'
const mayLook = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })

const goal = z
  .strictObject({
    eventType: z
      .string()
      .regex(EVENT_TYPE, 'Name a fact such as form.submitted.')
      .max(61)
      .nullable()
      .meta({ description: 'What it is to bring about; null: nothing is counted.' }),
    withinDays: z.int().min(1).max(90).meta({ description: 'Days after the click in which it counts.' }),
    valueProperty: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .nullable()
      .meta({ description: 'The property of the fact that is a number and says what it was worth.' }),
  })
  .meta({ id: 'CampaignGoal' })

export const sums = z
  .object({
    sent: z.int(),
    delivered: z.int().meta({ description: 'Sent, and not come back so far.' }),
    bounced: z.int(),
    tracked: z.int().meta({ description: 'Of the sent: who allows tracking. Of nobody else clicks are known.' }),
    opened: z.int().meta({ description: 'An estimate, of the tracked alone.' }),
    clicked: z.int(),
    converted: z.int(),
    value: z.number(),
    leads: z.int(),
    replied: z.int(),
    unsubscribed: z.int(),
    complained: z.int(),
  })
  .meta({ id: 'CampaignSums' })
const moment = z.object({
  at: z.iso.datetime(),
  ...(Object.fromEntries(FACTS.map((fact) => [fact, z.int()])) as Record<(typeof FACTS)[number], z.ZodInt>),
})

export const resultRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/results/outcomes',
    summary: 'What came of it: the whole, over time, by link, receiving domain and language',
    tag,
    access: mayLook,
    params,
    response: z.object({
      goal,
      totals: sums,
      openedByProxy: z
        .int()
        .meta({ description: 'Of the opened: through a server that fetches pictures for its readers.' }),
      hours: z.array(moment),
      days: z.array(moment),
      links: z.array(
        z.object({
          address: z.string(),
          people: z.int(),
          clicks: z
            .int()
            .nullable()
            .meta({ description: 'Of people without tracking; null: not counted, or too few.' }),
        }),
      ),
      domains: z.array(sums.extend({ domain: z.string().nullable() })),
      languages: z.array(sums.extend({ language: z.string() })),
      setAside: z.array(z.object({ reason: z.string(), requests: z.int() })),
      countedAt: z.iso.datetime(),
    }),
    handle: ({ db, now }, { params: { id } }) => findOutcomes(db, id, now),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/results/outcomes/people',
    summary: 'The people behind one of these numbers, as far as they allow to be shown',
    tag,
    access: mayLook,
    params,
    query: z.object({ ...pageQuery, outcome: z.enum(OUTCOMES) }),
    response: peopleAnswer,
    handle: ({ db, now }, { params: { id }, query: { outcome, cursor, limit }, request }) =>
      findOutcomePeople(db, id, outcome, { cursor, limit, language: readerLanguage(request) }, now),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/results/segments',
    summary: 'What came of it among the people of each segment, as the segments are now',
    tag,
    access: mayLook,
    params,
    response: z.object({ items: z.array(sums.extend({ id: z.uuid(), name: z.string() })) }),
    handle: async ({ db, now }, { params: { id } }) => ({ items: await findSegmentOutcomes(db, id, now) }),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/results/click-map',
    summary: 'The mail with the share of each link drawn over it',
    tag,
    access: mayLook,
    params,
    query: z.object({ contentId: z.uuid().optional() }),
    response: z.object({
      subject: z.string(),
      html: z.string(),
      links: z.array(z.object({ number: z.int(), address: z.string(), people: z.int() })),
      tracked: z.int(),
    }),
    handle: ({ db }, { params: { id }, query: { contentId } }) => drawClickMap(db, id, contentId),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/results/files/{part}',
    summary: 'One part of the results as CSV',
    tag,
    access: mayLook,
    params: params.extend({ part: z.enum(CSV_PARTS) }),
    produces: 'text/csv',
    handle: async ({ db, now }, { params: { id, part }, request }) => ({
      filename: `campaign-${part}-${id}.csv`,
      content: Readable.from(writeResultsCsv(db, id, part, readerLanguage(request), now)),
    }),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/goal',
    summary: 'What a campaign is to bring about',
    tag,
    access: mayLook,
    params,
    response: goal,
    handle: ({ db }, { params: { id } }) => findGoal(db, id),
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}/goal',
    summary: 'Say what a campaign is to bring about; it changes how results are read, at any time',
    tag,
    access: ['marketer'],
    params,
    body: goal.refine(({ eventType }) => eventType === null || isReportable(eventType), {
      path: ['eventType'],
      message: 'Choose something that people do, such as form.submitted.',
    }),
    response: goal,
    handle: ({ db }, { params: { id }, body }) => saveGoal(db, id, body),
  }),
]

// The sellers' inbox over HTTP. A seller sees and answers their own leads; a marketer reads all of them.
import { z } from 'zod'
import { DECISION_REASONS } from '../consent/index.ts'
import { type Actor, type Route, route } from '../platform/index.ts'
import { acceptLead, rejectLead } from './answer-lead.ts'
import { findLeads, type LeadReader } from './find-leads.ts'
import { WAYS } from './find-ways.ts'
import { getLead } from './get-lead.ts'
import { noticeRoutes } from './notice-routes.ts'
import { releaseCallList, writeCallList } from './release-call-list.ts'
import { factSchema, LEAD_STATUSES, REJECT_REASONS } from './words.ts'

const readerOf = (user: Actor): LeadReader => ({ sellerId: user.role === 'seller' ? user.id : null })

const waySchema = z.object({
  channel: z.enum(WAYS),
  purpose: z.string(),
  isAllowed: z.boolean(),
  reason: z.enum(DECISION_REASONS),
  since: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  until: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'Of a call that is allowed: until when the hours there allow it.' }),
  from: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'Of a call that only the hour forbids: from when it is allowed.' }),
})
const commonFields = {
  id: z.uuid(),
  contactId: z.uuid(),
  name: z.string().nullable(),
  jobTitle: z.string().nullable(),
  company: z.string().nullable(),
  status: z.enum(LEAD_STATUSES),
  seller: z.object({ id: z.uuid(), name: z.string() }),
  answerBy: z.iso.datetime(),
  left: z.number().meta({ description: 'Working time left, in ms; 0 where it is over or the lead is answered.' }),
  createdAt: z.iso.datetime(),
}
const leadLineSchema = z.object({ ...commonFields, why: factSchema.nullable(), ways: z.array(waySchema) })
const leadSchema = z.object({
  ...commonFields,
  city: z.string().nullable(),
  employees: z.int().nullable(),
  heat: z.number(),
  fit: z.int(),
  facts: z.array(factSchema),
  ways: z.array(
    waySchema.extend({ address: z.string().nullable().meta({ description: 'Only where this way is allowed.' }) }),
  ),
  answeredAt: z.iso.datetime().nullable(),
  rejectReason: z.enum(REJECT_REASONS).nullable(),
  note: z.string().nullable(),
})

const params = z.object({ id: z.uuid() })
const rejection = z.strictObject({
  reason: z.enum(REJECT_REASONS),
  note: z.string().trim().max(2000).nullable().default(null),
})

export const salesRoutes: Route[] = [
  ...noticeRoutes,
  route({
    method: 'get',
    path: '/leads',
    summary: 'Leads by status, with how many there are of each',
    tag: 'Leads',
    access: ['seller', 'marketer'],
    query: z.object({
      status: z.enum(LEAD_STATUSES).default('assigned'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional(),
    }),
    response: z.object({
      items: z.array(leadLineSchema),
      next: z.string().nullable(),
      counts: z.object({ assigned: z.int(), accepted: z.int(), rejected: z.int() }),
    }),
    handle: ({ db, now, user }, { query }) => findLeads(db, readerOf(user), { ...query, cursor: query.cursor }, now),
  }),
  route({
    method: 'post',
    path: '/call-lists',
    summary: 'Release the numbers of open leads who may be called now, each by its own decision',
    tag: 'Leads',
    access: ['seller', 'marketer'],
    response: z.object({
      id: z.uuid().nullable().meta({ description: 'null: nobody may be called now, so there is no list.' }),
      allowed: z.int(),
      not: z.array(z.object({ reason: z.enum(DECISION_REASONS), count: z.int() })),
      until: z.iso.datetime().nullable().meta({ description: 'When the first hours of those on it end.' }),
      next: z.iso
        .datetime()
        .nullable()
        .meta({ description: 'When somebody may be called whom only the hour forbids.' }),
    }),
    handle: ({ db, now, user }) => releaseCallList(db, readerOf(user), user.id, now),
  }),
  route({
    method: 'get',
    path: '/call-lists/{id}/list.csv',
    summary: 'A call list as a file; everybody on it is decided about again',
    tag: 'Leads',
    access: ['seller', 'marketer'],
    params,
    produces: 'text/csv',
    handle: ({ db, now, user }, { params: { id } }) => writeCallList(db, id, readerOf(user), now),
  }),
  route({
    method: 'get',
    path: '/leads/{id}',
    summary: 'One lead: who, why now, and what may be done',
    tag: 'Leads',
    access: ['seller', 'marketer'],
    params,
    response: leadSchema,
    handle: ({ db, now, user }, { params: { id } }) => getLead(db, id, readerOf(user), now),
  }),
  route({
    method: 'post',
    path: '/leads/{id}/accept',
    summary: 'Take a lead',
    tag: 'Leads',
    access: ['seller'],
    params,
    response: leadSchema,
    handle: async ({ db, now, user }, { params: { id } }) => {
      await acceptLead(db, id, readerOf(user), now)
      return getLead(db, id, readerOf(user), now)
    },
  }),
  route({
    method: 'post',
    path: '/leads/{id}/reject',
    summary: 'Send a lead back with a reason',
    tag: 'Leads',
    access: ['seller'],
    params,
    body: rejection,
    response: leadSchema,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await rejectLead(db, id, readerOf(user), body, now)
      return getLead(db, id, readerOf(user), now)
    },
  }),
]

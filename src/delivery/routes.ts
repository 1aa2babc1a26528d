// Messages over HTTP: read only. Nothing here sends; what goes out is put in line by campaigns and workflows.
import { z } from 'zod'
import { type Route, route } from '../platform/index.ts'
import { findLinkCounting, linkCounting, saveLinkCounting } from './count-links.ts'
import { bouncedRoutes } from './facts/routes.ts'
import { countMessages, findMessages, MESSAGE_STATUSES } from './find-messages.ts'
import { findInbound, INBOUND_DAYS } from './inbound/find-inbound.ts'
import { limitRoutes } from './limits/routes.ts'
import { sourceRoutes } from './providers/routes.ts'
import { relayRoutes } from './relays/routes.ts'
import { replyRoutes } from './replies/routes.ts'
import { sendingCheckRoutes } from './sending-check/routes.ts'
import { gatewayRoutes } from './sms/routes.ts'
import { stopRoutes } from './stop/routes.ts'

export const deliveryRoutes: Route[] = [
  ...stopRoutes,
  ...limitRoutes,
  ...sendingCheckRoutes,
  ...relayRoutes,
  ...gatewayRoutes,
  ...replyRoutes,
  route({
    method: 'get',
    path: '/messages/link-counting',
    summary: 'Whether links are counted without naming anybody',
    tag: 'Messages',
    access: ['marketer', 'privacy_officer'],
    response: linkCounting,
    handle: ({ db }) => findLinkCounting(db),
  }),
  route({
    method: 'put',
    path: '/messages/link-counting',
    summary: 'Count how often links are followed by people who are not tracked, without naming anybody',
    tag: 'Messages',
    access: ['privacy_officer'],
    body: linkCounting,
    response: linkCounting,
    handle: ({ db }, { body }) => saveLinkCounting(db, body),
  }),
  route({
    method: 'get',
    path: '/messages/inbound',
    summary: 'What came back by mail in the last days, by day and kind; of whom is not kept',
    tag: 'Messages',
    access: ['marketer', 'privacy_officer'],
    response: z.object({
      domain: z.string().nullable().meta({ description: 'Behind the @ of the addresses that take it; null: none do.' }),
      days: z.int(),
      items: z.array(
        z.object({
          day: z.iso.date().meta({ description: 'In UTC.' }),
          outcome: z.string().meta({ description: 'What it was, and so what followed: complaint, unsubscribe …' }),
          mails: z.int(),
        }),
      ),
    }),
    handle: async ({ db, now, services }) => ({
      domain: services.config.inboundDomain ?? null,
      days: INBOUND_DAYS,
      items: await findInbound(db, now),
    }),
  }),
  route({
    method: 'get',
    path: '/messages',
    summary: 'Messages, newest first, with where each stands and why',
    tag: 'Messages',
    access: ['marketer', 'privacy_officer'],
    query: z.object({
      status: z.enum(MESSAGE_STATUSES).optional(),
      reason: z.string().max(50).optional(),
      campaignId: z.uuid().optional(),
      contactId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.uuid().optional(),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          contactId: z.uuid(),
          contactName: z.string().nullable(),
          subject: z.string().meta({ description: 'As written, with its variables.' }),
          purposeId: z.uuid(),
          purpose: z.string(),
          channel: z.string(),
          consentSeq: z.int().nullable().meta({ description: 'The entry of the ledger that the decision rests on.' }),
          status: z.enum(MESSAGE_STATUSES),
          reason: z.string().nullable(),
          bounce: z.string().nullable().meta({ description: '`bounce_` and why, where it came back.' }),
          isUncertain: z.boolean().meta({ description: 'It may have arrived once before: a sender died in between.' }),
          at: z.iso.datetime(),
        }),
      ),
      next: z.uuid().nullable(),
    }),
    handle: ({ db }, { query }) => findMessages(db, query),
  }),
  route({
    method: 'get',
    path: '/messages/counts',
    summary: 'How many messages stand where, by reason',
    tag: 'Messages',
    access: ['marketer', 'privacy_officer'],
    response: z.object({
      items: z.array(z.object({ status: z.enum(MESSAGE_STATUSES), reason: z.string().nullable(), messages: z.int() })),
    }),
    handle: async ({ db }) => ({ items: await countMessages(db) }),
  }),
  ...sourceRoutes,
  ...bouncedRoutes,
]

// Campaigns over HTTP: write, check, foresee, send, stop, and see what became of it.
import { z } from 'zod'
import type { MailLanguage } from '../delivery/index.ts'
import { found, type Route, route } from '../platform/index.ts'
import type { LinkCheck } from '../platform/prisma/client.ts'
import { readerLanguage } from '../segments/index.ts'
import { adAudienceRoutes } from './ad-audiences/routes.ts'
import { asAuthor, noteAuthor } from './approval/approve-campaign.ts'
import { audienceRoutes } from './audience/routes.ts'
import { blockRoutes } from './blocks/routes.ts'
import type { CampaignState } from './campaign-states.ts'
import { checkNow } from './canary/check-live-mails.ts'
import { sayLinkFault } from './canary/fault-words.ts'
import type { LinkFault } from './canary/follow-links.ts'
import { contentRoutes } from './content-routes.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { experimentRoutes } from './experiments/routes.ts'
import { explainCampaign } from './explain-campaign.ts'
import { findSample } from './feed/save-feed.ts'
import { findForecastPeople, forecastCampaign } from './forecast-campaign.ts'
import { findReach, findReachPeople, listCampaigns, REACH_PARTS } from './list-campaigns.ts'
import { AT_ONCE, planBody } from './plan/plan.ts'
import { previewCampaign } from './preview-campaign.ts'
import { makeReady } from './publish-campaign.ts'
import { requireBelieved } from './require-believed.ts'
import { resultRoutes } from './results/routes.ts'
import { findResultPeople, findResults } from './results-campaign.ts'
import { changeCampaign, copyCampaign, createCampaign, removeCampaign } from './save-campaign.ts'
import {
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  takeBackCampaign,
} from './schedule-campaign.ts'
import {
  campaignAnswer,
  changeBody,
  forecastAnswer,
  lineAnswer,
  linkCheckAnswer,
  newDraftBody,
  pageQuery,
  peopleAnswer,
  previewAnswer,
  previewBody,
  reachAnswer,
  reasonsQuery,
  resultsAnswer,
  resultsQuery,
  whyAnswer,
} from './schemas.ts'
import { timingRoutes } from './timing-routes.ts'
import { webContentRoutes } from './web-content/routes.ts'

const tag = 'Campaigns'
const access = ['marketer'] as const
const mayLook = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })
const madeAnswer = z.object({ id: z.uuid() })

const sayLinkCheck = (
  { fault, checkedAt, failingSince, detail, deadLinks }: LinkCheck,
  request: Parameters<typeof readerLanguage>[0],
) => ({
  ...{ checkedAt, failingSince, detail, deadLinks },
  fault: fault as LinkFault | null,
  says: fault === null ? null : sayLinkFault(fault as LinkFault, detail, readerLanguage(request)),
})

const writing: Route[] = [
  route({
    method: 'get',
    path: '/campaigns',
    summary: 'All campaigns',
    tag,
    access: mayLook,
    response: z.object({ items: z.array(lineAnswer), total: z.int() }),
    handle: async ({ db }) => {
      const items = await listCampaigns(db)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/campaigns',
    summary: 'Begin a campaign',
    tag,
    access,
    body: newDraftBody,
    response: madeAnswer,
    status: 201,
    handle: async ({ db, now, user }, { body }) => {
      const made = await createCampaign(db, body, now)
      await noteAuthor(db, made.id, user, now)
      return made
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/preview',
    summary: 'Check a mail and see it as a named contact would',
    tag,
    access,
    body: previewBody,
    response: previewAnswer,
    handle: async ({ db, now, services: { config } }, { body, request }) => {
      const { contactId, languages, feedOf, ...said } = body
      const feed = feedOf === undefined ? undefined : await findSample(db, feedOf)
      const draft = { ...said, feed, publicUrl: config.publicUrl }
      return previewCampaign(db, draft, contactId, now, languages, readerLanguage(request))
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}',
    summary: 'One campaign',
    tag,
    access: mayLook,
    params,
    response: campaignAnswer,
    handle: async ({ db }, { params: { id }, request }) => {
      const {
        versions,
        parts,
        partsQueued,
        partStarts,
        purposeId,
        topicId,
        segmentId,
        createdAt,
        linkCheck,
        ...campaign
      } = found(
        await db.campaign.findUnique({
          where: { id },
          include: {
            purpose: { select: { id: true, name: true } },
            segment: { select: { id: true, name: true } },
            versions: { orderBy: { version: 'desc' }, take: 1 },
            linkCheck: true,
            translations: { omit: { campaignId: true }, orderBy: { language: 'asc' } },
          },
        }),
        'campaign',
      )
      const [newest] = versions
      const topic =
        topicId === null
          ? null
          : await db.purpose.findUnique({ where: { id: topicId }, select: { id: true, name: true } })
      return {
        ...campaign,
        language: campaign.language as MailLanguage,
        translations: campaign.translations.map((one) => ({ ...one, language: one.language as MailLanguage })),
        topic,
        status: campaign.status as CampaignState,
        pausedFrom: campaign.pausedFrom as 'scheduled' | 'ready' | null,
        linkCheck: linkCheck && sayLinkCheck(linkCheck, request),
        version: newest?.version ?? null,
        publishedAt: newest?.createdAt ?? null,
      }
    },
  }),
  route({
    method: 'patch',
    path: '/campaigns/{id}',
    summary: 'Change a draft. It may hold mistakes until it is scheduled.',
    tag,
    access,
    params,
    body: changeBody,
    handle: async ({ db, now, user }, { params, body }) => {
      await changeCampaign(db, params.id, body, now)
      await noteAuthor(db, params.id, user, now)
      return undefined
    },
  }),
  route({
    method: 'delete',
    path: '/campaigns/{id}',
    summary: 'Remove a draft that never went out',
    tag,
    access,
    params,
    handle: async ({ db }, { params }) => {
      await removeCampaign(db, params.id)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/copy',
    summary: 'Begin a new draft that says the same',
    tag,
    access,
    params,
    body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
    response: madeAnswer,
    status: 201,
    handle: async ({ db, now, user }, { params, body }) => {
      const made = await copyCampaign(db, params.id, body.name, now)
      await noteAuthor(db, made.id, user, now)
      return made
    },
  }),
]

const sending: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{id}/schedule',
    summary:
      'Freeze the mail and set when it begins; without a time it begins now. Refused where providers would refuse it',
    tag,
    access,
    params,
    body: z.strictObject({
      startsAt: z.iso.datetime({ offset: true }).nullable().default(null),
      plan: planBody.default(AT_ONCE),
    }),
    response: z.object({ startsAt: z.iso.datetime() }),
    handle: async ({ db, now, user, services }, { params, body }) => {
      await requireBelieved(services, db, params.id, now)
      return asAuthor(db, params.id, user, now, (tx) =>
        scheduleCampaign(tx, params.id, body.startsAt === null ? null : new Date(body.startsAt), now, body.plan),
      )
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/ready',
    summary: 'Freeze the mail for workflows to send',
    tag,
    access,
    params,
    response: z.object({ version: z.int() }),
    handle: ({ db, now, user }, { params }) =>
      asAuthor(db, params.id, user, now, (tx) => makeReady(tx, params.id, now)),
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/take-back',
    summary: 'Make a campaign that has not begun a draft again',
    tag,
    access,
    params,
    handle: async ({ db, now }, { params }) => {
      await takeBackCampaign(db, params.id, now)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/pause',
    summary: 'Let nothing more begin until it is resumed',
    tag,
    access,
    params,
    handle: async ({ db }, { params }) => {
      await pauseCampaign(db, params.id)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/resume',
    summary: 'Go on with a paused campaign',
    tag,
    access,
    params,
    handle: async ({ db }, { params }) => {
      await resumeCampaign(db, params.id)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/check-links',
    summary: 'Follow the links of its mail as a recipient would; one that cannot be stopped pauses it',
    tag,
    access: mayLook,
    params,
    response: linkCheckAnswer,
    handle: ({ db, services: { config, now } }, { params }) => checkNow({ db, config, now }, params.id),
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/cancel',
    summary: 'End a campaign; what is still in line is removed',
    tag,
    access,
    params,
    response: z.object({ removed: z.int(), onTheirWay: z.int() }),
    handle: ({ db, now }, { params }) => cancelCampaign(db, params.id, now),
  }),
]

const looking: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/reach',
    summary: 'How far it reaches, for the bar in a list',
    tag,
    access: mayLook,
    params,
    response: reachAnswer,
    handle: async ({ db, now }, { params }) => ({ reach: (await findReach(db, params.id, now)) ?? null }),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/people',
    summary: 'The people of a part of that bar',
    tag,
    access: mayLook,
    params,
    query: z.object({ ...pageQuery, part: z.enum(REACH_PARTS).optional() }),
    response: peopleAnswer,
    handle: ({ db, now }, { params, query: { part, cursor, limit }, request }) =>
      findReachPeople(db, params.id, part, { cursor, limit, language: readerLanguage(request) }, now),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/forecast',
    summary: 'How many of the audience would get it, and how many not, by reason',
    tag,
    access: mayLook,
    params,
    response: forecastAnswer,
    handle: ({ db, now }, { params }) => forecastCampaign(db, params.id, now),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/forecast/people',
    summary: 'The people behind a number of the forecast',
    tag,
    access: mayLook,
    params,
    query: z.object({ ...pageQuery, reasons: reasonsQuery }),
    response: peopleAnswer,
    handle: ({ db, now }, { params, query: { reasons, cursor, limit }, request }) =>
      findForecastPeople(db, params.id, reasons, { cursor, limit, language: readerLanguage(request) }, now),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/results',
    summary: 'What became of it',
    tag,
    access: mayLook,
    params,
    response: resultsAnswer,
    handle: ({ db, now }, { params }) => findResults(db, params.id, now),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/results/people',
    summary: 'The people behind a number of the results',
    tag,
    access: mayLook,
    params,
    query: z.object({ ...pageQuery, ...resultsQuery }),
    response: peopleAnswer,
    handle: ({ db }, { params, query: { statuses, reasons, cursor, limit }, request }) =>
      findResultPeople(db, params.id, { statuses, reasons }, { cursor, limit, language: readerLanguage(request) }),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/why/{contactId}',
    summary: 'Why somebody gets it or does not',
    tag,
    access: mayLook,
    params: params.extend({ contactId: z.uuid() }),
    response: whyAnswer,
    handle: ({ db, now }, { params: { id, contactId }, request }) =>
      explainCampaign(db, id, contactId, readerLanguage(request), now),
  }),
]

export const campaignRoutes: Route[] = [
  ...writing,
  ...sending,
  ...looking,
  ...contentRoutes,
  ...experimentRoutes,
  ...audienceRoutes,
  ...adAudienceRoutes,
  ...webContentRoutes,
  ...timingRoutes,
  ...resultRoutes,
  ...evidenceRoutes,
  ...blockRoutes,
]

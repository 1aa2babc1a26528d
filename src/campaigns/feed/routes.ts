// The feed of a campaign over HTTP: where it is, what it says, and following it.
import { z } from 'zod'
import { reachOf } from '../../consent/index.ts'
import { found, type Route, route } from '../../platform/index.ts'
import { asAuthor } from '../approval/approve-campaign.ts'
import { requireBelieved } from '../require-believed.ts'
import { FEED_FAULTS, type FeedFault } from './fetch-feed.ts'
import { followFeed, readBefore } from './follow-feed.ts'
import { feedBody, feedFields, findItems, removeFeed, saveFeed } from './save-feed.ts'

const tag = 'Campaigns'
const params = z.object({ id: z.uuid() })
/** Entries that are shown beside the draft. */
const SHOWN = 20

const item = z.object({
  title: z.string(),
  link: z.string(),
  summary: z.string(),
  image: z.string(),
  published: z.iso.datetime().nullable(),
})

export const feedRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/feed',
    summary: 'The feed that a campaign follows, what it says, and what stood in the way of reading it',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({
      feed: feedFields
        .extend({
          title: z.string(),
          followingSince: z.iso.datetime().nullable(),
          readAt: z.iso.datetime().nullable(),
          fault: z.enum(FEED_FAULTS).nullable(),
          faultDetail: z.string().nullable(),
          faultSince: z.iso.datetime().nullable(),
          waiting: z.int().meta({ description: 'Entries that the next mail will tell of.' }),
          items: z.array(item).meta({ description: 'The newest, told of or not.' }),
        })
        .nullable(),
    }),
    handle: async ({ db }, { params: { id } }) => {
      found(await db.campaign.findUnique({ where: { id }, select: { id: true } }), 'campaign')
      const row = await db.campaignFeed.findUnique({ where: { campaignId: id } })
      if (!row) return { feed: null }
      const { url, pace, weekdays, minutes, timeZone, maxItems, title, followingSince, readAt, ...rest } = row
      const items = await findItems(db, id, SHOWN, false)
      return {
        feed: {
          ...{ url, pace: pace as 'each', weekdays, minutes, timeZone, maxItems, title, followingSince, readAt },
          ...{ fault: rest.fault as FeedFault | null, faultDetail: rest.faultDetail, faultSince: rest.faultSince },
          waiting: await db.feedItem.count({ where: { campaignId: id, toldAt: null } }),
          items: items.map(({ key: _, ...shown }) => shown),
        },
      }
    },
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}/feed',
    summary: 'Give a draft a feed: it is read at once, and its entries can be put into the mail',
    tag,
    access: ['marketer'],
    params,
    body: feedBody,
    response: z.object({ ok: z.literal(true) }),
    handle: async ({ db, now, services }, { params: { id }, body }) => {
      await saveFeed(db, id, body, reachOf(services.config), now)
      return { ok: true as const }
    },
  }),
  route({
    method: 'delete',
    path: '/campaigns/{id}/feed',
    summary: 'Take the feed of a draft away',
    tag,
    access: ['marketer'],
    params,
    handle: async ({ db }, { params: { id } }) => {
      await removeFeed(db, id)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/feed/follow',
    summary: 'Freeze the mail and follow the feed: what is new becomes a campaign of its own; what is there now is old',
    tag,
    access: ['marketer'],
    params,
    response: z.object({
      startsAt: z.iso.datetime().meta({ description: 'When it is told of next; now where that is at once.' }),
    }),
    handle: async ({ db, now, user, services }, { params: { id } }) => {
      await requireBelieved(services, db, id, now)
      const fetched = await readBefore(db, id, reachOf(services.config))
      return asAuthor(db, id, user, now, (tx) => followFeed(tx, id, fetched, now))
    },
  }),
]

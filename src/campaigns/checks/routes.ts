// What is looked at before a campaign is published, beyond what each preview checks.
import { z } from 'zod'
import { reachOf } from '../../consent/index.ts'
import { MAIL_LANGUAGES } from '../../delivery/index.ts'
import { type Route, route } from '../../platform/index.ts'
import { LINK_ANSWERS } from './ask-link.ts'
import { followDraft } from './follow-draft.ts'

export const checkRoutes: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{id}/follow-links',
    summary: 'Ask the pages that a draft links to whether they are there; nothing is changed',
    tag: 'Campaigns',
    access: ['marketer'],
    params: z.object({ id: z.uuid() }),
    response: z.object({
      items: z.array(
        z.object({
          address: z.string(),
          languages: z.array(z.enum(MAIL_LANGUAGES)),
          answer: z.enum(LINK_ANSWERS),
          status: z.int().nullable(),
        }),
      ),
    }),
    handle: async ({ db, services: { config } }, { params: { id } }) => ({
      items: await followDraft(db, id, reachOf(config)),
    }),
  }),
]

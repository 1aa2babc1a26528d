// Places on web pages over HTTP, for those who write what they say.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { block, webContent } from './block.ts'
import { listWebContents, removeWebContent, saveWebContent } from './save-content.ts'

const tag = 'Web pages'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
const made = z.object({ id: z.uuid() })

export const webContentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/web-contents',
    summary: 'Places on web pages and what they say to whom',
    tag,
    access,
    response: z.object({
      script: z.string().meta({ description: 'The line that a page needs to fill its places.' }),
      items: z.array(
        z.object({
          ...{ id: z.uuid(), key: z.string(), name: z.string(), sites: z.array(z.string()) },
          block,
          variants: z.array(z.object({ segmentId: z.uuid(), block })),
          updatedAt: z.iso.datetime(),
        }),
      ),
    }),
    handle: async ({ db, services }) => ({
      script: `<script async src="${services.config.publicUrl}/content.js"></script>`,
      items: await listWebContents(db),
    }),
  }),
  route({
    method: 'post',
    path: '/web-contents',
    summary: 'Make a place; the first segment that holds a visitor says what they see',
    tag,
    access,
    body: webContent,
    response: made,
    status: 201,
    handle: ({ db, now }, { body }) => saveWebContent(db, body, now),
  }),
  route({
    method: 'put',
    path: '/web-contents/{id}',
    summary: 'Say anew what a place says',
    tag,
    access,
    params,
    body: webContent,
    response: made,
    handle: ({ db, now }, { params, body }) => saveWebContent(db, body, now, params.id),
  }),
  route({
    method: 'delete',
    path: '/web-contents/{id}',
    summary: 'Remove a place; pages keep what stands in them',
    tag,
    access,
    params,
    handle: async ({ db }, { params }) => {
      await removeWebContent(db, params.id)
      return undefined
    },
  }),
]

// Kept blocks over HTTP.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { BLOCK_LEVELS, changeBlock, listBlocks, removeBlock, saveBlock } from './save-block.ts'

/** Characters. Far over any real block. */
const LONGEST_BLOCK = 100_000

const tag = 'Campaigns'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
const newBlock = z.strictObject({
  name: z.string().trim().min(1).max(100),
  level: z.enum(BLOCK_LEVELS).meta({ description: 'row: stands in the body of a mail; part: stands in a column.' }),
  mjml: z.string().trim().min(1).max(LONGEST_BLOCK),
})
const blockAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    level: z.enum(BLOCK_LEVELS),
    mjml: z.string(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'SavedBlock' })

export const blockRoutes: Route[] = [
  route({
    method: 'get',
    path: '/blocks',
    summary: 'Blocks of mails that were kept under a name',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({ items: z.array(blockAnswer), total: z.int() }),
    handle: async ({ db }) => {
      const items = await listBlocks(db)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/blocks',
    summary: 'Keep a block of a mail under a name',
    tag,
    access,
    body: newBlock,
    response: z.object({ id: z.uuid() }),
    status: 201,
    handle: ({ db, now }, { body }) => saveBlock(db, body, now),
  }),
  route({
    method: 'patch',
    path: '/blocks/{id}',
    summary: 'Change a kept block; mails that it was put into stay as they are',
    tag,
    access,
    params,
    body: newBlock.pick({ name: true, mjml: true }).partial(),
    handle: async ({ db, now }, { params, body }) => {
      await changeBlock(db, params.id, body, now)
      return undefined
    },
  }),
  route({
    method: 'delete',
    path: '/blocks/{id}',
    summary: 'Forget a kept block',
    tag,
    access,
    params,
    handle: async ({ db }, { params }) => {
      await removeBlock(db, params.id)
      return undefined
    },
  }),
]

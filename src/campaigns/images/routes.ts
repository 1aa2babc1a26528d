// The library of pictures over HTTP.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { IMAGE_TYPES } from './read-image.ts'
import { describeImage, listImages, removeImage, saveImage } from './save-image.ts'

const tag = 'Pictures'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
const name = z.string().trim().min(1).max(200)
/** Characters. Screen readers read all of it; a sentence is enough. */
const alt = z.string().trim().max(500)
const image = z
  .object({
    id: z.uuid(),
    address: z.string().meta({ description: 'Where mails find it, the same for ever.' }),
    type: z.enum(IMAGE_TYPES),
    width: z.int(),
    height: z.int(),
    size: z.int(),
    name: z.string(),
    alt: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'MailImage' })

export const imageRoutes: Route[] = [
  route({
    method: 'get',
    path: '/images',
    summary: 'Pictures for mails',
    tag,
    access,
    response: z.object({ items: z.array(image), total: z.int() }),
    handle: async ({ db, services: { config } }) => {
      const items = await listImages(db, config.publicUrl)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/images',
    summary: 'Upload a picture: PNG, JPEG or GIF, the body is the file',
    tag,
    access,
    query: z.object({ name, alt: alt.default('') }),
    raw: 'application/octet-stream',
    response: image,
    status: 201,
    handle: ({ db, now, services: { config } }, { query, request }) =>
      saveImage(db, { ...query, content: request }, config.publicUrl, now),
  }),
  route({
    method: 'patch',
    path: '/images/{id}',
    summary: 'Change what a picture is called, and what it shows in words',
    tag,
    access,
    params,
    body: z.strictObject({ name, alt }).partial(),
    handle: async ({ db }, { params: { id }, body }) => {
      const said = {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.alt !== undefined && { alt: body.alt }),
      }
      await describeImage(db, id, said)
      return undefined
    },
  }),
  route({
    method: 'delete',
    path: '/images/{id}',
    summary: 'Take a picture out of the library; mails that show it still do',
    tag,
    access,
    params,
    handle: async ({ db, now }, { params: { id } }) => {
      await removeImage(db, id, now)
      return undefined
    },
  }),
]

// Templates of service mail and the interface by which programs order one (docs/service-mail.md).
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { PAGE_LANGUAGES } from '../preferences/page-language.ts'
import { readIdempotencyKey } from '../statements/idempotency-key.ts'
import { forgetOrders, orderMail } from './order-mail.ts'
import { allowTemplate, listTemplates, rewriteTemplate, withdrawTemplate, writeTemplate } from './save-template.ts'

const tag = 'Service mail'
const access = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })
const words = z.strictObject({
  subject: z.string().trim().min(1).max(150),
  body: z.string().trim().min(1).max(5000).meta({
    description:
      'Paragraphs with empty lines between them, lists of lines that begin with “- ”, links as [words](data.order_url), values as {{ data.order_number }}.',
  }),
})
const newTemplate = words.extend({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'Use 2 to 60 small letters, digits and hyphens, a letter first.'),
  language: z.enum(PAGE_LANGUAGES),
  brandId: z.uuid(),
})
const templateLine = newTemplate
  .extend({
    id: z.uuid(),
    status: z.enum(['waiting', 'allowed', 'changed', 'withdrawn']).meta({
      description:
        'waiting: nobody has allowed words of it yet; changed: others are allowed, and sent, than stand here.',
    }),
    version: z.int().nullable().meta({ description: 'Of the words that are sent.' }),
    writtenBy: z.uuid(),
    writtenAt: z.iso.datetime(),
    allowedBy: z.uuid().nullable(),
    allowedAt: z.iso.datetime().nullable(),
    places: z.object({ texts: z.array(z.string()), links: z.array(z.string()) }),
  })
  .meta({ id: 'ServiceTemplate' })
const order = z.strictObject({
  template: z.string().min(1).max(60).meta({ description: 'Key of the template.' }),
  contactId: z.uuid().optional(),
  email: z.string().max(320).optional(),
  externalId: z.string().max(200).optional(),
  language: z.string().max(20).optional().meta({ description: 'Without it, the language of the person.' }),
  data: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string().max(2000)).default({}),
})

export const serviceTemplateRoutes: Route[] = [
  route({
    method: 'get',
    path: '/service-templates',
    summary: 'Templates of service mail, and who allowed them',
    tag,
    access,
    response: z.object({ items: z.array(templateLine), total: z.int() }),
    handle: async ({ db }) => {
      const items = await listTemplates(db)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/service-templates',
    summary: 'Write a template; a second person must allow it before anything is sent',
    tag,
    access,
    body: newTemplate,
    response: params,
    status: 201,
    handle: ({ db, now, user }, { body }) => writeTemplate(db, body, user.id, now),
  }),
  route({
    method: 'patch',
    path: '/service-templates/{id}',
    summary: 'Write other words; the former are sent until these are allowed',
    tag,
    access,
    params,
    body: words.partial(),
    handle: async ({ db, now, user }, { params: { id }, body: { subject, body } }) => {
      const given = { ...(subject !== undefined && { subject }), ...(body !== undefined && { body }) }
      await rewriteTemplate(db, id, given, user.id, now)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/service-templates/{id}/allow',
    summary: 'Allow the words as they stand; never by whoever wrote them',
    tag,
    access,
    params,
    body: z.strictObject({ writtenAt: z.iso.datetime().meta({ description: 'Of the words that were read.' }) }),
    response: z.object({ version: z.int() }),
    handle: async ({ db, now, user }, { params: { id }, body }) => ({
      version: await allowTemplate(db, id, new Date(body.writtenAt), user.id, now),
    }),
  }),
  route({
    method: 'post',
    path: '/service-templates/{id}/withdraw',
    summary: 'Send nothing of it any more',
    tag,
    access,
    params,
    handle: async ({ db, now }, { params: { id } }) => {
      await withdrawTemplate(db, id, now)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/service-mails',
    summary: 'Order one service mail for one person; needs the header Idempotency-Key',
    tag,
    access,
    body: order,
    response: z.object({ contactId: z.uuid(), messageId: z.uuid() }),
    status: 202,
    handle: async ({ db, now, user }, { body, request }) => {
      const key = readIdempotencyKey(request.get('idempotency-key'))
      const { contactId, messageId } = await orderMail(db, body, { callerId: user.id, key }, now)
      return { contactId, messageId }
    },
  }),
]

export const serviceTemplateJobs: Job[] = [
  defineJob({
    name: 'consent.forget-orders',
    every: '1 day',
    run: async ({ db, now, log }) => {
      const orders = await forgetOrders(db, now())
      if (orders > 0) log.info({ orders }, 'emptied what was ordered with service mails long ago')
    },
  }),
]

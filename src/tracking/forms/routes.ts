// Forms over HTTP, for staff: what stands at /f/KEY is made here.
import { z } from 'zod'
import { findServed } from '../../consent/index.ts'
import { found } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/index.ts'
import { formAnswer, formInput } from './form-schema.ts'
import { changeForm, createForm, listForms, retireForm } from './manage-forms.ts'
import { pageOf } from './read-form.ts'

const tag = 'Forms'
const params = z.object({ id: z.uuid() })

export const formRoutes: Route[] = [
  route({
    method: 'get',
    path: '/forms',
    summary: 'Forms, with how many people have sent each, and the script for the pages they stand on',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({ items: z.array(formAnswer), tracker: z.string() }),
    handle: async ({ db, services }) => ({
      items: await listForms(db, services.config.publicUrl),
      tracker: `<script async src="${services.config.publicUrl}/assent.js"></script>`,
    }),
  }),
  route({
    method: 'post',
    path: '/forms',
    summary: 'Make a form',
    tag,
    access: ['marketer'],
    body: formInput,
    response: formAnswer,
    status: 201,
    handle: ({ db, now, services }, { body }) => createForm(db, body, services.config.publicUrl, now),
  }),
  route({
    method: 'put',
    path: '/forms/{id}',
    summary: 'Change a form; its key stays',
    tag,
    access: ['marketer'],
    params,
    body: formInput,
    response: formAnswer,
    handle: ({ db, now, services }, { params, body }) =>
      changeForm(db, params.id, body, services.config.publicUrl, now),
  }),
  route({
    method: 'get',
    path: '/forms/{id}/served',
    summary: 'How often each text was shown on a form and answered with a yes; never to whom',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({
      items: z.array(
        z.object({
          textId: z.uuid(),
          purposeId: z.uuid(),
          name: z.string(),
          language: z.string(),
          version: z.int(),
          shown: z.int(),
          saidYes: z.int(),
          days: z.array(z.object({ day: z.iso.date(), shown: z.int(), saidYes: z.int() })),
        }),
      ),
    }),
    handle: async ({ db }, { params }) => {
      const form = found(await db.form.findUnique({ where: { id: params.id } }), 'form')
      return { items: await findServed(db, pageOf(form.key)) }
    },
  }),
  route({
    method: 'delete',
    path: '/forms/{id}',
    summary: 'Retire a form; what it brought stays',
    tag,
    access: ['marketer'],
    params,
    handle: async ({ db, now }, { params }) => {
      await retireForm(db, params.id, now)
      return undefined
    },
  }),
]

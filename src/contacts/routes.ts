// Contacts over HTTP: a change to one person, and the fields that people can have. People are shown by consent, which knows
// what each of them allows and whom sales may see.
import { z } from 'zod'
import { type Route, route } from '../platform/index.ts'
import { changeContact } from './change-contact.ts'
import { getContact } from './get-contact.ts'
import { changeField, createField, listFields } from './manage-fields.ts'
import { contactAnswer, contactChange, fieldAnswer, fieldChange, fieldInput } from './schemas.ts'

const byId = z.object({ id: z.uuid() })

export const contactRoutes: Route[] = [
  route({
    method: 'patch',
    path: '/contacts/{id}',
    summary: 'Change what is known of a person; null empties a value',
    tag: 'Contacts',
    access: ['marketer', 'privacy_officer'],
    params: byId,
    body: contactChange,
    response: contactAnswer,
    handle: async ({ db, now }, { params, body }) => {
      await changeContact(db, params.id, body, now)
      return getContact(db, params.id)
    },
  }),
  route({
    method: 'get',
    path: '/fields',
    summary: 'The custom fields of contacts',
    tag: 'Contacts',
    access: ['marketer', 'seller', 'privacy_officer'],
    response: z.object({ items: z.array(fieldAnswer) }),
    handle: async ({ db }) => ({ items: await listFields(db) }),
  }),
  route({
    method: 'post',
    path: '/fields',
    summary: 'Add a custom field; its type stays',
    tag: 'Contacts',
    access: ['marketer'],
    body: fieldInput,
    response: fieldAnswer,
    status: 201,
    handle: ({ db }, { body }) => createField(db, body),
  }),
  route({
    method: 'patch',
    path: '/fields/{key}',
    summary: 'Rename a field or change its choices',
    tag: 'Contacts',
    access: ['marketer'],
    params: z.object({ key: z.string().max(40) }),
    body: fieldChange,
    response: fieldAnswer,
    handle: ({ db }, { params, body }) => changeField(db, params.key, body),
  }),
]

// Translations of campaigns over HTTP.
import { z } from 'zod'
import { MAIL_LANGUAGES } from '../../delivery/index.ts'
import { type Route, route } from '../../platform/index.ts'
import { noteAuthor } from '../approval/approve-campaign.ts'
import { changeBody } from '../schemas.ts'
import { countLanguages } from './count-languages.ts'
import { beginTranslation, changeTranslation, removeTranslation } from './save-translation.ts'

const tag = 'Campaigns'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
const language = z.enum(MAIL_LANGUAGES)

export const translationRoutes: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{id}/translations',
    summary: 'Begin a translation with the words of the main language',
    tag,
    access,
    params,
    body: z.strictObject({ language }),
    response: z.object({ language }),
    status: 201,
    handle: async ({ db, now }, { params: { id }, body }) => {
      await beginTranslation(db, id, body.language, now)
      return { language: body.language }
    },
  }),
  route({
    method: 'patch',
    path: '/campaigns/{id}/translations/{language}',
    summary: 'Change a translation. It may hold mistakes until the campaign is published.',
    tag,
    access,
    params: params.extend({ language }),
    body: changeBody.pick({ subject: true, preheader: true, mjml: true, plainText: true, plainTextOf: true }),
    handle: async ({ db, now, user }, { params: of, body }) => {
      await changeTranslation(db, of, body, now)
      await noteAuthor(db, of.id, user, now)
      return undefined
    },
  }),
  route({
    method: 'delete',
    path: '/campaigns/{id}/translations/{language}',
    summary: 'Remove a translation; those who read it get the next language of theirs',
    tag,
    access,
    params: params.extend({ language }),
    handle: async ({ db, now }, { params: { id, language: removed } }) => {
      await removeTranslation(db, id, removed, now)
      return undefined
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/forecast/languages',
    summary: 'How many would get it in each language',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({ items: z.array(z.object({ language, gets: z.int(), audience: z.int() })) }),
    handle: async ({ db, now }, { params: { id } }) => ({ items: await countLanguages(db, id, now) }),
  }),
]

// Registers of people who want no calls or letters, over HTTP: what is due, lists to be washed, their answers.
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/index.ts'
import {
  findRegister,
  REGISTER_IDS,
  REGISTERED_CHANNELS,
  type Register,
  type RegisteredChannel,
} from '../calls/registers/index.ts'
import { receiveUpload, uploadSetting, withUpload } from '../import-contacts/receive-upload.ts'
import { answerWash } from './answer-wash.ts'
import { findRegisters, listPeopleOf, listWashes } from './find-registers.ts'
import { readRegister } from './read-register.ts'
import { startWash, writeList } from './start-wash.ts'

const tag = 'Registers'
const access = ['marketer', 'privacy_officer'] as const
const FORM = 'multipart/form-data'
const byId = z.object({ id: z.uuid() })
const place = z.object({ register: z.enum(REGISTER_IDS), channel: z.enum(REGISTERED_CHANNELS) })

const openAnswer = z.object({
  id: z.uuid(),
  people: z.int(),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
})
const registerAnswer = z
  .object({
    id: z.enum(REGISTER_IDS),
    name: z.string(),
    country: z.string(),
    keeper: z.string(),
    url: z.string(),
    washMonths: z.int(),
    periodBegan: z.iso.datetime(),
    periodEnds: z.iso.datetime(),
    channels: z.array(
      z.object({
        channel: z.enum(REGISTERED_CHANNELS),
        people: z.int().meta({ description: 'Who would be reached, were it not for the register and the clock.' }),
        due: z.int().meta({ description: 'Of them, not compared with the register in this period.' }),
        reserved: z.int().meta({ description: 'Of them, in the register, without a request of their own to us.' }),
        lastWashedAt: z.iso.datetime().nullable(),
        open: z.array(openAnswer),
      }),
    ),
  })
  .meta({ id: 'Register' })
const washAnswer = z
  .object({
    id: z.uuid(),
    register: z.string(),
    channel: z.string(),
    kind: z.string(),
    people: z.int(),
    reserved: z.int().nullable(),
    startedAt: z.iso.datetime(),
    startedBy: z.string(),
    washedAt: z.iso.datetime().nullable(),
    recordedAt: z.iso.datetime().nullable(),
    recordedBy: z.string().nullable(),
    fileName: z.string().nullable(),
    fileHash: z.string().nullable().meta({ description: 'SHA-256 of the file, in hexadecimal.' }),
  })
  .meta({ id: 'Wash' })
const outcomeAnswer = z.object({ people: z.int(), reserved: z.int() })

const answerMapping = z.strictObject({ holds: z.enum(['reserved', 'clear']), isTrial: z.boolean().default(false) })
const fileMapping = z.strictObject({ fetchedAt: z.iso.datetime(), isTrial: z.boolean().default(false) })

function readMapping<T>(schema: z.ZodType<T>, text: string): T {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    throw new DomainError('invalid', 'The part mapping is not JSON. Put it right and send the file again.', {
      cause: error,
    })
  }
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: `mapping.${path.join('.')}`, message }))
  throw new DomainError('invalid', 'What was said of the file cannot be used as it is. See the faults.', { faults })
}

/** The register, where it covers this channel at all. */
function registerFor({ register: id, channel }: { register: string; channel: RegisteredChannel }): Register {
  const register = findRegister(id)
  if (!register.channels.includes(channel))
    throw new DomainError(
      'invalid',
      `${register.name} says nothing of ${channel}. Choose ${register.channels.join(' or ')}.`,
    )
  return register
}

export const washRoutes: Route[] = [
  route({
    method: 'get',
    path: '/registers',
    summary: 'Registers of people who want no calls or letters: who has to be washed, until when',
    tag,
    access,
    response: z.object({ items: z.array(registerAnswer) }),
    handle: async ({ db, now }) => ({ items: await findRegisters(db, now) }),
  }),
  route({
    method: 'get',
    path: '/registers/{register}/{channel}/people',
    summary: 'Who needs a wash, was not washed in this period, or is reserved',
    tag,
    access,
    params: place,
    query: z.object({
      state: z.enum(['all', 'due', 'reserved']).default('due'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.uuid().optional(),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          detail: z.string().nullable(),
          why: z.string().meta({ description: 'The decision about this person, below /api.' }),
        }),
      ),
      total: z.int(),
      next: z.string().nullable(),
    }),
    handle: ({ db, now }, { params, query }) =>
      listPeopleOf(db, { ...query, register: registerFor(params), channel: params.channel }, now),
  }),
  route({
    method: 'post',
    path: '/registers/{register}/{channel}/lists',
    summary: 'Make a list to be washed, of people who may be reached',
    tag,
    access,
    params: place,
    body: z.strictObject({ who: z.enum(['due', 'all']).default('due') }),
    response: z.object({ id: z.uuid(), people: z.int() }),
    status: 201,
    handle: ({ db, now, user }, { params, body }) =>
      startWash(db, { register: registerFor(params), channel: params.channel, who: body.who, by: user.name }, now),
  }),
  route({
    method: 'post',
    path: '/registers/{register}/{channel}/file',
    summary: "Compare our people with the register's own file: form parts mapping (JSON) and file",
    tag,
    access,
    params: place,
    raw: FORM,
    response: outcomeAnswer,
    handle: async ({ db, now, user, services }, { params, request }) =>
      withUpload(await receiveUpload(request, uploadSetting(services.config)), ({ fileName, open, mapping }) => {
        const { fetchedAt, isTrial } = readMapping(fileMapping, mapping)
        const register = registerFor(params)
        const said = { fetchedAt: new Date(fetchedAt), isTrial, by: user.name }
        return readRegister(db, { ...said, register, channel: params.channel, fileName, open }, now)
      }),
  }),
  route({
    method: 'get',
    path: '/washes',
    summary: 'Lists and answers, newest first',
    tag,
    access,
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    response: z.object({ items: z.array(washAnswer) }),
    handle: async ({ db }, { query }) => ({ items: await listWashes(db, query.limit) }),
  }),
  route({
    method: 'get',
    path: '/washes/{id}/list.csv',
    summary: 'The list that waits for its answer, with what the register needs of each person',
    tag,
    access,
    params: byId,
    produces: 'text/csv',
    handle: ({ db }, { params }) => writeList(db, params.id),
  }),
  route({
    method: 'post',
    path: '/washes/{id}/answer',
    summary: 'Record the answer to a list: form parts mapping (JSON) and file',
    tag,
    access,
    params: byId,
    raw: FORM,
    response: outcomeAnswer,
    handle: async ({ db, now, user, services }, { params, request }) =>
      withUpload(await receiveUpload(request, uploadSetting(services.config)), ({ fileName, open, mapping }) =>
        answerWash(
          db,
          { ...readMapping(answerMapping, mapping), washId: params.id, by: user.name, fileName, open },
          now,
        ),
      ),
  }),
]

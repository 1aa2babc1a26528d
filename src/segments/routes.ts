// Segments over HTTP: keep them, try a tree before it is kept, and see who is in it.
import { z } from 'zod'
import { found, Prisma, type Route, route } from '../platform/index.ts'
import { checkDefinition } from './check-definition.ts'
import { segmentPeople, segmentSql } from './compile-segment.ts'
import { countSegment } from './count-segment.ts'
import { definitionSchema } from './definition.ts'
import { asText, describeSegment, findNames } from './describe-segment.ts'
import { findSegmentPeople } from './find-segment-people.ts'
import { listVocabulary } from './list-vocabulary.ts'
import { reachSegment } from './reach-segment.ts'
import { removeSegment, saveSegment } from './save-segment.ts'
import { findSegmentFields } from './segment-fields.ts'
import { readerLanguage, segmentWords } from './segment-words.ts'

const tag = 'Segments'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
const draft = z.strictObject({ name: z.string().trim().min(1).max(200), definition: definitionSchema })
const tree = z.strictObject({ definition: definitionSchema })
const piece = z.object({ text: z.string(), path: z.string().optional() })
const line = z.object({ id: z.uuid(), name: z.string(), sentence: z.string(), updatedAt: z.iso.datetime() })
const page = { cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }
const person = z.object({ id: z.uuid(), name: z.string(), detail: z.string().nullable() })
const reach = z.array(z.object({ purposeId: z.uuid(), name: z.string(), channel: z.string(), may: z.int() }))

export const segmentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/segments',
    summary: 'All segments, each in one sentence',
    tag,
    access,
    response: z.object({ items: z.array(line), total: z.int() }),
    handle: async ({ db }, { request }) => {
      const names = await findNames(db, await findSegmentFields(db))
      const rows = await db.segment.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })
      const items = rows.map(({ id, name, definition, updatedAt }) => {
        const sentence = describeSegment(definitionSchema.parse(definition), names, readerLanguage(request))
        return { id, name, updatedAt, sentence: asText(sentence) }
      })
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/segments',
    summary: 'Keep a new segment',
    tag,
    access,
    body: draft,
    response: z.object({ id: z.uuid() }),
    status: 201,
    handle: ({ db, now }, { body }) => saveSegment(db, body, now),
  }),
  route({
    method: 'get',
    path: '/segments/vocabulary',
    summary: 'What conditions can be made of: fields, events, imports',
    tag,
    access,
    response: z.object({
      fields: z.array(
        z.object({
          name: z.string(),
          type: z.string(),
          label: z.string(),
          isCustom: z.boolean(),
          operators: z.array(z.string()),
          choices: z.array(z.string()),
        }),
      ),
      events: z.array(z.object({ type: z.string(), label: z.string(), needsTracking: z.boolean() })),
      imports: z.array(z.object({ id: z.uuid(), fileName: z.string(), createdAt: z.iso.datetime() })),
    }),
    handle: ({ db }, { request }) => listVocabulary(db, readerLanguage(request)),
  }),
  route({
    method: 'post',
    path: '/segments/preview',
    summary: 'Read a tree in words and count it, condition by condition',
    tag,
    access,
    body: tree,
    response: z.object({
      sentence: z.array(piece),
      total: z.int(),
      people: z.int(),
      companies: z.int(),
      conditions: z.array(z.object({ path: z.string(), left: z.int(), before: z.int(), visible: z.int().optional() })),
      some: z.array(person),
      countedAt: z.iso.datetime(),
    }),
    handle: async ({ db, now }, { body: { definition }, request }) => {
      const language = readerLanguage(request)
      const fields = await checkDefinition(db, definition)
      const count = await countSegment(db, definition, fields, now)
      const page = { cursor: undefined, limit: 6, unnamed: segmentWords[language].unnamed }
      const some = await findSegmentPeople(db, segmentSql(definition, fields, now), page)
      const sentence = describeSegment(definition, await findNames(db, fields), language)
      return { ...count, sentence, some: some.items, countedAt: now }
    },
  }),
  route({
    method: 'post',
    path: '/segments/reach',
    summary: 'Who of a tree may be reached now, per purpose and channel',
    tag,
    access,
    body: tree,
    response: z.object({ items: reach }),
    handle: async ({ db, now }, { body: { definition } }) => {
      const fields = await checkDefinition(db, definition)
      return { items: await reachSegment(db, segmentSql(definition, fields, now), now) }
    },
  }),
  route({
    method: 'get',
    path: '/segments/{id}',
    summary: 'One segment',
    tag,
    access,
    params,
    response: line.extend({ definition: definitionSchema, pieces: z.array(piece) }),
    handle: async ({ db }, { params: { id }, request }) => {
      const { name, definition, updatedAt } = found(await db.segment.findUnique({ where: { id } }), 'segment')
      const tree = definitionSchema.parse(definition)
      const names = await findNames(db, await findSegmentFields(db))
      const pieces = describeSegment(tree, names, readerLanguage(request))
      return { id, name, updatedAt, definition: tree, pieces, sentence: asText(pieces) }
    },
  }),
  route({
    method: 'put',
    path: '/segments/{id}',
    summary: 'Change a segment. Campaigns that have not begun use the new one.',
    tag,
    access,
    params,
    body: draft,
    response: z.object({ id: z.uuid() }),
    handle: ({ db, now }, { params, body }) => saveSegment(db, body, now, params.id),
  }),
  route({
    method: 'delete',
    path: '/segments/{id}',
    summary: 'Remove a segment that no campaign uses',
    tag,
    access,
    params,
    handle: async ({ db }, { params }) => {
      await removeSegment(db, params.id)
      return undefined
    },
  }),
  route({
    method: 'get',
    path: '/segments/{id}/size',
    summary: 'How many people are in it now',
    tag,
    access,
    params,
    response: z.object({ people: z.int(), countedAt: z.iso.datetime() }),
    handle: async ({ db, now }, { params }) => {
      const people = await segmentPeople(db, params.id, now)
      const [row] = await db.$queryRaw<[{ people: number }]>(Prisma.sql`
        select count(*)::int as people from (${people}) people`)
      return { people: row.people, countedAt: now }
    },
  }),
  route({
    method: 'get',
    path: '/segments/{id}/people',
    summary: 'The people of a segment',
    tag,
    access,
    params,
    query: z.object(page),
    response: z.object({ items: z.array(person), total: z.int(), next: z.uuid().nullable() }),
    handle: async ({ db, now }, { params, query, request }) => {
      const people = await segmentPeople(db, params.id, now)
      const unnamed = segmentWords[readerLanguage(request)].unnamed
      const [row] = await db.$queryRaw<[{ total: number }]>(Prisma.sql`
        select count(*)::int as total from (${people}) people`)
      const list = await findSegmentPeople(db, people, { cursor: query.cursor, limit: query.limit, unnamed })
      return { ...list, total: row.total }
    },
  }),
]

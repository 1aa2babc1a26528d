// The inbox over HTTP. It only reads and sorts: answering is done in the reader's own mail program, since nothing but
// delivery writes to people from here, and delivery sends what consent allows.
import { z } from 'zod'
import { linkKey, sightOf } from '../../consent/index.ts'
import { type Actor, type Route, route } from '../../platform/index.ts'
import { countUnread, findReplies, getReply, type ReplyReader } from './find-replies.ts'
import { findReplyRetention, replyRetention, saveReplyRetention } from './forget-replies.ts'
import { findColleagues, handleReply } from './handle-reply.ts'
import { findReplyChoice, replyChoice, saveReplyChoice } from './reply-choice.ts'
import { showAnswered } from './show-answered.ts'
import { stopForReply } from './stop-for-reply.ts'

const tag = 'Replies'
const READERS = ['marketer', 'seller', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })
const named = z.object({ id: z.uuid(), name: z.string() })
const readerOf = (user: Actor): ReplyReader => ({ sellerId: sightOf(user) })

const line = z.object({
  id: z.uuid(),
  channel: z.enum(['email', 'sms']),
  contactId: z.uuid(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  fromName: z.string(),
  subject: z.string(),
  excerpt: z.string(),
  wish: z.enum(['no', 'asks', 'only']).meta({
    description: 'Whether it asks to be left alone: not at all, within other words, or with no other word.',
  }),
  receivedAt: z.iso.datetime(),
  openedAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  stoppedAt: z.iso.datetime().nullable(),
  owner: named.nullable(),
  campaign: named.nullable(),
  brand: named.nullable(),
})
const whole = line
  .extend({
    text: z.string(),
    quoted: z.string().meta({ description: 'What it repeats of earlier mails.' }),
    attachments: z.array(
      z.object({ name: z.string(), bytes: z.int().nullable().meta({ description: 'null: too large.' }) }),
    ),
    fromAddress: z.string().meta({ description: 'As they wrote it; it proves nothing.' }),
    isOwnAddress: z.boolean(),
    doneByName: z.string().nullable(),
    stoppedByName: z.string().nullable(),
    answered: z
      .object({
        messageId: z.uuid(),
        subject: z.string(),
        sentAt: z.iso.datetime().nullable(),
        purpose: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Reply' })

export const replyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/replies',
    summary: 'What people have answered: what nobody has opened first, then the newest',
    tag,
    access: READERS,
    query: z.object({
      status: z.enum(['open', 'done']).default('open'),
      campaignId: z.uuid().optional(),
      brandId: z.uuid().optional(),
      contactId: z.uuid().optional(),
      ownerId: z.union([z.uuid(), z.literal('nobody')]).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    response: z.object({ items: z.array(line), next: z.string().nullable() }),
    handle: ({ db, now, user }, { query: { status, ...filter } }) =>
      findReplies(db, readerOf(user), { ...filter, isDone: status === 'done' }, now),
  }),
  route({
    method: 'get',
    path: '/replies/unread',
    summary: 'How many answers nobody has opened, of those that the reader may see',
    tag,
    access: READERS,
    response: z.object({ unread: z.int() }),
    handle: async ({ db, now, user }) => ({ unread: await countUnread(db, readerOf(user), now) }),
  }),
  route({
    method: 'get',
    path: '/replies/colleagues',
    summary: 'Who may be given an answer',
    tag,
    access: READERS,
    response: z.object({ items: z.array(named.extend({ role: z.string() })) }),
    handle: async ({ db }) => ({ items: await findColleagues(db) }),
  }),
  route({
    method: 'get',
    path: '/replies/retention',
    summary: 'How long answers are kept',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: replyRetention,
    handle: ({ db }) => findReplyRetention(db),
  }),
  route({
    method: 'put',
    path: '/replies/retention',
    summary: 'Set how long answers are kept',
    tag,
    access: ['privacy_officer'],
    body: replyRetention,
    response: replyRetention,
    handle: ({ db }, { body }) => saveReplyRetention(db, body),
  }),
  route({
    method: 'get',
    path: '/replies/{id}',
    summary: 'One answer, as plain text, with what it answers',
    tag,
    access: READERS,
    params,
    response: whole,
    handle: ({ db, now, user }, { params: { id } }) => getReply(db, readerOf(user), id, now),
  }),
  route({
    method: 'get',
    path: '/replies/{id}/mail',
    summary: 'The mail that is answered, as the person got it; none of its own links open anything',
    tag,
    access: READERS,
    params,
    response: z.object({
      mail: z.object({ subject: z.string(), html: z.string(), language: z.string().nullable() }).nullable(),
    }),
    handle: async ({ db, now, user, services: { config } }, { params: { id } }) => {
      await getReply(db, readerOf(user), id, now)
      return { mail: await showAnswered(db, id, { publicUrl: config.publicUrl, key: linkKey(config.secretKey) }) }
    },
  }),
  route({
    method: 'patch',
    path: '/replies/{id}',
    summary: 'Open an answer, be done with it, or give it to a colleague; null: to nobody',
    tag,
    access: READERS,
    params,
    body: z.strictObject({
      isOpened: z.boolean().optional(),
      isDone: z.boolean().optional(),
      ownerId: z.uuid().nullable().optional(),
    }),
    response: whole,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await handleReply(db, readerOf(user), id, body, user, now)
      return getReply(db, readerOf(user), id, now)
    },
  }),
  route({
    method: 'post',
    path: '/replies/{id}/stop',
    summary: 'Withdraw for the person what the answered mail was sent for, because the answer asks for it',
    tag,
    access: READERS,
    params,
    response: whole,
    handle: async ({ db, now, user, services: { config } }, { params: { id } }) => {
      await getReply(db, readerOf(user), id, now)
      const { contactId } = await db.reply.findFirstOrThrow({ where: { id }, select: { contactId: true } })
      const by = { id: user.id, name: user.name }
      await stopForReply(db, [linkKey(config.secretKey)], { contactId, id }, by, now)
      return getReply(db, readerOf(user), id, now)
    },
  }),
  route({
    method: 'get',
    path: '/brands/{id}/replies',
    summary: 'Where answers to the mails of a sender go',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: replyChoice.extend({
      ownAddress: z.string(),
      changedBy: z.string().nullable(),
      domain: z
        .string()
        .nullable()
        .meta({ description: 'Behind the @ of the addresses of the inbox; null: none, so all go to the own one.' }),
    }),
    handle: async ({ db, services }, { params: { id } }) => ({
      ...(await findReplyChoice(db, id)),
      domain: services.config.inboundDomain ?? null,
    }),
  }),
  route({
    method: 'put',
    path: '/brands/{id}/replies',
    summary: 'Choose where answers go, for mails that are sent from now on',
    tag,
    access: ['marketer'],
    params,
    body: replyChoice,
    response: z.object({ ok: z.literal(true) }),
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await saveReplyChoice(db, id, body, user, now)
      return { ok: true as const }
    },
  }),
]

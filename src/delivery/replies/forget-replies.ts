// How long answers are kept. What somebody wrote is needed while it is answered and for a while after, to look it up; what
// followed from it (a withdrawal, points) stands elsewhere, without their words.
import { z } from 'zod'
import type { Eraser, MergeForeteller } from '../../consent/index.ts'
import type { Db } from '../../platform/database.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'

const KEY = 'delivery.reply_retention'
/** In months. Too short loses what somebody still wants to look up; too long keeps private words that nobody needs. */
const DEFAULT_MONTHS = 12

export const replyRetention = z.strictObject({
  months: z.int().min(1).max(60).meta({ description: 'After it came; then it is deleted, done or not.' }),
})
export type ReplyRetention = z.infer<typeof replyRetention>

export async function findReplyRetention(db: Db): Promise<ReplyRetention> {
  const row = await db.setting.findUnique({ where: { key: KEY } })
  return replyRetention.catch({ months: DEFAULT_MONTHS }).parse(row?.value)
}

export async function saveReplyRetention(db: Db, value: ReplyRetention): Promise<ReplyRetention> {
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } })
  return value
}

/** Deletes what is older. Answers how many. */
export async function forgetReplies(db: Db, now: Date): Promise<number> {
  const { months } = await findReplyRetention(db)
  const until = new Date(now)
  until.setUTCMonth(until.getUTCMonth() - months)
  const { count } = await db.reply.deleteMany({ where: { receivedAt: { lt: until } } })
  return count
}

export const replyJobs: Job[] = [
  defineJob({
    name: 'delivery.forget-replies',
    every: '1 day',
    run: async ({ db, now, log }) => {
      const replies = await forgetReplies(db, now())
      if (replies > 0) log.info({ replies }, 'deleted answers whose time was over')
    },
  }),
]

/** What a merge means for answers: they stay with who gave them, and are shown with the person that both are. */
export const foretellReplies: MergeForeteller = async (db, _keepId, otherId) => {
  const replies = await db.reply.count({ where: { contactId: otherId } })
  return replies > 0 ? [{ kind: 'reply', name: String(replies), outcome: 'stays' }] : []
}

/** Answers of an erased person go whole. */
export const eraseReplies: Eraser = async (tx, contactIds) => {
  await tx.reply.deleteMany({ where: { contactId: { in: [...contactIds] } } })
}

/** What a person has answered, for the file that they may take away (GDPR 15). */
export const findRepliesOf = (db: Db, contactId: string) =>
  db.reply.findMany({
    where: { contactId },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    select: {
      channel: true,
      receivedAt: true,
      fromName: true,
      fromAddress: true,
      subject: true,
      text: true,
      quoted: true,
      attachments: true,
    },
  })

// A draft, in line for the mailboxes of people who sign in here. The only way to send without asking consent, so it names
// a user and can name nobody else: their address is read from their login when it is sent.
import { z } from 'zod'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { MAIL_LANGUAGES } from '../content-language.ts'
import { compileTemplate } from '../liquid.ts'

/** What is kept of a draft until it is sent. */
export const testContent = z.object({
  brandId: z.uuid(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
})
export type TestContent = z.infer<typeof testContent>
export type TestMailAsked = {
  campaignId: string
  language: (typeof MAIL_LANGUAGES)[number]
  userIds: readonly string[]
  /** Whose eyes it is written for; null: each user's own. */
  asContactId: string | null
  requestedBy: string
}

/** Test mails that one person may ask for in an hour. More is no looking at a draft any more. */
const HOURLY_MOST = 60
const HOUR_MS = 3_600_000
/** What every test mail begins with, so that nobody takes it for the real one. */
export const TEST_LABEL = '[Test] '

/** Puts one mail in line for each user. Throws `invalid` where the draft cannot be compiled or somebody is no user. */
export async function queueTestMails(
  db: Db,
  { userIds, asContactId, requestedBy, ...of }: TestMailAsked,
  content: TestContent,
  now: Date,
): Promise<void> {
  compileTemplate(content.subject, 'plain')
  compileTemplate(content.html, 'html')
  compileTemplate(content.text, 'text')
  if (asContactId !== null) found(await db.contact.findUnique({ where: { id: asContactId } }), 'contact')
  const users = await db.appUser.count({ where: { id: { in: [...userIds] } } })
  if (users !== new Set(userIds).size)
    throw new DomainError('invalid', 'A test mail goes to people who sign in here. Choose among them.', {
      faults: [{ path: 'userIds', message: 'This is nobody who signs in here.' }],
    })
  const since = new Date(+now - HOUR_MS)
  if ((await db.testMail.count({ where: { requestedBy, createdAt: { gt: since } } })) + users > HOURLY_MOST)
    throw new DomainError(
      'conflict',
      `${HOURLY_MOST} test mails in an hour are the most. Wait a little, then send again.`,
    )
  const row = { ...of, asContactId, requestedBy, content, createdAt: now, notBefore: now }
  await db.testMail.createMany({ data: [...new Set(userIds)].map((userId) => ({ userId, ...row })) })
}

export type TestMailLine = {
  id: string
  name: string
  language: (typeof MAIL_LANGUAGES)[number]
  status: 'waiting' | 'sent' | 'failed'
  fault: string | null
  at: Date
}

/** How many of the last are told. */
const TOLD = 20
/** ms after which a mail whose sender was stopped is not waited for any more. */
const LOST_AFTER = 300_000

/** The last test mails of a campaign, the newest first. */
export async function findTestMails(db: Db, campaignId: string, now: Date): Promise<TestMailLine[]> {
  const rows = await db.$queryRaw<(Omit<TestMailLine, 'status'> & { status: string })[]>(Prisma.sql`
    select test_mail.id, app_user.name, language, status, fault, coalesce(finished_at, not_before) as at
    from test_mail join app_user on app_user.id = user_id
    where campaign_id = ${campaignId}::uuid order by test_mail.created_at desc, test_mail.id desc limit ${TOLD}`)
  return rows.map(({ status, ...row }) => {
    if (status === 'sent' || status === 'failed') return { ...row, status }
    const isLost = status === 'started' && +now - +row.at > LOST_AFTER
    return isLost
      ? { ...row, status: 'failed', fault: 'It is not known whether it went out. Send it again if it does not come.' }
      : { ...row, status: 'waiting' }
  })
}

// A second person looks at what goes out, where its sender asks for that. Approved are these very words: a change is a
// new content, and asks again. Whoever has written the campaign cannot approve it.
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { wake } from '../../platform/jobs.ts'
import { START_JOB } from '../campaign-states.ts'

/** Who does something. A script has no eyes of its own: it may write, and never approve. */
export type Colleague = { id: string; name: string; kind: 'person' | 'key' }
export type Approval = {
  /** The sender asks for one. */
  isNeeded: boolean
  version: number | null
  decision: { isApproved: boolean; by: string; at: Date; note: string } | null
  authors: string[]
  /** Whoever asks has written it, and so cannot decide. */
  isOwn: boolean
}

/**
 * A condition on a content id: its sender asks for no approval, or somebody has given it. For whatever takes up a
 * campaign to send it.
 */
export const isApprovedSql = (contentId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (exists (select from campaign_approval approval where approval.content_id = ${contentId} and approval.is_approved)
    or not exists (select from message_content content join sending_rules rules on rules.brand_id = content.brand_id
      where content.id = ${contentId} and rules.needs_approval))`

/** Notes that somebody has written a campaign. */
export async function noteAuthor(db: Db, campaignId: string, { id, name }: Colleague, now: Date): Promise<void> {
  await db.campaignAuthor.upsert({
    where: { campaignId_userId: { campaignId, userId: id } },
    create: { campaignId, userId: id, name, at: now },
    update: {},
  })
}

/** Does what `by` asks of a campaign, and notes them as one who has written it. */
export const asAuthor = <Answer>(
  db: Db,
  campaignId: string,
  by: Colleague,
  now: Date,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> =>
  inTransaction(db, async (tx) => {
    const answer = await work(tx)
    await noteAuthor(tx, campaignId, by, now)
    return answer
  })

type Newest = { content_id: string; version: number; is_needed: boolean; status: string }

async function findNewest(db: Db, campaignId: string): Promise<Newest | undefined> {
  const [newest] = await db.$queryRaw<Newest[]>(Prisma.sql`
    select version.content_id, version.version, campaign.status, exists (select from message_content content
      join sending_rules rules on rules.brand_id = content.brand_id
      where content.id = version.content_id and rules.needs_approval) as is_needed
    from campaign_version version join campaign on campaign.id = version.campaign_id
    where campaign_id = ${campaignId}::uuid order by version desc limit 1`)
  return newest
}

/** Whether the newest version needs an approval, what was said of it, and whether this reader may say it. */
export async function findApproval(db: Db, campaignId: string, readerId: string): Promise<Approval> {
  const campaign = found(
    await db.campaign.findUnique({
      where: { id: campaignId },
      select: {
        purpose: { select: { brandId: true } },
        authors: { select: { userId: true, name: true }, orderBy: { at: 'asc' } },
      },
    }),
    'campaign',
  )
  const newest = await findNewest(db, campaignId)
  const rules = await db.sendingRules.findUnique({ where: { brandId: campaign.purpose.brandId } })
  const decided = newest && (await db.campaignApproval.findUnique({ where: { contentId: newest.content_id } }))
  return {
    isNeeded: rules?.needsApproval ?? false,
    version: newest?.version ?? null,
    decision: decided
      ? {
          ...{ isApproved: decided.isApproved, by: decided.decidedByName, at: decided.decidedAt, note: decided.note },
        }
      : null,
    authors: campaign.authors.map(({ name }) => name),
    isOwn: campaign.authors.some(({ userId }) => userId === readerId),
  }
}

export type Said = { version: number; isApproved: boolean; note: string }

/**
 * Says yes or no to a version. After a no a scheduled campaign is a draft again, with the note as its fault. Throws
 * `conflict` where another version is the newest, where it was decided already, or for whoever has written it.
 */
export async function decideApproval(
  db: Db,
  campaignId: string,
  by: Colleague,
  { version, isApproved, note }: Said,
  now: Date,
): Promise<void> {
  if (by.kind !== 'person')
    throw new DomainError('not_allowed', 'A person approves a campaign, after reading it. Sign in to do that.')
  await inTransaction(db, async (tx) => {
    await tx.$queryRaw`select id from campaign where id = ${campaignId}::uuid for update`
    const newest = found(await findNewest(tx, campaignId), 'campaign')
    if (newest.version !== version)
      throw new DomainError('conflict', 'The mail was changed meanwhile. Read the newest version, then decide.')
    await refuseAuthors(tx, campaignId, by, isApproved)
    const made = await tx.campaignApproval.createMany({
      data: [
        {
          ...{ contentId: newest.content_id, campaignId, version, isApproved, note },
          ...{ decidedBy: by.id, decidedByName: by.name, decidedAt: now },
        },
      ],
      skipDuplicates: true,
    })
    if (made.count === 0)
      throw new DomainError('conflict', 'This version was decided already. A change of the mail asks anew.')
    if (!isApproved && newest.status === 'scheduled')
      await tx.campaign.update({
        where: { id: campaignId },
        data: { status: 'draft', startsAt: null, fault: `${by.name} did not approve it. ${note}`.trim() },
      })
    await wake(tx, START_JOB)
  })
}

async function refuseAuthors(tx: Transaction, campaignId: string, by: Colleague, isApproved: boolean): Promise<void> {
  const wrote = await tx.campaignAuthor.count({ where: { campaignId, userId: by.id } })
  if (isApproved && wrote > 0)
    throw new DomainError('conflict', 'You have written this campaign yourself. Ask a colleague to approve it.')
}

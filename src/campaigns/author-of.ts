// Whose answer it is where nobody has the person as a lead: whoever made the campaign, as long as they sign in here.
import type { OwnerFinder } from '../delivery/index.ts'
import { Prisma } from '../platform/database.ts'

/** The first of those who have written it. A campaign of one occasion was written where it repeats from. */
export const authorOf: OwnerFinder = async (db, { campaignId }) => {
  if (campaignId === null) return undefined
  const [author] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select app_user.id from campaign_author join app_user on app_user.id = campaign_author.user_id
    where campaign_author.campaign_id in (${campaignId}::uuid,
      (select campaign_id from campaign_occurrence where child_id = ${campaignId}::uuid))
    order by campaign_author.at, app_user.id limit 1`)
  return author?.id
}

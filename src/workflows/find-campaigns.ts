// The campaigns that a definition names, for the checks before publishing.
import { type Db, Prisma } from '../platform/database.ts'

export type CampaignForStep = {
  id: string
  name: string
  purposeId: string
  /** null while the campaign is not ready to be sent by workflows. */
  contentId: string | null
}

/** These campaigns as send steps see them; those that do not exist are left out. */
export async function findCampaigns(db: Db, ids: readonly string[]): Promise<CampaignForStep[]> {
  return db.$queryRaw<CampaignForStep[]>(Prisma.sql`
    select campaign.id, campaign.name, campaign.purpose_id as "purposeId", version.content_id as "contentId"
    from campaign
    left join lateral (
      select content_id from campaign_version
      where campaign_version.campaign_id = campaign.id and campaign.status = 'ready'
      order by version desc limit 1
    ) version on true
    where campaign.id = any(${[...ids]}::uuid[])`)
}

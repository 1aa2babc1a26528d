// Which campaigns follow a feed. Such a campaign is never sent itself: its issues are.
import { Prisma } from '../../platform/database.ts'

/** A condition on `campaign`. */
export const FOLLOWS_FEED = Prisma.sql`exists (select from campaign_feed
  where campaign_feed.campaign_id = campaign.id and campaign_feed.following_since is not null)`

// Reads what a definition speaks of, for the checks before publishing.
import type { Db } from '../platform/database.ts'
import type { World } from './check-definition.ts'
import type { Definition } from './definition.ts'
import { findCampaigns } from './find-campaigns.ts'

export async function loadWorld(db: Db, definition: Definition): Promise<World> {
  const campaignIds = Object.values(definition.steps).flatMap((step) =>
    step.kind === 'send_campaign' && step.campaignId ? [step.campaignId] : [],
  )
  const campaigns = await findCampaigns(db, campaignIds)
  const purposes = await db.purpose.findMany({ where: { retiredAt: null } })
  const forms = await db.form.findMany({ where: { retiredAt: null }, select: { key: true } })
  const fields = await db.field.findMany({ select: { key: true } })
  return {
    campaigns: new Map(campaigns.map((campaign) => [campaign.id, campaign])),
    purposes: new Map(purposes.map((purpose) => [purpose.id, purpose])),
    forms: new Set(forms.map((form) => form.key)),
    fields: new Set(fields.map((field) => field.key)),
    hasSellers: (await db.appUser.count({ where: { role: 'seller' } })) > 0,
  }
}

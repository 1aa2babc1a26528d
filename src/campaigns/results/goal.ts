// What a campaign is to bring about: a fact that counts where it follows a click in the mail within some days. It may be
// chosen at any time, also afterwards: it changes how results are read, and nothing about who gets a mail.
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'

export type Goal = {
  /** Such as form.submitted; null: none was chosen, and nothing is counted as brought about. */
  eventType: string | null
  withinDays: number
  /** The property of the fact that is a number and says what it was worth. */
  valueProperty: string | null
}

/** Days in which a lead counts where no goal was chosen. */
const USUAL_DAYS = 7

export async function findGoal(db: Db, campaignId: string): Promise<Goal> {
  const row = await db.campaignGoal.findUnique({ where: { campaignId }, omit: { campaignId: true } })
  return row ?? { eventType: null, withinDays: USUAL_DAYS, valueProperty: null }
}

/** Without an event type the goal is taken away. */
export async function saveGoal(db: Db, campaignId: string, goal: Goal): Promise<Goal> {
  found(await db.campaign.findUnique({ where: { id: campaignId }, select: { id: true } }), 'campaign')
  const { eventType, withinDays, valueProperty } = goal
  if (eventType === null) await db.campaignGoal.deleteMany({ where: { campaignId } })
  else {
    const row = { eventType, withinDays, valueProperty }
    await db.campaignGoal.upsert({ where: { campaignId }, create: { campaignId, ...row }, update: row })
  }
  return findGoal(db, campaignId)
}

// Every mail that is live, followed by the canary once a day, and a new one within the hour. May be stopped anywhere:
// what was not looked at is still due.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { defineJob } from '../../platform/jobs.ts'
import { type Canary, checkCampaign, type LiveMail } from './check-campaign.ts'

const DAY_MS = 86_400_000
/** Days after the last mail in which its links must work: people open mail late. */
const LIVE_DAYS = 30
/** Hours after which a mail is looked at again, a little under a day so that an hourly job never skips one. */
const AGAIN_HOURS = 23.5
/** ms before a link that does not answer is asked again: a web process that starts anew takes seconds. */
const WAITS = [2000, 10_000, 30_000]
/** The same where somebody sits and waits for the answer. */
const WAITS_FOR_PERSON = [1000]

const IS_LIVE = (now: Date) => Prisma.sql`(campaign.status in ('scheduled', 'sending', 'ready', 'paused')
  or campaign.status in ('sent', 'cancelled') and campaign.started_at is not null
    and campaign.finished_at > ${new Date(+now - LIVE_DAYS * DAY_MS)}::timestamptz)`

/** The newest mail of each campaign that people get or have got lately. `due`: only those that nobody looked at for a day. */
export async function findLiveMails(db: Db, now: Date, { due }: { due: boolean }): Promise<LiveMail[]> {
  return db.$queryRaw<LiveMail[]>(Prisma.sql`
    select campaign.id as "campaignId", version.content_id as "contentId", coalesce(content.topic_id, content.purpose_id) as "purposeId",
      array(select one.id from message_content one where one.translation_of = content.id
        or exists (select from experiment_variant variant where variant.campaign_id = campaign.id and variant.position > 0
          and variant.content_id in (one.id, one.translation_of))
        order by one.language, one.id) as "translationIds"
    from campaign
    join lateral (
      select content_id from campaign_version where campaign_id = campaign.id order by version desc limit 1
    ) version on true
    join message_content content on content.id = version.content_id
    left join link_check last on last.campaign_id = campaign.id and last.content_id = version.content_id
    where campaign.channel = 'email' and ${IS_LIVE(now)} and (${!due} or last.checked_at is null
      or last.checked_at <= ${new Date(+now - AGAIN_HOURS * 3_600_000)}::timestamptz)
    order by last.checked_at nulls first, campaign.id`)
}

/** Checks what is due. Answers how many mails that were and how many cannot be stopped. */
export async function checkLiveMails(canary: Canary): Promise<{ checked: number; failing: number }> {
  const result = { checked: 0, failing: 0 }
  // The first that does not answer is waited for; after it nobody waits again for the same server.
  let waits = canary.waits
  for (const mail of await findLiveMails(canary.db, canary.now(), { due: true })) {
    if (canary.signal?.aborted) break
    const { fault } = await checkCampaign({ ...canary, waits }, mail)
    result.checked++
    if (fault === null) continue
    result.failing++
    if (fault === 'unreachable') waits = []
  }
  return result
}

/** Checks one campaign now, for somebody who asks. Throws `conflict` where nobody gets its mail. */
export async function checkNow(canary: Omit<Canary, 'waits'>, campaignId: string) {
  const mail = (await findLiveMails(canary.db, canary.now(), { due: false })).find(
    (live) => live.campaignId === campaignId,
  )
  if (!mail)
    throw new DomainError('conflict', 'Nobody gets this mail now, so there are no links to follow. Schedule it first.')
  return checkCampaign({ ...canary, waits: WAITS_FOR_PERSON }, mail)
}

export const CANARY_JOB = 'campaigns.check-links'

export const canaryJob = defineJob({
  name: CANARY_JOB,
  every: '1 hour',
  run: async ({ db, config, now, log }, _data, signal) => {
    const { checked, failing } = await checkLiveMails({ db, config, now, waits: WAITS, signal })
    if (failing > 0) log.error({ checked, failing }, 'mails cannot be stopped; their campaigns are paused')
  },
})

// Providers refuse a sender who writes to many and cannot be told from somebody who pretends to be it. Such a campaign is not
// scheduled: half of it would bounce, and the name of the sender would suffer for a long time.
import { checkBrand, type SendingFinding } from '../delivery/index.ts'
import { type Db, DomainError, type Services } from '../platform/index.ts'
import { forecastCampaign } from './forecast-campaign.ts'

/** Mails in a day from which Gmail and Outlook.com ask for all of it (their rules for bulk senders, 2024 and 2025). */
const BULK = 5000

/** What each check is called that nothing goes without; the others are advice. */
const NEEDED: Partial<Record<SendingFinding['check'], string>> = {
  dkim: 'the DKIM key in DNS',
  spf: 'the SPF record',
  dmarc: 'the DMARC record',
  alignment: 'the alignment of sender and signature',
  one_click: 'the address of one-click unsubscribe',
}

/**
 * Throws `conflict` with what is to be mended where more than 5,000 would get it. Asks nobody where fewer would, or where no
 * mail leaves this installation; what DNS keeps silent about holds nothing up.
 */
export async function requireBelieved(
  services: Pick<Services, 'config' | 'resolver'>,
  db: Db,
  campaignId: string,
  now: Date,
  bulk = BULK,
): Promise<void> {
  if (services.config.relayHost === undefined) return
  const campaign = await db.campaign.findUnique({ where: { id: campaignId } })
  if (
    !campaign?.segmentId ||
    campaign.channel !== 'email' ||
    (await forecastCampaign(db, campaignId, now)).gets <= bulk
  )
    return
  const { brandId } = await db.purpose.findUniqueOrThrow({ where: { id: campaign.purposeId } })
  const { domain, findings } = await checkBrand(services, db, brandId, now)
  const wrong = findings.filter(({ check, state }) => state === 'mend' && NEEDED[check] !== undefined)
  if (wrong.length === 0) return
  const names = wrong.map(({ check, about }) => `${NEEDED[check]} (${about})`)
  throw new DomainError(
    'conflict',
    `Gmail, Yahoo and Outlook.com refuse so many mails from ${domain} until this is in order: ${names.join(', ')}. The page of senders says how to mend it.`,
    { faults: wrong.map(({ check, code }) => ({ path: check, message: code })) },
  )
}

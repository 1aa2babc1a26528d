// One campaign, checked by the canary: its newest mail is composed as the canary would get it, and its links are followed.
// Where stopping does not work the campaign is paused at once: a mail that cannot be stopped must not go out.
import { setTimeout as sleep } from 'node:timers/promises'
import { linkKey, readLinkToken, recordConsent } from '../../consent/index.ts'
import { CANARY_ID, ensureCanary } from '../../contacts/index.ts'
import { composeForCanary, pauseMessages } from '../../delivery/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { type Finding, followLinks, type LinkFault } from './follow-links.ts'
import { readMail } from './read-mail.ts'

/** `purposeId`: what the links of the mail stop, the topic where it has one. Each translation has links of its own. */
export type LiveMail = { campaignId: string; contentId: string; purposeId: string; translationIds: readonly string[] }
export type Canary = {
  db: Db
  config: PlatformConfig
  now: () => Date
  /** ms to wait before each further try: a process that starts anew is no dead link. */
  waits: readonly number[]
  signal?: AbortSignal
}

/** What may be over in a moment, and is asked again before it counts. */
const PASSING: readonly (LinkFault | null)[] = ['unreachable', 'page', 'post']

/** Checks the mail, writes down what was found, and pauses the campaign where stopping does not work. */
export async function checkCampaign(canary: Canary, mail: LiveMail): Promise<Finding> {
  const finding = await tryPatiently(canary, mail)
  for (const contentId of mail.translationIds) {
    if (finding.fault !== null) break
    const { fault, detail, deadLinks } = await tryPatiently(canary, { ...mail, contentId })
    Object.assign(finding, { fault, detail, deadLinks: [...new Set([...finding.deadLinks, ...deadLinks])] })
  }
  await keepFinding(canary.db, mail, finding, canary.now())
  return finding
}

async function tryPatiently(canary: Canary, mail: LiveMail): Promise<Finding> {
  let finding = await tryOnce(canary, mail)
  for (const wait of canary.waits) {
    if (!PASSING.includes(finding.fault)) break
    await sleep(wait, undefined, canary.signal ? { signal: canary.signal } : {})
    finding = await tryOnce(canary, mail)
  }
  return finding
}

/** Tries in which others may press first, each of which lets one of them pass; so many never check one purpose at once. */
const OVERTAKEN_MOST = 20

/**
 * There is one canary, and mails of one purpose stop the same. Where another check has pressed between our question and our
 * press, nothing was left for ours to record: that says nothing about the link, so it is asked anew.
 */
async function tryOnce(canary: Canary, mail: LiveMail): Promise<Finding> {
  for (let tries = 0; tries < OVERTAKEN_MOST; tries++) {
    const { finding, wasOvertaken } = await tryAlone(canary, mail)
    if (!wasOvertaken) return finding
  }
  throw new Error('mails of this purpose are checked all the time, so this one cannot be')
}

type Try = { finding: Finding; wasOvertaken: boolean }

async function tryAlone({ db, config, now }: Canary, { contentId, purposeId }: LiveMail): Promise<Try> {
  const { publicUrl, secretKey } = config
  const key = linkKey(secretKey)
  const messageId = newId(now())
  await ensureCanary(db, now())
  let bytes: Buffer
  try {
    bytes = await composeForCanary(db, { contentId, messageId }, { publicUrl, linkKey: key }, now())
  } catch {
    return { finding: { fault: 'render', detail: null, deadLinks: [] }, wasOvertaken: false }
  }
  // Asked, so that there is something to withdraw; never a yes, so that nothing could ever be sent to it.
  const asked = await askCanary(db, purposeId, now())
  const finding = await followLinks(await readMail(bytes), {
    publicUrl,
    isOurs: (text) => {
      const token = readLinkToken([key], text)
      return token?.contactId === CANARY_ID && token.purposeId === purposeId && token.messageId === messageId
    },
    countRecorded: () => countWithdrawals(db, purposeId, messageId),
    followsOutside: config.followsOutsideLinks ?? false,
  })
  return { finding, wasOvertaken: finding.fault === 'ledger' && (await isWithdrawnAfter(db, purposeId, asked)) }
}

/** Answers the entry of the ledger in which it was asked. */
async function askCanary(db: Db, purposeId: string, now: Date): Promise<number> {
  const asked = { contactId: CANARY_ID, purposeId, channel: 'email', type: 'requested' } as const
  const said = { method: 'form', actor: 'contact', textId: null, evidence: { reason: 'link check' } } as const
  const { recorded } = await recordConsent(db, [{ ...asked, ...said, occurredAt: now }], now)
  // A check that cannot be made says nothing about the link: it must not pause anything.
  const [entry] = recorded
  if (!entry) throw new Error('the canary could not be asked, so nothing can be checked')
  return entry.seq
}

async function isWithdrawnAfter(db: Db, purposeId: string, seq: number): Promise<boolean> {
  const after = { contactId: CANARY_ID, purposeId, type: 'withdrawn', seq: { gt: seq } }
  return (await db.consentEvent.findFirst({ where: after, select: { seq: true } })) !== null
}

async function countWithdrawals(db: Db, purposeId: string, messageId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from consent_event entry
    join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
    where entry.contact_id = ${CANARY_ID}::uuid and entry.type = 'withdrawn' and entry.purpose_id = ${purposeId}::uuid
      and evidence.data ->> 'messageId' = ${messageId}`)
  return row?.count ?? 0
}

/** Writes the finding. Locks the campaign, so that a version that was published meanwhile is not paused for the last one. */
async function keepFinding(db: Db, mail: LiveMail, finding: Finding, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const [campaign] = await tx.$queryRaw<{ status: string; content_id: string }[]>(Prisma.sql`
      select status, (select content_id from campaign_version where campaign_id = campaign.id order by version desc limit 1)
        as content_id
      from campaign where id = ${mail.campaignId}::uuid for update`)
    if (!campaign || campaign.content_id !== mail.contentId) return
    const before = await tx.linkCheck.findUnique({ where: { campaignId: mail.campaignId } })
    const since = finding.fault === null ? null : (before?.failingSince ?? now)
    const found = { contentId: mail.contentId, checkedAt: now, failingSince: since, ...finding }
    await tx.linkCheck.upsert({
      where: { campaignId: mail.campaignId },
      create: { campaignId: mail.campaignId, ...found },
      update: found,
    })
    if (finding.fault === null || !['scheduled', 'sending', 'ready'].includes(campaign.status)) return
    const pausedFrom = campaign.status === 'sending' ? null : campaign.status
    await tx.campaign.update({ where: { id: mail.campaignId }, data: { status: 'paused', pausedFrom } })
    await pauseMessages(tx, mail.campaignId)
  })
}

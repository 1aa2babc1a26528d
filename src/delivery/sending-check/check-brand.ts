// The check of one sender as it stands here: its address, the keys at hand, how mail leaves and comes back, what was complained.
import { type Db, found, Prisma, type Services } from '../../platform/index.ts'
import { systemResolver } from '../../platform/resolve-names.ts'
import { findInbound, INBOUND_DAYS } from '../inbound/find-inbound.ts'
import { type DkimKey, type DkimRecord, dkimRecord, findDkimKeys } from '../signing/dkim-keys.ts'
import { checkSender, keysFor } from './check-sender.ts'
import { ASKED_BY, type Finding } from './finding.ts'

export type SendingCheck = {
  domain: string
  findings: (Finding & { askedBy: string[] })[]
  /** TXT records to publish. */
  records: DkimRecord[]
}

const DAY_MS = 86_400_000

/** Looks everything up now; takes as long as DNS does, a few seconds at the worst. */
export async function checkBrand(
  { config, resolver = systemResolver() }: Pick<Services, 'config' | 'resolver'>,
  db: Db,
  brandId: string,
  now: Date,
): Promise<SendingCheck> {
  const brand = found(await db.brand.findUnique({ where: { id: brandId } }), 'sender')
  const domain = brand.senderEmail.slice(brand.senderEmail.lastIndexOf('@') + 1).toLowerCase()
  const keys = config.outside ? await findDkimKeys(config.outside.folder) : []
  const findings = await checkSender(resolver, {
    ...{ domain, keys, publicUrl: config.publicUrl, relayHost: config.relayHost },
    ...{ inboundDomain: config.inboundDomain, ...(await countComplaints(db, now)) },
  })
  const lacksDmarc = findings.some(({ code }) => code === 'dmarc_none')
  return {
    domain,
    findings: findings.map((finding) => ({ ...finding, askedBy: [...ASKED_BY[finding.check]] })),
    records: recordsOf(domain, keysFor({ domain, keys }), lacksDmarc),
  }
}

/** The beginning of DMARC asks for nothing but to be there (RFC 7489 6.3). */
const recordsOf = (domain: string, keys: readonly DkimKey[], lacksDmarc: boolean) => [
  ...keys.map(dkimRecord),
  ...(lacksDmarc ? [{ name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' }] : []),
]

/** What was sent and complained about in the days that complaints are kept for. */
async function countComplaints(db: Db, now: Date): Promise<{ sent: number; complaints: number }> {
  const inbound = await findInbound(db, now)
  const [row] = await db.$queryRaw<{ sent: number }[]>(Prisma.sql`
    select count(*)::int as sent from message
    where status = 'sent' and finished_at > ${new Date(+now - INBOUND_DAYS * DAY_MS)}`)
  const complained = inbound.filter(({ outcome }) => outcome === 'complaint')
  return { sent: row?.sent ?? 0, complaints: complained.reduce((sum, { mails }) => sum + mails, 0) }
}

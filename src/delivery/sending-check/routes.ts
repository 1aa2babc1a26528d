// The check of a sender over HTTP: asked anew each time, since who mends a record wants to see it mended.
import { z } from 'zod'
import { type Db, found, Prisma, type Route, route } from '../../platform/index.ts'
import { systemResolver } from '../../platform/resolve-names.ts'
import { findInbound, INBOUND_DAYS } from '../inbound/find-inbound.ts'
import { type DkimKey, dkimRecord, findDkimKeys } from '../signing/dkim-keys.ts'
import { checkSender, keysFor } from './check-sender.ts'
import { ASKED_BY, CHECKS, CODES, STATES } from './finding.ts'

export const sendingCheckRoutes: Route[] = [
  route({
    method: 'get',
    path: '/brands/{id}/sending-check',
    summary: 'Whether mailbox providers will believe this sender, looked up in DNS now, and what must stand there',
    tag: 'Messages',
    access: ['marketer', 'privacy_officer'],
    params: z.object({ id: z.uuid() }),
    response: z.object({
      domain: z.string().meta({ description: 'Of the sender’s address.' }),
      findings: z.array(
        z.object({
          check: z.enum(CHECKS),
          state: z.enum(STATES),
          code: z.enum(CODES),
          about: z.string().meta({ description: 'The name in DNS, domain or share that it is about.' }),
          askedBy: z.array(z.string()).meta({ description: 'Mailbox providers whose rules ask for it.' }),
        }),
      ),
      records: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .meta({ description: 'TXT records to publish.' }),
    }),
    handle: async ({ db, now, services: { config, resolver } }, { params }) => {
      const brand = found(await db.brand.findUnique({ where: { id: params.id } }), 'sender')
      const domain = brand.senderEmail.slice(brand.senderEmail.lastIndexOf('@') + 1).toLowerCase()
      const keys = config.outside ? await findDkimKeys(config.outside.folder) : []
      const facts = {
        ...{ domain, keys, publicUrl: config.publicUrl, relayHost: config.relayHost },
        ...{ inboundDomain: config.inboundDomain, ...(await countComplaints(db, now)) },
      }
      const findings = await checkSender(resolver ?? systemResolver(), facts)
      return {
        domain,
        findings: findings.map((finding) => ({ ...finding, askedBy: [...ASKED_BY[finding.check]] })),
        records: recordsOf(
          domain,
          keysFor({ domain, keys }),
          findings.some(({ code }) => code === 'dmarc_none'),
        ),
      }
    },
  }),
]

/** The beginning of DMARC asks for nothing but to be there (RFC 7489 6.3). */
const recordsOf = (domain: string, keys: readonly DkimKey[], lacksDmarc: boolean) => [
  ...keys.map(dkimRecord),
  ...(lacksDmarc ? [{ name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' }] : []),
]

const DAY_MS = 86_400_000

/** What was sent and complained about in the days that complaints are kept for. */
async function countComplaints(db: Db, now: Date): Promise<{ sent: number; complaints: number }> {
  const inbound = await findInbound(db, now)
  const [row] = await db.$queryRaw<{ sent: number }[]>(Prisma.sql`
    select count(*)::int as sent from message
    where status = 'sent' and finished_at > ${new Date(+now - INBOUND_DAYS * DAY_MS)}`)
  const complained = inbound.filter(({ outcome }) => outcome === 'complaint')
  return { sent: row?.sent ?? 0, complaints: complained.reduce((sum, { mails }) => sum + mails, 0) }
}

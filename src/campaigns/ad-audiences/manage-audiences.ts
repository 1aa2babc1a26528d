// Audiences for advertising platforms: making one, stopping it, what stands in each, and who in its segment allows it.
import {
  type DecisionReason,
  decisionSql,
  isYes,
  makeSecret,
  reachOf,
  requireReachable,
  webhookKey,
} from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { sealSecret } from '../../platform/seal.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { segmentPeople } from '../../segments/index.ts'
import { AD_CHANNEL } from './export-audience.ts'
import type { Platform } from './platforms.ts'

export type NewAudience = { name: string; platform: Platform; purposeId: string; segmentId: string; url: string | null }

/** Makes an audience; nobody is in it before its first export. The secret of its webhook is shown this once. */
export async function createAudience(db: Db, audience: NewAudience, config: PlatformConfig, now: Date) {
  const { url, ...fields } = audience
  const purpose = await db.purpose.findUnique({ where: { id: fields.purposeId } })
  if (purpose?.kind !== 'advertising' || purpose.retiredAt !== null)
    refuse('purposeId', 'Choose a purpose for advertising elsewhere that is in use, or make one first.')
  if (!(await db.segment.findUnique({ where: { id: fields.segmentId } })))
    refuse('segmentId', 'There is no such segment. Choose one of the list, or make it first.')
  const href = url === null ? null : requireReachable(url, reachOf(config)).href
  const secret = url === null ? null : makeSecret()
  const sealed = secret === null ? null : sealSecret(webhookKey(config.secretKey), secret)
  const { id } = await db.adAudience.create({ data: { ...fields, url: href, secret: sealed, createdAt: now } })
  return { id, secret }
}

function refuse(path: string, message: string): never {
  throw new DomainError('invalid', message, { faults: [{ path, message }] })
}

/** Nobody is in it from now on; its next export removes everybody there. */
export async function stopAudience(db: Db, id: string, now: Date): Promise<void> {
  const { stoppedAt } = found(await db.adAudience.findUnique({ where: { id } }), 'audience')
  if (stoppedAt === null) await db.adAudience.update({ where: { id }, data: { stoppedAt: now } })
}

/** Every audience, the newest first, with its last exports. */
export async function listAudiences(db: Db) {
  const rows = await db.adAudience.findMany({
    include: {
      purpose: { select: { id: true, name: true } },
      segment: { select: { id: true, name: true } },
      exports: { orderBy: { at: 'desc' }, take: 5, omit: { audienceId: true, by: true } },
    },
    omit: { secret: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(({ purposeId, segmentId, platform, ...row }) => ({ ...row, platform: platform as Platform }))
}

/** Who of the segment allows it now, and who not, by reason; the largest first. */
export async function foreseeAudience(db: Db, id: string, now: Date) {
  const { purposeId, segmentId } = found(await db.adAudience.findUnique({ where: { id } }), 'audience')
  const people = await segmentPeople(db, segmentId, now)
  const decided = decisionSql(people, { purposeId, channel: AD_CHANNEL, at: now }, 'many')
  const rows = await db.$queryRaw<{ reason: DecisionReason; count: number }[]>(Prisma.sql`
    select reason, count(*)::int as count from (${decided} limit all) decision group by reason order by count desc, reason`)
  const sum = (among: typeof rows) => among.reduce((total, row) => total + row.count, 0)
  return {
    people: sum(rows),
    allow: sum(rows.filter(({ reason }) => isYes(reason))),
    not: rows.filter(({ reason }) => !isYes(reason)),
  }
}

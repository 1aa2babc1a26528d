// What one visitor sees: the block of the first segment that holds them, where they are known by name and have said yes to
// being watched and to being profiled on the web. Everybody else sees what everybody sees, and nobody can tell why.
import { decide } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { findAudience } from '../../segments/index.ts'
import { findVisitor } from '../../tracking/index.ts'
import type { Block } from './block.ts'
import { asBlock } from './save-content.ts'

/** All that must be allowed for somebody to be shown what is not for everybody (consent.md E9). */
const NEEDED = ['tracking', 'profiling'] as const

type Place = { block: unknown; variants: { segmentId: string; block: unknown }[] }

/** The block for this visitor, or undefined where it is that of everybody. */
export async function chooseBlock(
  db: Db,
  { variants }: Place,
  visitorId: string,
  now: Date,
): Promise<Block | undefined> {
  if (variants.length === 0) return undefined
  const visitor = await findVisitor(db, visitorId)
  if (!visitor || visitor.isNameless || !(await allowsAll(db, visitor.contactId, now))) return undefined
  const isIn = await Promise.all(
    variants.map(async ({ segmentId }) => {
      const { among } = await findAudience(db, { in: [segmentId], out: [] }, now)
      return Prisma.sql`exists (${among(Prisma.sql`select ${visitor.contactId}::uuid`)})`
    }),
  )
  const [row] = await db.$queryRaw<[{ places: boolean[] }]>(Prisma.sql`select array[${Prisma.join(isIn)}] as places`)
  const chosen = variants[row.places.indexOf(true)]
  return chosen && asBlock(chosen.block)
}

/** Whether somebody has a yes in force of each kind that is needed. */
async function allowsAll(db: Db, contactId: string, now: Date): Promise<boolean> {
  const purposes = await db.purpose.findMany({
    where: { kind: { in: [...NEEDED] }, retiredAt: null, channels: { has: 'web' } },
    select: { id: true, kind: true },
  })
  for (const kind of NEEDED) {
    const own = purposes.filter((purpose) => purpose.kind === kind)
    const decisions = await Promise.all(
      own.map(({ id }) => decide(db, contactId, { purposeId: id, channel: 'web', at: now })),
    )
    if (!decisions.some((decision) => decision.isAllowed)) return false
  }
  return true
}

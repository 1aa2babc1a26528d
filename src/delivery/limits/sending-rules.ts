// How a sender sends: how often at most, at which hours, and whether somebody else must approve. Consent is no part of it.
import { z } from 'zod'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { isTimeZone } from '../../platform/time-zones.ts'
import { countTheLast } from './count-begun.ts'

const DAY_MINUTES = 24 * 60
/** In minutes. Longer would move a mail to the next day. */
const LONGEST_RAMP = 12 * 60

const cap = z.int().min(1).max(1000).nullable()
const minute = z
  .int()
  .min(0)
  .max(DAY_MINUTES - 1)
  .nullable()

export const sendingRules = z
  .strictObject({
    dayCap: cap.meta({ description: 'Marketing messages to a contact within 24 hours; null: no limit.' }),
    weekCap: cap.meta({ description: 'Within 7 days.' }),
    monthCap: cap.meta({ description: 'Within 30 days.' }),
    quietFrom: minute.meta({ description: 'Minutes after midnight where the contact is; null: no quiet hours.' }),
    quietUntil: minute,
    quietWeekends: z.boolean(),
    quietHolidays: z.boolean().meta({ description: 'Public holidays of the country of the contact.' }),
    rampMinutes: z
      .int()
      .min(0)
      .max(LONGEST_RAMP)
      .meta({ description: 'Over how long what waited for the end of the quiet hours is spread.' }),
    timeZone: z.string().refine(isTimeZone, 'Write a time zone, such as Europe/Oslo.').meta({
      description: 'Of contacts of whom neither zone nor country is known.',
    }),
    needsApproval: z.boolean().meta({ description: 'A second person approves each campaign before it goes out.' }),
  })
  .refine((rules) => (rules.quietFrom === null) === (rules.quietUntil === null), {
    path: ['quietUntil'],
    error: 'Quiet hours need a beginning and an end. Write both, or leave both out.',
  })
  .refine((rules) => rules.quietFrom === null || rules.quietFrom !== rules.quietUntil, {
    path: ['quietUntil'],
    error: 'Quiet hours that end when they begin would be all day. Write another end.',
  })
  .meta({ id: 'SendingRules' })
export type SendingRules = z.infer<typeof sendingRules>

export const NO_RULES: SendingRules = {
  ...{ dayCap: null, weekCap: null, monthCap: null, quietFrom: null, quietUntil: null },
  ...{ quietWeekends: false, quietHolidays: false, rampMinutes: 30, timeZone: 'Europe/Oslo', needsApproval: false },
}

export const hasCaps = (rules: SendingRules): boolean =>
  rules.dayCap !== null || rules.weekCap !== null || rules.monthCap !== null
export const hasQuiet = (rules: SendingRules): boolean =>
  rules.quietFrom !== null || rules.quietWeekends || rules.quietHolidays

const columns = Prisma.sql`rules.day_cap as "dayCap", rules.week_cap as "weekCap", rules.month_cap as "monthCap",
  rules.quiet_from as "quietFrom", rules.quiet_until as "quietUntil", rules.quiet_weekends as "quietWeekends",
  rules.quiet_holidays as "quietHolidays", rules.ramp_minutes as "rampMinutes", rules.time_zone as "timeZone",
  rules.needs_approval as "needsApproval"`

/** The rules of the sender of a batch, as one value of a query; null where it has none, and for service mail. */
export const rulesOfContentSql = (contentId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (select to_jsonb(rules) from (select ${columns}, rules.brand_id as "brandId" from message_content content
    join sending_rules rules on rules.brand_id = content.brand_id
    where content.id = ${contentId} and content.kind = 'marketing') rules)`

/** What holds for a sender, and who changed it last. */
export async function findSendingRules(
  db: Db,
  brandId: string,
): Promise<{ rules: SendingRules; changedBy: string | null; changedAt: Date | null }> {
  const [row] = await db.$queryRaw<(SendingRules & { by: string; at: Date })[]>(Prisma.sql`
    select ${columns}, changed_by_name as by, changed_at as at from sending_rules rules where brand_id = ${brandId}::uuid`)
  if (!row) return { rules: NO_RULES, changedBy: null, changedAt: null }
  const { by, at, ...rules } = row
  return { rules, changedBy: by, changedAt: at }
}

/**
 * Holds for what is claimed from now on; a worker sees it with its next batch. With the first cap, what went out in the
 * last 30 days is counted too.
 */
export async function saveSendingRules(
  db: Db,
  brandId: string,
  rules: SendingRules,
  by: { name: string },
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    found(await tx.brand.findUnique({ where: { id: brandId }, select: { id: true } }), 'sender')
    const before = await findSendingRules(tx, brandId)
    const data = { ...rules, changedByName: by.name, changedAt: now }
    await tx.sendingRules.upsert({ where: { brandId }, create: { brandId, ...data }, update: data })
    await keepCounts(tx, brandId, hasCaps(before.rules), hasCaps(rules), now)
  })
}

async function keepCounts(tx: Transaction, brandId: string, had: boolean, has: boolean, now: Date): Promise<void> {
  if (has && !had) await countTheLast(tx, brandId, now)
  if (had && !has) await tx.sendingCount.deleteMany({ where: { brandId } })
}

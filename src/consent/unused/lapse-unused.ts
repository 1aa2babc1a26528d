// Ends yeses that were not used for twelve months, in the countries where that ends them and only where it is set: as
// `expired`, by a rule, never as withdrawn (consent.md C14). Nobody who has just said yes or got a message is touched.
import { z } from 'zod'
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma } from '../../platform/database.ts'
import { defineJob } from '../../platform/jobs.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import { UNUSED_MONTHS } from '../rules/unused.ts'
import type { Channel } from '../words.ts'
import { lapsingSql, unusedSql } from './find-unused.ts'

const KEY = 'consent.unused_lapse'

export const unusedSetting = z.strictObject({
  lapses: z.boolean().meta({ description: 'Whether an unused yes ends, in the countries whose practice says so.' }),
})
export type UnusedSetting = z.infer<typeof unusedSetting>

/** Unless somebody has set it, nothing lapses. */
export async function findUnusedSetting(db: Db): Promise<UnusedSetting> {
  const row = await db.setting.findUnique({ where: { key: KEY } })
  return unusedSetting.catch({ lapses: false }).parse(row?.value)
}

export async function saveUnusedSetting(db: Db, value: UnusedSetting): Promise<UnusedSetting> {
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } })
  return value
}

/** Contacts locked in one transaction. */
const CHUNK = 500

type Row = { contact_id: string; purpose_id: string; channel: Channel; since: Date }

/** Ends what is unused, people by people, where that is set. Answers how many yeses have ended. */
export async function lapseUnused(db: Db, now: Date, stopping?: AbortSignal): Promise<number> {
  const { lapses } = await findUnusedSetting(db)
  const living = lapsingSql()
  let ended = 0
  while (lapses && !stopping?.aborted) {
    const rows = await db.$queryRaw<Row[]>(
      Prisma.sql`select * from (${unusedSql(now, living)}) unused limit ${CHUNK}::int`,
    )
    const ids = [...new Set(rows.map((row) => row.contact_id))]
    const count = await inTransaction(db, async (tx) => {
      await lockContacts(tx, ids)
      // Asked again under the lock: somebody may have said yes anew, or have got a message, in between.
      const among = Prisma.sql`${living} and state.contact_id = any(${listSql(ids, 'uuid')})`
      const still = await tx.$queryRaw<Row[]>(unusedSql(now, among))
      const { recorded } = await recordConsent(
        tx,
        still.map((row) => asFact(row, now)),
        now,
      )
      return recorded.length
    })
    if (count === 0) break
    ended += count
  }
  return ended
}

const asFact = ({ contact_id, purpose_id, channel, since }: Row, now: Date): ConsentFact => ({
  ...{ contactId: contact_id, purposeId: purpose_id, channel, type: 'expired', occurredAt: now },
  ...{ method: 'rule', actor: 'system', textId: null, expiresAt: null },
  evidence: { rule: 'unused', months: UNUSED_MONTHS, since: since.toISOString() },
})

export const unusedJobs = [
  defineJob({
    name: 'consent.lapse-unused',
    every: '1 day',
    run: async ({ db, now, log }, _data, stopping) => {
      const ended = await lapseUnused(db, now(), stopping)
      if (ended > 0) log.info({ ended }, 'unused yeses have ended')
    },
  }),
]

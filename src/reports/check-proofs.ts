// What can be proved, counted anew: that every chain of the ledger holds, and that every message that was sent names a
// yes to the same thing. The result is kept with its time, so that the page never claims more than was looked at.
import { z } from 'zod'
import { type LedgerCheck, verifyLedger } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { defineJob, wake } from '../platform/jobs.ts'

const KEY = 'reports.proofs'
const ASKED_KEY = 'reports.proofs.asked'

export const proofs = z.object({
  checkedAt: z.iso.datetime(),
  contacts: z.int(),
  entries: z.int(),
  faults: z.array(z.object({ contactId: z.uuid(), seq: z.int(), fault: z.string() })),
  sent: z.int(),
  sentWithoutYes: z.int(),
  yesWithoutEvidence: z.int().default(0),
})
export type Proofs = z.infer<typeof proofs>

/** Checks everything and keeps what was found. */
export async function checkProofs(db: Db, now: Date): Promise<Proofs> {
  const ledger: LedgerCheck = await verifyLedger(db, now)
  const [messages] = await countSent(db)
  const found: Proofs = {
    ...ledger,
    checkedAt: now.toISOString(),
    sent: messages?.sent ?? 0,
    sentWithoutYes: messages?.without_yes ?? 0,
    yesWithoutEvidence: await countWithoutEvidence(db),
  }
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value: found }, update: { value: found } })
  return found
}

const SENT = Prisma.sql`
  from message left join message_content content on content.id = message.content_id
  left join consent_event entry on entry.contact_id = message.contact_id
    and entry.seq = message.consent_seq and entry.purpose_id = message.purpose_id
    and entry.channel = message.channel and entry.type in ('given', 'confirmed', 'customer')
  where message.status = 'sent' and coalesce(content.kind, 'marketing') = 'marketing'`

/** Those who were sent something although its entry in the ledger is no yes to the same purpose and channel (contact_id). */
export const SENT_WITHOUT_YES = Prisma.sql`select message.contact_id ${SENT} and entry.contact_id is null`

/** Sent messages that need a yes, and those that have none. */
async function countSent(db: Db): Promise<{ sent: number; without_yes: number }[]> {
  return db.$queryRaw(Prisma.sql`
    select count(*)::int as sent, (count(*) filter (where entry.contact_id is null))::int as without_yes ${SENT}`)
}

/** Those whose yes stands without the words that were shown, or without what proves it (contact_id). */
export const EVIDENCE_MISSING = Prisma.sql`
  select state.contact_id from consent_state state
  left join consent_event entry on entry.contact_id = state.contact_id and entry.seq = state.seq
  left join consent_evidence evidence on evidence.contact_id = state.contact_id and evidence.seq = state.seq
  where state.state = 'given' and (evidence.contact_id is null or entry.text_id is null)`

async function countWithoutEvidence(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from (${EVIDENCE_MISSING}) missing`)
  return row?.count ?? 0
}

/** The last check, and whether another was asked for since. */
export async function findProofs(db: Db): Promise<{ proofs: Proofs | null; isChecking: boolean }> {
  const rows = await db.setting.findMany({ where: { key: { in: [KEY, ASKED_KEY] } } })
  const last = proofs.safeParse(rows.find(({ key }) => key === KEY)?.value)
  const asked = z.iso.datetime().safeParse(rows.find(({ key }) => key === ASKED_KEY)?.value)
  return {
    proofs: last.success ? last.data : null,
    isChecking: asked.success && (!last.success || asked.data > last.data.checkedAt),
  }
}

export async function askForProofs(db: Db, now: Date): Promise<void> {
  const value = now.toISOString()
  await db.setting.upsert({ where: { key: ASKED_KEY }, create: { key: ASKED_KEY, value }, update: { value } })
  await wake(db, checkProofsJob.name)
}

export const checkProofsJob = defineJob({
  name: 'reports.check-proofs',
  every: '1 day',
  run: async ({ db, now, log }) => {
    const { faults, sentWithoutYes } = await checkProofs(db, now())
    if (faults.length > 0) log.error({ faults: faults.length, first: faults[0] }, 'the ledger does not hold')
    if (sentWithoutYes > 0) log.error({ sentWithoutYes }, 'messages were sent without a yes')
  },
})

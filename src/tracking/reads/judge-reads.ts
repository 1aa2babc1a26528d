// A scanner that looks like a browser is told by following every link of a mail within seconds. By then its first clicks
// are recorded: the facts stay, a judgement beside them says what they are, and whoever counts hears of it in the same
// transaction, so that points are taken back.
import { lockContacts, recordLocked } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { idFrom } from '../../platform/id.ts'
import type { TrackedMail } from '../follow-link.ts'

/** In ms. Longer would take somebody for a machine who opens several links in tabs; slower scanners pass for people. */
const WITHIN_MS = 5000
/** Links that are enough, where a mail has more. One link alone tells nothing. */
const ENOUGH_LINKS = 4

/** Recorded when facts of a person turn out to be a machine's. */
export const MACHINE_FOUND = 'message.read_by_machine'

/** For `event`: leaves out what a machine did. */
export const isPersonsSql = Prisma.sql`not exists (select from machine_read
  where machine_read.contact_id = event.contact_id and machine_read.event_id = event.id)`

type Read = { id: string; type: string; position: string | null; at: Date }

/** Looks at the last clicks of this mail, and takes them for a machine's where they are every link at once. */
export async function judgeReads(db: Db, mail: TrackedMail, now: Date): Promise<void> {
  const links = new Set(mail.links).size
  if (links < 2) return
  if (!isEveryLink(await findReads(db, mail, now), links)) return
  await inTransaction(db, async (tx) => {
    const { contactId, messageId, campaignId } = mail
    if (!(await lockContacts(tx, [contactId])).has(contactId)) return
    const reads = await findReads(tx, mail, now)
    if (!isEveryLink(reads, links)) return
    await saveJudgement(tx, contactId, reads, now)
    // By what was found, so that the same scan is told of once, and a click that comes later once more.
    const id = idFrom(MACHINE_FOUND, ...reads.map((read) => read.id).toSorted())
    const properties = { messageId, campaignId, reason: 'every_link' }
    await recordLocked(tx, [{ contactId, id, type: MACHINE_FOUND, occurredAt: now, source: 'mail', properties }], now)
  })
}

const isEveryLink = (reads: readonly Read[], links: number) =>
  new Set(reads.flatMap((read) => (read.type === 'mail.clicked' ? [read.position] : []))).size >=
  Math.min(links, ENOUGH_LINKS)

function findReads(db: Db, { contactId, messageId }: TrackedMail, now: Date): Promise<Read[]> {
  return db.$queryRaw<Read[]>(Prisma.sql`
    select id, type, properties ->> 'position' as position, occurred_at as at from event
    where contact_id = ${contactId}::uuid and type in ('mail.clicked', 'mail.opened')
      and properties ->> 'messageId' = ${messageId}
      and occurred_at > ${new Date(+now - WITHIN_MS)}::timestamptz and occurred_at <= ${now}::timestamptz`)
}

async function saveJudgement(tx: Transaction, contactId: string, reads: readonly Read[], now: Date): Promise<void> {
  const ids = listSql(
    reads.map((read) => read.id),
    'uuid',
  )
  await tx.$executeRaw(Prisma.sql`
    insert into machine_read (contact_id, event_id, reason, judged_at)
    select ${contactId}::uuid, id, 'every_link', ${now}::timestamptz from unnest(${ids}) as read (id)
    on conflict do nothing`)
}

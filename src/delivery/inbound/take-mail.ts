// Acts on a mail that came to us, and counts it. Of an answer the words are kept for whoever reads it; of any other mail
// nothing is: what follows from it stands in the ledger or in a hold, and the count says how many came of which kind.
import { heedComplaint, type LinkKey, type Silenced, stopByMail } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { noteBounce } from '../facts/note-bounce.ts'
import { takeReply } from '../replies/take-reply.ts'
import { type IncomingMail, judgeMail, type Verdict } from './judge-mail.ts'

/** The kind of the mail, or `unresolved`: it wanted something for somebody whom no token of ours names. */
export type MailOutcome = Verdict['kind'] | 'unresolved'

/** Acts on the mail and returns when what it stops cannot begin any more. May be repeated without harm; not in a transaction. */
export async function takeMail(db: Db, mail: IncomingMail, keys: readonly LinkKey[], now: Date): Promise<MailOutcome> {
  const verdict = judgeMail(mail, keys)
  const outcome = (await obey(db, verdict, mail, keys, now)) ? verdict.kind : 'unresolved'
  await countInbound(db, outcome, now)
  return outcome
}

export async function countInbound(db: Db, outcome: MailOutcome, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    insert into inbound_count (day, outcome, mails) values (${now}::timestamptz at time zone 'UTC', ${outcome}, 1)
    on conflict (day, outcome) do update set mails = inbound_count.mails + 1`)
}

/** False where it is about nobody whom we know. */
async function obey(
  db: Db,
  verdict: Verdict,
  mail: IncomingMail,
  keys: readonly LinkKey[],
  now: Date,
): Promise<boolean> {
  if (verdict.kind === 'reply') return takeReply(db, keys, mail, verdict.replied, now)
  if (verdict.kind === 'delivery_report')
    return verdict.returned !== undefined && noteBounce(db, verdict.returned, verdict.reports, now)
  if (!('token' in verdict)) return true
  const { kind, token } = verdict
  if (token === undefined) return false
  const silenced: Silenced | undefined =
    kind === 'complaint'
      ? await heedComplaint(db, keys, token, now)
      : await stopByMail(db, keys, { token, way: kind === 'opt_out' ? 'report' : 'mail' }, now)
  return silenced !== undefined
}

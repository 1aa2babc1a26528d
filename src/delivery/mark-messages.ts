// What became of claimed messages, written in sets. Each marking names the token of its claim, so that a worker that
// was given up for dead cannot overwrite what its successor knows.
import { type Db, listSql, Prisma } from '../platform/database.ts'

export type Outcome = { contactId: string; messageId: string; token: string } & (
  | { status: 'sent'; reply: string; toldSources?: readonly string[] }
  | { status: 'failed'; reason: 'render_failed' | 'gave_up'; reply: string }
  | { status: 'failed'; reason: 'rejected'; reply: string; isRecipient: boolean }
  /** Never begun: decided again at the next claim, as if it had not been claimed. */
  | { status: 'queued'; retryAfterMs: number; wasTried: boolean; isUncertain: boolean; reply: string }
)

/** Relays sometimes repeat the recipient in their answer; it must not reach a row or a log. */
export const withoutAddresses = (reply: string): string =>
  reply.replace(/[^\s<>@"']+@[^\s<>@"',;]+/g, '(address)').slice(0, 500)

/** Writes these outcomes, in contact order. */
export async function markMessages(db: Db, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const rows = [...outcomes].sort((a, b) => (a.contactId < b.contactId ? -1 : 1))
  const of = <T>(pick: (outcome: Outcome) => T) => rows.map(pick)
  await db.$executeRaw(Prisma.sql`
    update message set status = outcome.status, 
      reason = case outcome.status when 'sent' then message.reason else outcome.reason end, reply = outcome.reply,
      is_uncertain = message.is_uncertain or outcome.is_uncertain,
      attempts = message.attempts - case when outcome.was_tried then 0 else 1 end,
      not_before = clock_timestamp() + make_interval(secs => outcome.retry_after_ms / 1000.0),
      token = case when outcome.status = 'queued' then null else message.token end,
      start_by = case when outcome.status = 'queued' then null else start_by end,
      finished_at = case when outcome.status <> 'queued' then clock_timestamp() end
    from unnest(${listSql(
      of((o) => o.contactId),
      'uuid',
    )}, ${listSql(
      of((o) => o.messageId),
      'uuid',
    )},
      ${listSql(
        of((o) => o.token),
        'uuid',
      )}, ${listSql(
        of((o) => o.status),
        'text',
      )},
      ${listSql(
        of((o) => (o.status === 'failed' ? o.reason : null)),
        'text',
      )},
      ${listSql(
        of((o) => withoutAddresses(o.reply)),
        'text',
      )},
      ${listSql(
        of((o) => o.status === 'queued' && o.isUncertain),
        'boolean',
      )},
      ${listSql(
        of((o) => o.status !== 'queued' || o.wasTried),
        'boolean',
      )},
      ${listSql(
        of((o) => (o.status === 'queued' ? o.retryAfterMs : null)),
        'int',
      )})
      as outcome (contact_id, id, token, status, reason, reply, is_uncertain, was_tried, retry_after_ms)
    where message.contact_id = outcome.contact_id and message.id = outcome.id
      and message.token = outcome.token and message.status = 'started'`)
}

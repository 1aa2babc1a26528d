// Notices that a yes is about to end, as a fact that lets people into workflows, so that it can be renewed in time.
import { recordEvents } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { idFrom } from '../platform/index.ts'

/** People told of at once: their contacts are locked for that long. */
const CHUNK = 500
const DAY_MS = 86_400_000

type Ending = { contactId: string; expiresAt: Date; seq: number }
type Watch = { purposeId: string; channel: string; days: number }

/** Records what is about to end for each published workflow that waits for it. Answers how many facts were new. */
export async function findEndings(db: Db, now: Date, stopping?: AbortSignal): Promise<number> {
  const triggers = await db.$queryRaw<{ match: string }[]>(Prisma.sql`
    select distinct trigger.match from workflow_trigger trigger
    join workflow on workflow.id = trigger.workflow_id and workflow.status = 'published'
    where trigger.event_type = 'consent.ending'`)
  let total = 0
  for (const { match } of triggers) {
    const [purposeId = '', channel = '', days = ''] = match.split('/')
    for (let after = '00000000-0000-0000-0000-000000000000'; !stopping?.aborted; ) {
      const watch = { purposeId, channel, days: Number(days) }
      const endings = await findChunk(db, watch, after, now)
      const last = endings.at(-1)
      if (!last) break
      total += await recordEndings(db, endings, watch, now)
      after = last.contactId
    }
  }
  return total
}

async function findChunk(db: Db, { purposeId, channel, days }: Watch, after: string, now: Date): Promise<Ending[]> {
  return db.$queryRaw<Ending[]>(Prisma.sql`
    select state.contact_id as "contactId", state.expires_at as "expiresAt", state.seq from consent_state state
    where state.purpose_id = ${purposeId}::uuid and state.channel = ${channel} and state.state = 'given'
      and state.expires_at > ${now} and state.expires_at <= ${new Date(+now + days * DAY_MS)}
      and state.contact_id > ${after}::uuid
      and not exists (select from event where event.contact_id = state.contact_id and event.type = 'consent.ending'
        and event.properties ->> 'purposeId' = ${purposeId} and event.properties ->> 'channel' = ${channel}
        and event.properties ->> 'days' = ${String(days)} and (event.properties ->> 'seq')::int = state.seq)
    order by state.contact_id limit ${CHUNK}::int`)
}

/** The same yes ends once: its fact has the id that always belongs to it. */
async function recordEndings(db: Db, endings: readonly Ending[], watch: Watch, now: Date): Promise<number> {
  const fresh = await recordEvents(
    db,
    endings.map(({ contactId, expiresAt, seq }) => ({
      contactId,
      id: idFrom('consent.ending', contactId, watch.purposeId, watch.channel, String(watch.days), String(seq)),
      type: 'consent.ending',
      occurredAt: now,
      source: 'workflow',
      properties: { ...watch, days: String(watch.days), seq, expiresAt: expiresAt.toISOString() },
    })),
    now,
  )
  return fresh.length
}

// One call of a provider: proved to be theirs, acted upon once, noted. What is not proved changes nothing but the note that it came.
import { createHash } from 'node:crypto'
import type { LinkKey } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import type { MailOutcome } from '../inbound/take-mail.ts'
import { readMailgun } from './mailgun.ts'
import { findProof, type Proof, type Provider } from './manage-sources.ts'
import { readPostmark } from './postmark.ts'
import { CALL_MAX_AGE_MS, type ProviderCall } from './prove-call.ts'
import type { ProvenCall } from './provider-event.ts'
import { readSendGrid } from './sendgrid.ts'
import { type FetchText, readSns } from './sns.ts'
import { takeEvents } from './take-events.ts'

export type TakeCall = { kind: Provider; id: string; call: ProviderCall }
type Context = { keys: readonly LinkKey[]; secretKey: string; fetchText: FetchText; now: Date }

/** ms between notes that something was refused: whoever calls again and again writes no more than this often. */
const REFUSED_EVERY_MS = 60_000

/** What it was about, `repeated`, or undefined where it is not theirs. Throws where it is worth another try. */
export async function takeCall(
  db: Db,
  { kind, id, call }: TakeCall,
  { keys, secretKey, fetchText, now }: Context,
): Promise<readonly MailOutcome[] | 'repeated' | undefined> {
  const proof = await findProof(db, kind, id, secretKey)
  const proven = proof && (await prove(proof, call, fetchText, now))
  if (!proven) {
    await noteRefused(db, id, now)
    return undefined
  }
  const key = new Uint8Array(createHash('sha256').update(proven.key).digest())
  if (await db.returnSeen.findUnique({ where: { sourceId_key: { sourceId: id, key } } })) return 'repeated'
  const outcomes = await takeEvents(db, proven.events, keys, now)
  // Only now: a call that could not be acted upon is brought again. What is done twice meanwhile does no harm.
  await noteTaken(db, id, key, now)
  return outcomes
}

async function prove(
  { kind, topic, publicKey, secret }: Proof,
  call: ProviderCall,
  fetchText: FetchText,
  now: Date,
): Promise<ProvenCall | undefined> {
  switch (kind) {
    case 'ses':
      return readSns(call, topic, fetchText, now)
    case 'sendgrid':
      return readSendGrid(call, publicKey, now)
    case 'mailgun':
      return readMailgun(call, secret, now)
    case 'postmark':
      return readPostmark(call, secret)
  }
}

/** Calls are known for longer than one may be old; those of Postmark, which tell no time, for as long. */
async function noteTaken(db: Db, sourceId: string, key: Uint8Array<ArrayBuffer>, now: Date): Promise<void> {
  const forgotten = new Date(+now - 2 * CALL_MAX_AGE_MS)
  await db.$executeRaw(Prisma.sql`
    with forgotten as (
      delete from return_seen where source_id = ${sourceId}::uuid and at < ${forgotten}::timestamptz
    ), taken as (
      update return_source set last_taken_at = ${now}::timestamptz where id = ${sourceId}::uuid returning id
    )
    insert into return_seen (source_id, key, at) select id, ${key}, ${now}::timestamptz from taken
    on conflict do nothing`)
}

async function noteRefused(db: Db, id: string, now: Date): Promise<void> {
  const before = new Date(+now - REFUSED_EVERY_MS)
  await db.returnSource.updateMany({
    where: { id, OR: [{ lastRefusedAt: null }, { lastRefusedAt: { lt: before } }] },
    data: { lastRefusedAt: now },
  })
}

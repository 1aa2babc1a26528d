// The copy of everything (GDPR 15), or what may be taken elsewhere (GDPR 20), made from what is known now and kept nowhere:
// a stored copy would be one more place that an erasure could forget.
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { collectData } from '../capture/collect-data.ts'
import { addStep } from './add-step.ts'
import { lockRequest } from './lock-request.ts'
import { collectPortable, writeCsv } from './portable-data.ts'
import { renderCopy } from './render-copy.ts'
import { findMailing } from './tell-person.ts'
import type { RequestActor } from './words.ts'

export const COPY_FORMATS = ['html', 'json', 'csv'] as const
export type CopyFormat = (typeof COPY_FORMATS)[number]

/** A file for the person of this request, once it is known who asks. That it was made is written down. */
export async function copyData(
  db: Db,
  { id, format }: { id: string; format: CopyFormat },
  by: RequestActor,
  now: Date,
): Promise<{ filename: string; content: string }> {
  return inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['open', 'done'])
    const { kind, personId } = request
    const formats: Partial<Record<typeof kind, CopyFormat[]>> = {
      access: ['html', 'json'],
      portability: ['json', 'csv'],
    }
    if (!formats[kind]?.includes(format))
      throw new DomainError('invalid', 'A copy is HTML or JSON, what may be taken elsewhere is JSON or CSV.')
    await addStep(tx, request, { type: 'copied', at: now, by, detail: { format } })
    return { filename: `data.${format}`, content: await writeFile(tx, personId, { kind, format }, now) }
  })
}

async function writeFile(
  db: Db,
  personId: string,
  { kind, format }: { kind: string; format: CopyFormat },
  now: Date,
): Promise<string> {
  if (kind === 'portability') {
    const data = await collectPortable(db, personId, now)
    return format === 'csv' ? writeCsv(data) : JSON.stringify(data, null, 2)
  }
  const data = await collectData(db, personId, now)
  if (format === 'json') return JSON.stringify(data, null, 2)
  const mailing = await findMailing(db, personId)
  return renderCopy(data, mailing?.language ?? 'en', mailing?.brand.country ?? 'NO')
}

// The wash of this month in the demo: the list of Norway is made and answered. That of Sweden is left to whoever looks.
import { answerWash, findRegister, startWash } from '../consent/index.ts'
import type { PrismaClient } from '../platform/database.ts'

/** Of so many people on the list, one is reserved. */
const RESERVED_OF = 6

/** Does nothing where nobody needs it, or it was done. */
export async function washNumbers(db: PrismaClient, at: Date): Promise<void> {
  const register = findRegister('NO-reservasjon')
  const by = 'Ingrid Solbakk'
  if ((await db.wash.count({ where: { register: register.id, recordedAt: { not: null } } })) > 0) return
  const list = await startWash(db, { register, channel: 'phone', who: 'due', by }, at).catch(() => undefined)
  if (!list) return
  const rows = await db.washResult.findMany({ where: { washId: list.id }, orderBy: { contactId: 'asc' } })
  const references = rows.filter((_, index) => index % RESERVED_OF === 0).map((row) => row.reference)
  const file = Buffer.from(['reference', ...references, ''].join('\n'))
  const open = async function* () {
    yield file
  }
  const answer = { washId: list.id, holds: 'reserved', by, isTrial: false, fileName: 'svar.csv', open } as const
  await answerWash(db, answer, at)
}

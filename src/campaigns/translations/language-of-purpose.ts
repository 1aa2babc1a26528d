// In which language a sender writes.
import type { MailLanguage } from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import { brandLanguage } from '../templates/footer-words.ts'

/** The main language of a new campaign: what its sender writes, English where we do not know it. */
export async function languageOfPurpose(db: Db, purposeId: string): Promise<MailLanguage> {
  const purpose = await db.purpose.findUnique({ where: { id: purposeId }, select: { brand: true } })
  return brandLanguage(purpose?.brand.country ?? '')
}

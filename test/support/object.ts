// Somebody objects to everything, as the button on the preference page does it.
import { recordConsent } from '../../src/consent/index.ts'
import type { PrismaClient } from '../../src/platform/prisma/client.ts'
import { NOON } from './factories.ts'

export async function objectTo(db: PrismaClient, contactId: string, now = NOON): Promise<void> {
  const fact = { contactId, purposeId: null, channel: null, type: 'objected', occurredAt: now } as const
  await recordConsent(db, [{ ...fact, method: 'preference_page', actor: 'contact', textId: null, evidence: {} }], now)
}

// A mail that was sent to somebody, as the log holds it, by the names under which it may be told of.
import { makeLinkToken } from '../../src/consent/index.ts'
import type { LinkKey } from '../../src/consent/link-token.ts'
import { returnKey, returnPath, saveContent } from '../../src/delivery/index.ts'
import type { PrismaClient } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/id.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, NOON } from './factories.ts'

/** A purpose, and a mail that can be sent for it. */
export async function makeMailing(db: PrismaClient): Promise<{ purposeId: string; contentId: string }> {
  const brandId = (await makeBrand(db)).id
  const purposeId = (await makePurpose(db, { brandId })).id
  const contentId = await saveContent(db, {
    ...{ brandId, purposeId, subject: 'Hei', preheader: '', text: '{{ unsubscribe_url }}' },
    html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
  })
  return { purposeId, contentId }
}

/** Its return path, `source`, leads to in.vidjevik.example. `reply`: what the relay answered. */
export async function makeSentMessage(
  db: PrismaClient,
  {
    contentId,
    purposeId,
    key,
    reply = null,
  }: { contentId: string; purposeId: string; key: LinkKey; reply?: string | null },
) {
  const { id } = await makeContact(db)
  await db.identity.updateMany({ where: { contactId: id }, data: { createdAt: new Date(+NOON - 9 * DAY_MS) } })
  await grant(db, id, purposeId)
  const { value: address } = await db.identity.findFirstOrThrow({ where: { contactId: id, kind: 'email' } })
  const messageId = newId(NOON)
  await db.message.create({
    data: {
      ...{
        contactId: id,
        id: messageId,
        batchId: newId(),
        contentId,
        purposeId,
        channel: 'email',
        occasion: messageId,
      },
      ...{ status: 'sent', reason: 'given', ruleVersion: 'test', consentSeq: 1, reply },
      ...{ decidedAt: NOON, finishedAt: NOON, createdAt: NOON },
    },
  })
  return {
    ...{ id, address, messageId },
    source: returnPath(returnKey(key), { contactId: id, messageId }, 'in.vidjevik.example'),
    token: makeLinkToken(key, { contactId: id, purposeId, messageId }),
  }
}

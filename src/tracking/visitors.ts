// A visitor is somebody who said yes to being recognised in one browser, and who may have no name. The id is made here,
// after the yes, and is worth nothing without it.
import { randomUUID } from 'node:crypto'
import { type Grant, giveConsent, stopHandingOver, type Withdrawal, withdrawConsent } from '../consent/index.ts'
import { addressHash, lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'

/** What a visitor can say yes to in a browser. Each is asked for and kept on its own. */
export const VISITOR_KINDS = ['tracking', 'profiling'] as const
export type VisitorKind = (typeof VISITOR_KINDS)[number]

export type VisitorYes = {
  visitorId: string | undefined
  kinds: readonly VisitorKind[]
  language: string
  /** Page, locale, and what is kept of the browser: what shows how the yes was given. */
  evidence: Record<string, unknown>
}

/** Records a visitor's yes and answers with the visitor id, new unless the one given stands for a nameless visitor. */
export async function acceptVisitor(db: Db, yes: VisitorYes, now: Date): Promise<string | undefined> {
  return inTransaction(db, async (tx) => {
    const purposes = await findVisitorPurposes(tx, yes.kinds)
    if (!purposes.some((purpose) => purpose.kind === 'tracking')) return undefined
    const known = yes.visitorId === undefined ? undefined : await findVisitor(tx, yes.visitorId)
    const states = known
      ? await tx.consentState.findMany({ where: { contactId: known.contactId, channel: 'web' } })
      : []
    const isLowered = states.some((row) => row.state === 'withdrawn' || row.state === 'refused')
    // Whoever is known by name and has said no says yes again with their name, not with a browser that others may use.
    const isUsable = known !== undefined && !(isLowered && !known.isNameless)
    const visitorId = isUsable && yes.visitorId !== undefined ? yes.visitorId : randomUUID()
    const contactId = isUsable ? known.contactId : await makeNamelessContact(tx, visitorId, now)
    const missing = purposes.filter(
      (purpose) => !isUsable || !states.some((row) => row.purposeId === purpose.id && row.state === 'given'),
    )
    const grants = missing.map(
      (purpose): Grant => ({
        contactId,
        purposeId: purpose.id,
        channel: 'web',
        method: 'form',
        actor: 'contact',
        language: yes.language,
        occurredAt: now,
        evidence: yes.evidence,
      }),
    )
    await giveConsent(tx, grants, now)
    return visitorId
  })
}

/** Records a visitor's no to whatever they had said yes to here. Somebody unknown has nothing to take back. */
export async function refuseVisitor(
  db: Db,
  visitorId: string,
  evidence: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const known = await findVisitor(db, visitorId)
  if (!known) return
  const purposes = await findVisitorPurposes(db, VISITOR_KINDS)
  const given = await db.consentState.findMany({
    where: {
      contactId: known.contactId,
      channel: 'web',
      state: 'given',
      purposeId: { in: purposes.map((one) => one.id) },
    },
  })
  const withdrawals = given.map(
    ({ contactId, purposeId, channel }): Withdrawal => ({
      contactId,
      purposeId,
      channel,
      method: 'form',
      actor: 'contact',
      evidence,
    }),
  )
  if (withdrawals.length > 0) await withdrawConsent(db, withdrawals, now)
}

/** The browser of a known visitor says Sec-GPC: what they do is not looked at, and data is handed to nobody any more. */
export async function honourSignal(db: Db, visitorId: string, now: Date): Promise<void> {
  const known = await findVisitor(db, visitorId)
  if (!known) return
  await inTransaction(db, async (tx) => {
    await lockContacts(tx, [known.contactId])
    await stopHandingOver(tx, known.contactId, { ticked: [], evidence: { way: 'script' } }, now)
  })
}

/** The contact that a visitor id leads to, and whether nothing else is known of them. */
export async function findVisitor(db: Db, visitorId: string) {
  const identity = await db.identity.findFirst({
    where: { kind: 'visitor', value: visitorId, contact: { erasedAt: null } },
    include: { contact: { include: { identities: true } } },
  })
  if (!identity) return undefined
  return {
    contactId: identity.contactId,
    isNameless: identity.contact.identities.every((one) => one.kind === 'visitor'),
  }
}

/** The first purpose of each kind that is asked for on the web. */
async function findVisitorPurposes(db: Db, kinds: readonly VisitorKind[]) {
  const purposes = await db.purpose.findMany({
    where: { kind: { in: [...kinds] }, channels: { has: 'web' }, retiredAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  return kinds.flatMap((kind) => purposes.find((purpose) => purpose.kind === kind) ?? [])
}

async function makeNamelessContact(tx: Transaction, visitorId: string, now: Date): Promise<string> {
  const id = newId(now)
  await tx.contact.create({ data: { id, source: 'visitor', createdAt: now, updatedAt: now } })
  await tx.identity.create({ data: { contactId: id, kind: 'visitor', value: visitorId, createdAt: now } })
  await tx.addressKey.create({
    data: { kind: 'visitor', valueHash: Buffer.from(addressHash('visitor', visitorId), 'hex'), contactId: id },
  })
  return id
}

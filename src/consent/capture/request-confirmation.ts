// Asks the owner of an address whether a yes in their name is theirs: the ledger gets `requested`, and one mail with one
// link goes out for all that was ticked at once. Nothing may rest on it before the button behind that link is pressed.
import { lockContacts } from '../../contacts/index.ts'
import { Prisma, type Transaction } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { pickLanguage } from '../preferences/page-language.ts'
import { type ConsentFact, type ConsentRecord, recordConsent } from '../record-consent.ts'
import { composeConfirmation } from './confirmation-mail.ts'
import { sendServiceMail } from './service-mail.ts'

/** In ms. A link works this long; whoever comes later fills in the form again (28 days, as others have it). */
export const LINK_LIVES_MS = 28 * 86_400_000
/** In ms. Within this a form that is sent again sends no second mail (consent.md W7). */
const AGAIN_MS = 600_000
/** Mails to one person in a day: whoever types in a stranger's address must not fill their mailbox. */
const MOST_A_DAY = 3
const DAY_MS = 86_400_000

/**
 * Records these as requested and mails their links. Left out is what stands already, what was asked a moment ago, and
 * what the person has taken back: a form is no proof of who fills it in, and a pending question must not hide a no.
 */
export async function requestConfirmation(
  tx: Transaction,
  said: readonly ConsentFact[],
  now: Date,
): Promise<ConsentRecord> {
  const record: ConsentRecord = { recorded: [], heldBack: [], tooYoung: [] }
  if (said.length === 0) return record
  await lockContacts(
    tx,
    said.map((fact) => fact.contactId),
  )
  for (const contactId of new Set(said.map((fact) => fact.contactId))) {
    const facts = said.filter((fact) => fact.contactId === contactId)
    const standing = await findStanding(tx, contactId, now)
    const isNo = (fact: ConsentFact) => standing.isSilent || isAmong(standing.noes, fact)
    record.heldBack.push(...facts.filter(isNo))
    if (standing.mails >= MOST_A_DAY) continue
    const fresh = facts.filter(
      (fact) => !isNo(fact) && !isAmong(standing.yeses, fact) && !isAmong(standing.askedNow, fact),
    )
    const { recorded, tooYoung } = await recordConsent(tx, fresh, now)
    record.recorded.push(...recorded)
    record.tooYoung.push(...tooYoung)
    await mailLinks(tx, contactId, recorded, String(fresh[0]?.evidence.language ?? ''), now)
  }
  return record
}

type Place = { purposeId: string | null; channel: string | null }
type Standing = { isSilent: boolean; mails: number; yeses: Place[]; noes: Place[]; askedNow: Place[] }
const isAmong = (places: readonly Place[], { purposeId, channel }: Place) =>
  places.some((place) => place.purposeId === purposeId && place.channel === channel)

async function findStanding(tx: Transaction, contactId: string, now: Date): Promise<Standing> {
  const states = await tx.consentState.findMany({ where: { contactId } })
  const asked = await tx.optIn.findMany({ where: { contactId, askedAt: { gt: new Date(+now - DAY_MS) } } })
  const holds = await tx.consentHold.count({
    where: {
      contactId,
      liftedAt: null,
      // A suppressed address may be asked: only a yes that it confirms releases it, for that purpose (consent.md S8).
      kind: { in: ['objection', 'restriction', 'complaint', 'erasure'] },
    },
  })
  return {
    isSilent: holds > 0,
    mails: new Set(asked.map((row) => row.messageId)).size,
    yeses: states.filter(({ state, expiresAt }) => state === 'given' && (expiresAt === null || expiresAt > now)),
    noes: states.filter(({ state }) => state === 'withdrawn' || state === 'refused'),
    askedNow: asked.filter((row) => row.confirmedAt === null && +row.askedAt > +now - AGAIN_MS),
  }
}

type Asked = ConsentRecord['recorded'][number]
type Wanted = { brand_id: string; brand: string; country: string; purpose_id: string; name: string }

/** One mail for each sender, since a brand speaks only for itself. */
async function mailLinks(tx: Transaction, contactId: string, asked: readonly Asked[], wish: string, now: Date) {
  const texts = asked.flatMap((entry) => entry.textId ?? [])
  if (texts.length === 0) return
  const wanted = await tx.$queryRaw<Wanted[]>(Prisma.sql`
    select brand.id as brand_id, brand.name as brand, brand.country, purpose.id as purpose_id, text.name
    from purpose_text text join purpose on purpose.id = text.purpose_id join brand on brand.id = purpose.brand_id
    where text.id = any(${texts}::uuid[]) order by purpose.position, purpose.id`)
  for (const brandId of new Set(wanted.map((row) => row.brand_id))) {
    const ofBrand = wanted.filter((row) => row.brand_id === brandId)
    const [first] = ofBrand
    if (!first) continue
    const messageId = newId(now)
    const language = pickLanguage([wish], first.country)
    const names = [...new Set(ofBrand.map((row) => row.name))]
    await tx.optIn.createMany({
      data: asked.flatMap(({ purposeId, channel, textId, seq }) =>
        purposeId && channel && textId && ofBrand.some((row) => row.purpose_id === purposeId)
          ? [{ contactId, messageId, purposeId, channel, textId, seq, askedAt: now, expiresAt: laterBy(now) }]
          : [],
      ),
    })
    const mail = composeConfirmation({ language, brand: first.brand, names })
    await sendServiceMail(
      tx,
      { kind: 'confirmation', contactId, messageId, brandId, purposeId: first.purpose_id, ...mail },
      now,
    )
  }
}

const laterBy = (now: Date) => new Date(+now + LINK_LIVES_MS)

// Tells the person what became of their request: by a mail from here, or by whoever of staff has told them another way.
// Either is written down. A mail goes out like every other, decided in the moment of sending (service-mail.ts).
import type { Db, Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { sendServiceMail } from '../capture/service-mail.ts'
import type { PageBrand } from '../preferences/find-visitor.ts'
import { type PageLanguage, pickLanguage } from '../preferences/page-language.ts'
import { addStep } from './add-step.ts'
import type { RequestRow } from './lock-request.ts'
import { composeNews } from './request-mail.ts'
import type { RequestActor, ToldAbout, ToldBy } from './words.ts'

export type Mailing = {
  contactId: string
  purposeId: string
  brand: PageBrand
  language: PageLanguage
  /** Whether the person has an e-mail address that takes mail. */
  isReachable: boolean
}

/** Who would write to this person, in which language, and whether a mail can reach them. undefined without any sender. */
export async function findMailing(tx: Db, personId: string): Promise<Mailing | undefined> {
  const spoken = await tx.consentState.findMany({ where: { contactId: personId }, select: { purposeId: true } })
  const purposes = await tx.purpose.findMany({
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
    include: { brand: true },
  })
  const purpose = purposes.find(({ id }) => spoken.some((one) => one.purposeId === id)) ?? purposes[0]
  const person = await tx.contact.findUnique({
    where: { id: personId },
    include: {
      identities: { where: { kind: 'email', isPrimary: true } },
      consentHolds: {
        where: {
          kind: { in: ['bounce', 'complaint', 'suppression'] },
          liftedAt: null,
          OR: [{ channel: null }, { channel: 'email' }],
        },
      },
    },
  })
  if (!purpose || !person) return undefined
  return {
    contactId: personId,
    purposeId: purpose.id,
    brand: purpose.brand,
    language: pickLanguage([person.language], purpose.brand.country),
    isReachable: person.erasedAt === null && person.identities.length > 0 && person.consentHolds.length === 0,
  }
}

/** Tells the person, or writes down how they were told (`told`). Throws `invalid` where no mail can reach them. */
export async function tellPerson(
  tx: Transaction,
  request: RequestRow,
  about: ToldAbout,
  { told, by }: { told: Exclude<ToldBy, 'mail'> | undefined; by: RequestActor },
  now: Date,
): Promise<void> {
  if (told) return addStep(tx, request, { type: 'told', at: now, by, detail: { about, by: told } })
  const mailing = await findMailing(tx, request.personId)
  if (!mailing?.isReachable)
    throw new DomainError(
      'invalid',
      'No mail can reach this person, so tell them another way first. Then say here how they were told.',
    )
  const messageId = newId(now)
  await addStep(tx, request, { type: 'told', at: now, by, detail: { about, by: 'mail', messageId } })
  const wording = composeNews({ ...request, about }, mailing.language, mailing.brand)
  const { contactId, purposeId, brand } = mailing
  await sendServiceMail(tx, { kind: 'request', contactId, messageId, brandId: brand.id, purposeId, ...wording }, now)
}

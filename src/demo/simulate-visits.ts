// Invented visitors who sign up for visits by a form, confirm by mail or do not, ask for what the law gives them, and now
// and then complain. Everything by the use cases that real people meet, and marked as the simulator's where they write.
import {
  confirmOptIn,
  countSaidYes,
  countShown,
  giveConsent,
  heedComplaint,
  makeLinkToken,
  openRequest,
} from '../consent/index.ts'
import { saveContacts } from '../contacts/index.ts'
import { Prisma } from '../platform/database.ts'
import { admitEvents } from '../tracking/index.ts'
import { type Act, SOURCE } from './act.ts'
import { chanceOf } from './chance.ts'
import { inventPerson } from './invent-people.ts'
import { SITE_VISITS, VISIT_FORM_KEY } from './site-visits.ts'

/** Of those who open the form, so many send it. */
const SENDS = 0.6
/** Requests that wait at the same time; a demo that nobody looks at must not fill the desk. */
const MOST_REQUESTS = 6

/** Somebody opens the form for visits; most send it with a yes, which waits until they confirm it. */
export const signUpForVisits: Act = async (db, { now, random }) => {
  const purpose = await db.purpose.findUnique({ where: { key: SITE_VISITS.key } })
  const text = purpose && (await db.purposeText.findFirst({ where: { purposeId: purpose.id, language: 'nb' } }))
  if (!purpose || !text) return
  const served = { page: `/f/${VISIT_FORM_KEY}`, language: 'nb', textIds: [text.id] }
  await countShown(db, served, now)
  if (random() > SENDS) return
  const invented = inventPerson(chanceOf(`visit ${+now} ${random()}`), 0, now)
  const row = { ...invented, phone: undefined, language: 'nb' }
  const [saved] = await saveContacts(db, [row], { source: 'form' }, now)
  if (saved?.outcome !== 'created') return
  const { contactId } = saved
  const evidence = { form: VISIT_FORM_KEY, simulator: true }
  const said = { contactId, purposeId: purpose.id, channel: 'email', method: 'form', actor: 'contact' } as const
  await giveConsent(db, [{ ...said, language: 'nb', occurredAt: now, evidence }], now)
  await countSaidYes(db, served, now)
  const person = { kind: 'contact', value: contactId } as const
  const submitted = { person, type: 'form.submitted', occurredAt: now, properties: { formKey: VISIT_FORM_KEY } }
  await admitEvents(db, [submitted], SOURCE, now)
}

/** Somebody who was mailed a link presses its button. */
export const confirmByMail: Act = async (db, { now, random }) => {
  const open = await db.optIn.findMany({
    where: { confirmedAt: null, expiresAt: { gt: now } },
    orderBy: [{ askedAt: 'asc' }, { contactId: 'asc' }],
    take: 10,
  })
  const waiting = open[Math.floor(random() * open.length)]
  if (!waiting) return
  const { contactId, messageId } = waiting
  await confirmOptIn(db, { contactId, messageId, evidence: { page: '/y', simulator: true } }, now)
}

/** Somebody known asks what is known of them, unless enough requests wait. */
export const askUnderRights: Act = async (db, { now, random }) => {
  const waiting = await db.privacyRequest.count({ where: { status: { in: ['identity', 'open'] } } })
  if (waiting >= MOST_REQUESTS) return
  const [person] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from contact where erased_at is null and merged_into_id is null and first_name is not null
    order by md5(id::text || ${String(random())}) limit 1`)
  if (!person) return
  const words = 'Simulert besøkende: Hva vet dere om meg?'
  const request = { contactId: person.id, kind: 'access', cameBy: 'page', receivedAt: now, identityBy: 'code' } as const
  await openRequest(db, { ...request, words }, { actor: 'contact' }, now)
}

type Mailed = { contact_id: string; id: string; purpose_id: string }

/** Somebody tells their mailbox provider that our mail is unwanted; the report names it by the token of the mail. */
export const complain: Act = async (db, { now, random, linkKey }) => {
  const [mail] = await db.$queryRaw<Mailed[]>(Prisma.sql`
    select contact_id, id, purpose_id from message where status = 'sent' and reason = 'given'
      and finished_at > ${now}::timestamptz - interval '30 days'
    order by md5(id::text || ${String(random())}) limit 1`)
  if (!mail) return
  const token = { contactId: mail.contact_id, purposeId: mail.purpose_id, messageId: mail.id }
  await heedComplaint(db, [linkKey], makeLinkToken(linkKey, token), now)
}

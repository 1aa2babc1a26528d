// What the invented people answered to mails of the last days: what people write to a company that they know.
import { asksStop, keepReply } from '../delivery/index.ts'
import { Prisma, type Transaction } from '../platform/database.ts'
import type { Chance } from './chance.ts'
import { HOUR_MS } from './invent-people.ts'
import type { Period } from './live-period.ts'

type Mailed = {
  contact_id: string
  id: string
  subject: string
  at: Date
  email: string
  first_name: string | null
  last_name: string | null
  language: string | null
}

/** Of a thousand who got a mail, so many answer. */
const ANSWERS_OF_1000 = 70
/** Most answer soon, some after days. */
const SLOWEST_HOURS = 400
const READ_AFTER_HOURS = 60
const DONE_AFTER_HOURS = 200
const ANSWERS = {
  nb: [
    'Takk for denne. Vi skal bytte ventilasjon i to bygg til våren. Kan dere ringe meg etter klokka 10 på torsdag?',
    'Hei! Tallene ser bra ut, men gjelder de også for bygg fra før 1980? Vårt er fra 1968.',
    'Jeg har sluttet i driftsavdelingen. Skriv heller til den som har overtatt, vaktmester Lien.',
    'Spennende. Har dere noe om hva det koster å drive anlegget etter at det er satt inn?',
    'Dette var nyttig, takk.',
    'Vi har et avtrekk fra storkjøkken med mye fett. Går det å hente varme fra det?',
    'Har dere noen i Bodø vi kan snakke med?',
  ],
  sv: [
    'Tack för guiden. Vi har tre fastigheter i Sundsvall, räknar ni på dem tillsammans eller var för sig?',
    'Vem hos er kan visa en anläggning som är i drift? Vi kommer gärna på besök.',
  ],
  da: ['Tak for tallene. Hvor lang tid tager det at sætte anlægget ind i et kontor på 4.000 m²?'],
  en: ['Thanks. Do you also work outside Norway? We look after two buildings in Riga.'],
}

/** What a person has to decide. Only of late: nobody lets such a wish lie. */
const WISHES = {
  nb: 'Kan dere være så snille å melde meg av denne listen? Jeg får det samme to ganger.',
  sv: 'Jag vill inte ha fler mejl, tack. Vi hyr bara lokalen.',
}
const WISHES_WITHIN_HOURS = 100

/** Keeps the answers that came in this period. */
export async function answerMails(tx: Transaction, chance: Chance, period: Period, now: Date): Promise<void> {
  const mails = await tx.$queryRaw<Mailed[]>(Prisma.sql`
    select message.contact_id, message.id, content.subject, message.decided_at as at, identity.value as email,
      contact.first_name, contact.last_name, contact.language
    from message join message_content content on content.id = message.content_id and content.channel = 'email'
    join contact on contact.id = message.contact_id
    join identity on identity.contact_id = message.contact_id and identity.kind = 'email' and identity.is_primary
    where message.status = 'sent' and message.decided_at >= ${new Date(+period.from - (SLOWEST_HOURS + 1) * HOUR_MS)}::timestamptz
      and message.decided_at <= ${period.to}::timestamptz
    order by message.decided_at, identity.value`)
  for (const { contact_id: contactId, id: messageId, subject, at, email, language, ...name } of mails) {
    if (chance('answers', email, subject) * 1000 >= ANSWERS_OF_1000) continue
    const repliedAt = new Date(+at + (0.2 + chance('after', email) ** 2 * SLOWEST_HOURS) * HOUR_MS)
    if (repliedAt <= period.from || repliedAt > period.to) continue
    const texts = language === 'sv' || language === 'da' || language === 'en' ? ANSWERS[language] : ANSWERS.nb
    const isLate = +now - +repliedAt < WISHES_WITHIN_HOURS * HOUR_MS
    const drawn = chance('what', email, subject)
    const wish = isLate && drawn < 0.3 ? WISHES[language === 'sv' ? 'sv' : 'nb'] : undefined
    const text = wish ?? texts[Math.floor(drawn * texts.length)] ?? ''
    const reply = {
      contactId,
      channel: 'email',
      messageId,
      key: `${subject} ${email}`,
      text,
      wish: asksStop(text),
    } as const
    const who = { fromName: [name.first_name, name.last_name].filter(Boolean).join(' '), fromAddress: email }
    await keepReply(tx, { ...reply, ...who, subject: `Re: ${subject}` }, repliedAt)
  }
  // What came some days ago has been read, and in time is done, unless it asks for what only a person decides.
  const before = (hours: number) => ({ lt: new Date(+period.to - hours * HOUR_MS) })
  await tx.reply.updateMany({
    where: { receivedAt: before(READ_AFTER_HOURS), openedAt: null },
    data: { openedAt: period.to },
  })
  await tx.reply.updateMany({
    where: { receivedAt: before(DONE_AFTER_HOURS), doneAt: null, wish: 'no' },
    data: { doneAt: period.to, doneByName: 'Ingrid Solbakk' },
  })
}

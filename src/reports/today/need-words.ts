// What needs somebody, said: a title, a line, one action. A number in brackets leads to its people, as the app reads it.
import { sayLinkFault } from '../../campaigns/index.ts'
import type { RequestKind } from '../../consent/index.ts'
import type { Language } from '../../segments/index.ts'
import type { NeedFact } from './find-needs.ts'

export type Said = { title: string; detail: string | null; action: { label: string; to: string } }

type Ends = Extract<NeedFact, { kind: 'ends' }>
const endsPeople = ({ purposeId, channel }: Ends) =>
  `people:/purposes/${purposeId}/people?state=ends&channel=${channel}`

type Format = { day: (at: Date) => string; number: (count: number) => string }

/** Formats for a reader's language, in the time zone of the company. */
export function formatsOf(language: Language, timeZone: string): Format {
  const locale = language === 'nb' ? 'nb-NO' : 'en-GB'
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone })
  const number = new Intl.NumberFormat(locale)
  return { day: (at) => day.format(at), number: (count) => number.format(count) }
}

/** Says a need in English or Norwegian, as it is at this moment. */
export function sayNeed(need: NeedFact, language: Language, format: Format, at: Date): Said {
  return language === 'nb' ? sayNorwegian(need, format, at) : sayEnglish(need, format, at)
}

function sayEnglish(need: NeedFact, { day, number }: Format, at: Date): Said {
  switch (need.kind) {
    case 'proof':
      return {
        title:
          need.sentWithoutYes > 0
            ? `${number(need.sentWithoutYes)} ${need.sentWithoutYes === 1 ? 'message has' : 'messages have'} no yes behind them`
            : 'The ledger does not hold',
        detail: `Found on ${day(need.checkedAt)}. Stop sending until it is explained.`,
        action: { label: 'Open the proofs', to: '/privacy' },
      }
    case 'ends': {
      const one = need.people === 1
      const isOneDay = day(need.firstAt) === day(need.lastAt)
      const first = isOneDay ? '' : ` The first ends on ${day(need.firstAt)}.`
      return {
        title: `[${number(need.people)}](${endsPeople(need)}) ${one ? 'person’s' : 'people’s'} yes to ${need.purpose} runs out ${isOneDay ? 'on' : 'by'} ${day(need.lastAt)}`,
        detail: `After that ${one ? 'it is a no' : 'each of them is a no'}. You may still ask ${one ? 'for' : 'them for'} a new yes.${first}`,
        action: { label: 'Open purposes', to: '/purposes' },
      }
    }
    case 'draft':
      return {
        title: `“${need.name}” waits for its forecast`,
        detail: `A draft for ${need.purpose}, to ${need.segment}.`,
        action: { label: 'Open forecast', to: `/campaigns/${need.id}/forecast` },
      }
    case 'approval':
      return {
        title: `“${need.name}” waits for a second person`,
        detail: `${need.authors.length > 0 ? `Written by ${need.authors.join(', ')}. ` : ''}It goes out when somebody else has approved the words.`,
        action: { label: 'Read it', to: `/campaigns/${need.id}/message` },
      }
    case 'fault':
      return {
        title: `“${need.name}” could not begin`,
        detail: need.fault,
        action: { label: 'Open campaign', to: `/campaigns/${need.id}` },
      }
    case 'unstoppable':
      return {
        title:
          need.mails === 1
            ? `“${need.name}” cannot be stopped by its readers`
            : `The mails of ${number(need.mails)} campaigns cannot be stopped by their readers`,
        detail: `${sayLinkFault(need.fault, need.detail, 'en')}${need.isPaused ? ' Until that works it is paused.' : ''}`,
        action: { label: 'Open campaign', to: `/campaigns/${need.id}` },
      }
    case 'paused':
      return {
        title: `“${need.name}” is paused`,
        detail: `${number(need.waiting)} ${need.waiting === 1 ? 'mail waits' : 'mails wait'} in line.`,
        action: { label: 'Open campaign', to: `/campaigns/${need.id}` },
      }
    case 'parked':
      return {
        title: `${number(need.people)} ${need.people === 1 ? 'person stands' : 'people stand'} still in “${need.name}”`,
        detail: need.reason,
        action: { label: 'Open workflow', to: `/workflows/${need.id}` },
      }
    case 'overdue':
      return {
        title: `${number(need.leads)} ${need.leads === 1 ? 'lead waits' : 'leads wait'} past the time for an answer`,
        detail: `The first answer was due on ${day(need.since)}.`,
        action: { label: 'See the leads', to: '/leads' },
      }
    case 'sent_back':
      return {
        title: `Sales sent back ${number(need.leads)} of ${number(need.of)} leads for the same reason: ${REASONS[need.reason]?.en ?? need.reason}`,
        detail: 'In the last 30 days. Look at what gives the points.',
        action: { label: 'See the ranking', to: '/ranking' },
      }
    case 'import':
      return {
        title:
          need.heldBack > 0
            ? `${number(need.heldBack)} of ${number(need.rows)} rows of “${need.fileName}” were held back`
            : `${number(need.refused)} of ${number(need.rows)} rows of “${need.fileName}” were not taken`,
        detail:
          need.heldBack > 0
            ? 'These people have said no here before, and no setting changes that.'
            : 'The report says why, row by row.',
        action: { label: 'See the report', to: `/contacts/imports/${need.id}` },
      }
    case 'unwashed': {
      const act = need.channel === 'phone' ? 'called' : 'written to'
      return {
        title: `${number(need.people)} ${need.people === 1 ? 'person' : 'people'} may not be ${act} before they are washed`,
        detail: `${need.register}: ${need.lastAt ? `last washed on ${day(need.lastAt)}` : 'nobody has been washed yet'}.`,
        action: { label: 'Open registers', to: '/registers' },
      }
    }
    case 'failed':
      return {
        title: `${number(need.messages)} ${need.messages === 1 ? 'mail' : 'mails'} did not get through`,
        detail: 'They were allowed, and the relay or the template refused them.',
        action: { label: 'See the messages', to: '/messages?status=failed' },
      }
    case 'request': {
      const isLate = need.dueAt <= at
      return {
        title: `${ASKS.en[need.asks]} for ${need.name ?? 'somebody without a name'} ${isLate ? 'was' : 'is'} due on ${day(need.dueAt)}`,
        detail: need.isKnown ? 'It is known who asks; carry it out.' : 'It is not known yet who asks.',
        action: { label: 'Open request', to: `/privacy/requests/${need.id}` },
      }
    }
    default:
      return need satisfies never
  }
}

function sayNorwegian(need: NeedFact, { day, number }: Format, at: Date): Said {
  switch (need.kind) {
    case 'proof':
      return {
        title:
          need.sentWithoutYes > 0
            ? `${number(need.sentWithoutYes)} ${need.sentWithoutYes === 1 ? 'melding' : 'meldinger'} har ikke noe ja bak seg`
            : 'Loggen over samtykker henger ikke sammen',
        detail: `Funnet ${day(need.checkedAt)}. Stans sendingen til det er forklart.`,
        action: { label: 'Åpne bevisene', to: '/privacy' },
      }
    case 'ends': {
      const one = need.people === 1
      const isOneDay = day(need.firstAt) === day(need.lastAt)
      const first = isOneDay ? '' : ` Det første går ut ${day(need.firstAt)}.`
      return {
        title: `[${number(need.people)}](${endsPeople(need)}) ${one ? 'persons' : 'personers'} ja til ${need.purpose} går ut ${isOneDay ? '' : 'innen '}${day(need.lastAt)}`,
        detail: `Etter det er svaret nei. Du kan fortsatt be om et nytt ja.${first}`,
        action: { label: 'Åpne formål', to: '/purposes' },
      }
    }
    case 'draft':
      return {
        title: `«${need.name}» venter på prognosen sin`,
        detail: `Et utkast for ${need.purpose}, til ${need.segment}.`,
        action: { label: 'Åpne prognosen', to: `/campaigns/${need.id}/forecast` },
      }
    case 'approval':
      return {
        title: `«${need.name}» venter på en person til`,
        detail: `${need.authors.length > 0 ? `Skrevet av ${need.authors.join(', ')}. ` : ''}Den går ut når en annen har godkjent ordene.`,
        action: { label: 'Les den', to: `/campaigns/${need.id}/message` },
      }
    case 'fault':
      return {
        title: `«${need.name}» kunne ikke begynne`,
        detail: need.fault,
        action: { label: 'Åpne kampanjen', to: `/campaigns/${need.id}` },
      }
    case 'unstoppable':
      return {
        title:
          need.mails === 1
            ? `«${need.name}» kan ikke stanses av mottakerne`
            : `E-posten i ${number(need.mails)} kampanjer kan ikke stanses av mottakerne`,
        detail: `${sayLinkFault(need.fault, need.detail, 'nb')}${need.isPaused ? ' Den er satt på pause til det virker.' : ''}`,
        action: { label: 'Åpne kampanjen', to: `/campaigns/${need.id}` },
      }
    case 'paused':
      return {
        title: `«${need.name}» er satt på pause`,
        detail: `${number(need.waiting)} e-post venter i kø.`,
        action: { label: 'Åpne kampanjen', to: `/campaigns/${need.id}` },
      }
    case 'parked':
      return {
        title: `${number(need.people)} ${need.people === 1 ? 'person' : 'personer'} står stille i «${need.name}»`,
        detail: need.reason,
        action: { label: 'Åpne arbeidsflyten', to: `/workflows/${need.id}` },
      }
    case 'overdue':
      return {
        title: `${number(need.leads)} ${need.leads === 1 ? 'lead har' : 'leads har'} ventet for lenge på svar`,
        detail: `Det første svaret skulle vært gitt ${day(need.since)}.`,
        action: { label: 'Se leads', to: '/leads' },
      }
    case 'sent_back':
      return {
        title: `Salg sendte tilbake ${number(need.leads)} av ${number(need.of)} leads av samme grunn: ${REASONS[need.reason]?.nb ?? need.reason}`,
        detail: 'De siste 30 dagene. Se på hva som gir poengene.',
        action: { label: 'Se rangeringen', to: '/ranking' },
      }
    case 'import':
      return {
        title:
          need.heldBack > 0
            ? `${number(need.heldBack)} av ${number(need.rows)} rader i «${need.fileName}» er holdt tilbake`
            : `${number(need.refused)} av ${number(need.rows)} rader i «${need.fileName}» ble ikke tatt inn`,
        detail:
          need.heldBack > 0
            ? 'Disse har sagt nei her før, og ingen innstilling endrer det.'
            : 'Rapporten sier hvorfor, rad for rad.',
        action: { label: 'Se rapporten', to: `/contacts/imports/${need.id}` },
      }
    case 'unwashed':
      return {
        title: `${number(need.people)} ${need.people === 1 ? 'person kan' : 'personer kan'} ikke ${need.channel === 'phone' ? 'ringes' : 'få brev'} før de er vasket`,
        detail: `${need.register}: ${need.lastAt ? `sist vasket ${day(need.lastAt)}` : 'ingen er vasket ennå'}.`,
        action: { label: 'Åpne registre', to: '/registers' },
      }
    case 'failed':
      return {
        title: `${number(need.messages)} e-post kom ikke fram`,
        detail: 'De hadde lov til å gå, men ble avvist av e-postserveren eller malen.',
        action: { label: 'Se meldingene', to: '/messages?status=failed' },
      }
    case 'request': {
      const isLate = need.dueAt <= at
      return {
        title: `${ASKS.nb[need.asks]} for ${need.name ?? 'en uten navn'} ${isLate ? 'hadde' : 'har'} frist ${day(need.dueAt)}`,
        detail: need.isKnown ? 'Det er kjent hvem som spør; gjør det.' : 'Det er ikke kjent ennå hvem som spør.',
        action: { label: 'Åpne kravet', to: `/privacy/requests/${need.id}` },
      }
    }
    default:
      return need satisfies never
  }
}

/** The six reasons of sales, as words within a sentence. */
const REASONS: Record<string, Record<Language, string>> = {
  no_project: { en: 'no project', nb: 'ikke noe prosjekt' },
  wrong_person: { en: 'wrong person', nb: 'feil person' },
  no_budget: { en: 'no budget', nb: 'ikke noe budsjett' },
  bad_timing: { en: 'bad timing', nb: 'feil tidspunkt' },
  chose_competitor: { en: 'a competitor was chosen', nb: 'valgte en konkurrent' },
  not_a_fit: { en: 'not a fit', nb: 'passer ikke' },
}

/** What a request is for, at the beginning of a sentence. */
const ASKS: Record<Language, Record<RequestKind, string>> = {
  en: {
    access: 'A copy of all data',
    portability: 'Data to take elsewhere',
    rectification: 'A correction',
    erasure: 'Erasure',
    restriction: 'Restriction',
    objection: 'An objection to marketing',
  },
  nb: {
    access: 'En kopi av alt',
    portability: 'Opplysninger å ta med seg',
    rectification: 'Retting',
    erasure: 'Sletting',
    restriction: 'Begrensning',
    objection: 'Protest mot markedsføring',
  },
}

// Why an address is stopped, and how it is opened again.
import type { DecisionLanguage } from './decision-words.ts'

type Words = {
  complaint: { why: string; next: string }
  suppression: { why: string; next: string }
  bounce: {
    /** By the reason that a report gave; for any other, `other`. */
    why: Record<string, string> & { other: string }
    next: string
    nextOn: (day: string) => string
  }
}

export const STOPPED_WORDS: Record<DecisionLanguage, Words> = {
  en: {
    complaint: {
      why: 'A mailbox provider told us that the person called our mail unwanted.',
      next: 'Nobody here can open it again.',
    },
    suppression: {
      why: 'The address must not be written to.',
      next: 'Only a yes that is confirmed from the address opens it, and only for its purpose.',
    },
    bounce: {
      why: {
        no_mailbox: 'A mail came back: there is no such mailbox.',
        no_number: 'An SMS did not arrive: there is no such mobile number.',
        no_domain: 'A mail came back: there is no such domain.',
        moved: 'A mail came back: the person has moved.',
        accepts_no_mail: 'A mail came back: the domain takes no mail.',
        mailbox_full: 'Mail came back on several days: the mailbox is full.',
        mailbox_disabled: 'Mail came back on several days: the mailbox is closed for now.',
        unreachable: 'Mail came back on several days: the server could not be reached.',
        busy: 'Mail came back on several days: the server was too busy.',
        server_fault: 'Mail came back on several days: a fault at the server.',
        other: 'Mail came back.',
      },
      next: 'It opens once the address is corrected, which is a request for correction.',
      nextOn: (day) => `It opens by itself on ${day}, or once the address is corrected.`,
    },
  },
  nb: {
    complaint: {
      why: 'En postleverandør har meldt at personen kalte e-posten vår uønsket.',
      next: 'Ingen her kan åpne den igjen.',
    },
    suppression: {
      why: 'Adressen skal ikke skrives til.',
      next: 'Bare et ja som bekreftes fra adressen, åpner den, og bare for formålet sitt.',
    },
    bounce: {
      why: {
        no_mailbox: 'En e-post kom tilbake: Postkassen finnes ikke.',
        no_number: 'En SMS kom ikke fram: Mobilnummeret finnes ikke.',
        no_domain: 'En e-post kom tilbake: Domenet finnes ikke.',
        moved: 'En e-post kom tilbake: Personen har flyttet.',
        accepts_no_mail: 'En e-post kom tilbake: Domenet tar ikke imot e-post.',
        mailbox_full: 'E-post kom tilbake flere dager: Postkassen er full.',
        mailbox_disabled: 'E-post kom tilbake flere dager: Postkassen er stengt for tiden.',
        unreachable: 'E-post kom tilbake flere dager: Tjeneren var ikke å nå.',
        busy: 'E-post kom tilbake flere dager: Tjeneren hadde det for travelt.',
        server_fault: 'E-post kom tilbake flere dager: feil hos tjeneren.',
        other: 'E-post kom tilbake.',
      },
      next: 'Den åpnes når adressen er rettet, og det gjøres som en henvendelse om retting.',
      nextOn: (day) => `Den åpnes av seg selv ${day}, eller når adressen er rettet.`,
    },
  },
}

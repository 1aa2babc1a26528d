// What the page says that checks whether mailbox providers believe a sender: what was found, and what to do about each.
type Said = { says: (about: string) => string; mend?: (about: string) => string }

const en = {
  title: 'Will it arrive?',
  senders: 'Senders',
  what: 'The check of this sender',
  link: 'Will it arrive? Check what mailbox providers ask for',
  below: (domain: string) =>
    `What Gmail, Yahoo and Outlook.com ask of mail from ${domain}, looked up in DNS now. Without it mail is filtered or refused.`,
  allGood: 'Everything that providers ask for is in order',
  toMend: (number: string, isOne: boolean) => `${number} ${isOne ? 'thing' : 'things'} to mend before you send`,
  toLook: (number: string, isOne: boolean) =>
    `Nothing is wrong, and ${number} ${isOne ? 'thing is' : 'things are'} for you to look at`,
  again: 'Check again',
  askedBy: 'Asked for by',
  states: { good: 'In order', mend: 'To mend', look: 'Look at it', unknown: 'Not known' },
  records: 'Records to publish',
  recordsDetail: 'Add each as a TXT record where the domain is managed. It may take an hour until everybody sees it.',
  checks: {
    dkim: 'Signature (DKIM)',
    spf: 'Permitted servers (SPF)',
    dmarc: 'Policy (DMARC)',
    alignment: 'One sender throughout',
    one_click: 'Unsubscribe in one click',
    reply: 'An address that answers',
    relay: 'The name of the mail server',
    complaints: 'Complaints',
  },
  codes: {
    dkim_good: { says: (about) => `The keys stand in DNS, and every mail is signed with them: ${about}.` },
    dkim_none: {
      says: (about) => `Assent has no key for ${about}, so mails leave it unsigned.`,
      mend: (about) =>
        `Make keys with npm run assent -- make-dkim-keys ${about} and publish what it prints, or make sure that your relay signs for this domain.`,
    },
    dkim_missing: {
      says: (about) => `There is no key at ${about}, so nobody can check the signature.`,
      mend: () => 'Publish the record below.',
    },
    dkim_differs: {
      says: (about) => `Another key stands at ${about} than mails are signed with.`,
      mend: () => 'Replace it by the record below, as the only one under that name.',
    },
    spf_good: { says: (about) => `${about} says which servers may send for it, and no to all others.` },
    spf_none: {
      says: (about) => `${about} does not say which servers may send for it.`,
      mend: () =>
        'Publish one TXT record that begins with v=spf1, names your relay as it asks you to, and ends in ~all.',
    },
    spf_many: {
      says: (about) => `${about} has more than one SPF record. Providers then go by none.`,
      mend: () => 'Put what they name into one record, and remove the others.',
    },
    spf_open: {
      says: (about) => `The SPF record of ${about} does not end in a no to all other servers.`,
      mend: () => 'Let it end in ~all or -all.',
    },
    spf_lookups: {
      says: (about) => `The SPF record of ${about} leads to more than ten questions. Providers then go by none.`,
      mend: () => 'Remove services that no longer send for you.',
    },
    dmarc_good: { says: (about) => `There is a policy, with somebody who reads its reports: ${about}.` },
    dmarc_none: {
      says: (about) => `There is no valid policy at ${about}.`,
      mend: () => 'Publish the record below. It asks for nothing yet, which is enough to begin with.',
    },
    dmarc_many: {
      says: (about) => `There is more than one policy at ${about}. Providers then go by none.`,
      mend: () => 'Keep one of them.',
    },
    dmarc_no_reports: {
      says: (about) => `The policy at ${about} names nobody who gets the reports.`,
      mend: () => 'Add rua=mailto: with an address that somebody reads: the reports show who else sends in your name.',
    },
    aligned: { says: (about) => `What readers see as the sender is what is vouched for, by ${about}.` },
    not_aligned: {
      says: (about) => `Neither signature nor return path (${about}) belong to the domain that readers see.`,
      mend: () => 'Make keys for the domain of the sender, or choose a return path below the same domain.',
    },
    one_click_good: { says: (about) => `Every mail carries it, and it leads to ${about}.` },
    one_click_insecure: {
      says: (about) => `It leads to ${about}, and providers follow only addresses that begin with https.`,
      mend: () => 'Set PUBLIC_URL to an address that begins with https.',
    },
    reply_good: { says: (about) => `${about} takes mail, so people can answer.` },
    reply_nowhere: {
      says: (about) => `${about} takes no mail, so answers are lost.`,
      mend: () => 'Give the domain an MX record, or choose a sender whose domain has one.',
    },
    relay_good: { says: (about) => `${about} has a name that leads back to its address.` },
    relay_nameless: {
      says: (about) => `The address of ${about} has no name that leads back to it.`,
      mend: () =>
        'Ask whoever runs it to set its reverse name (PTR). Where another machine hands mail over to providers, only that one counts.',
    },
    relay_local: {
      says: (about) => `Mail is handed to ${about} on this machine. What it does from there cannot be seen from here.`,
      mend: () => 'See to it that its address has a name that leads back to it.',
    },
    relay_unset: {
      says: () => 'No relay is set, so no mail leaves this installation.',
      mend: () => 'Write the address of your relay into SMTP_URL.',
    },
    complaints_good: { says: (about) => `${about} of mails in the last 30 days. Google asks for less than 0.1 %.` },
    complaints_near: {
      says: (about) => `${about} of mails in the last 30 days. Google asks for less than 0.1 %.`,
      mend: () => 'Write more rarely, or only to those who open and click. From 0.3 % mail is refused.',
    },
    complaints_over: {
      says: (about) => `${about} of mails in the last 30 days. From 0.3 % Google and Yahoo refuse mail.`,
      mend: () => 'Stop what is scheduled, and begin again with those who said yes most recently.',
    },
    complaints_unheard: {
      says: () => 'Nobody tells Assent who complains.',
      mend: () => 'Set INBOUND_DOMAIN and INBOUND_PORT, and have providers send their reports to feedback@ there.',
    },
    dns_silent: {
      says: (about) => `DNS did not answer when asked for ${about}.`,
      mend: () => 'Check again in a while.',
    },
  } satisfies Record<string, Said> as Record<string, Said>,
}

const nb: typeof en = {
  title: 'Kommer den fram?',
  senders: 'Avsendere',
  what: 'Kontrollen av denne avsenderen',
  link: 'Kommer den fram? Se etter det e-posttjenestene krever',
  below: (domain) =>
    `Det Gmail, Yahoo og Outlook.com krever av e-post fra ${domain}, slått opp i DNS nå. Uten det blir e-post filtrert eller avvist.`,
  allGood: 'Alt det e-posttjenestene krever, er i orden',
  toMend: (number) => `${number} ting å rette før du sender`,
  toLook: (number) => `Ingenting er galt, og ${number} ting bør du se på`,
  again: 'Kontroller på nytt',
  askedBy: 'Kreves av',
  states: { good: 'I orden', mend: 'Må rettes', look: 'Se på det', unknown: 'Ikke kjent' },
  records: 'Poster som skal publiseres',
  recordsDetail: 'Legg inn hver av dem som en TXT-post der domenet administreres. Det kan ta en time før alle ser den.',
  checks: {
    dkim: 'Signatur (DKIM)',
    spf: 'Tillatte servere (SPF)',
    dmarc: 'Retningslinje (DMARC)',
    alignment: 'Samme avsender hele veien',
    one_click: 'Avmelding med ett klikk',
    reply: 'En adresse som svarer',
    relay: 'Navnet på e-postserveren',
    complaints: 'Klager',
  },
  codes: {
    dkim_good: { says: (about) => `Nøklene står i DNS, og hver e-post er signert med dem: ${about}.` },
    dkim_none: {
      says: (about) => `Assent har ingen nøkkel for ${about}, så e-post går herfra uten signatur.`,
      mend: (about) =>
        `Lag nøkler med npm run assent -- make-dkim-keys ${about} og publiser det den skriver ut, eller sørg for at e-postserveren din signerer for dette domenet.`,
    },
    dkim_missing: {
      says: (about) => `Det står ingen nøkkel under ${about}, så ingen kan kontrollere signaturen.`,
      mend: () => 'Publiser posten nedenfor.',
    },
    dkim_differs: {
      says: (about) => `Under ${about} står en annen nøkkel enn den e-post signeres med.`,
      mend: () => 'Bytt den ut med posten nedenfor, som den eneste under det navnet.',
    },
    spf_good: { says: (about) => `${about} sier hvilke servere som kan sende for det, og nei til alle andre.` },
    spf_none: {
      says: (about) => `${about} sier ikke hvilke servere som kan sende for det.`,
      mend: () =>
        'Publiser én TXT-post som begynner med v=spf1, nevner e-postserveren din slik den ber om, og slutter med ~all.',
    },
    spf_many: {
      says: (about) => `${about} har mer enn én SPF-post. Da ser tjenestene bort fra alle.`,
      mend: () => 'Samle det de nevner i én post, og fjern de andre.',
    },
    spf_open: {
      says: (about) => `SPF-posten til ${about} slutter ikke med et nei til alle andre servere.`,
      mend: () => 'La den slutte med ~all eller -all.',
    },
    spf_lookups: {
      says: (about) => `SPF-posten til ${about} fører til mer enn ti oppslag. Da ser tjenestene bort fra den.`,
      mend: () => 'Fjern tjenester som ikke lenger sender for dere.',
    },
    dmarc_good: { says: (about) => `Det finnes en retningslinje, og noen som får rapportene: ${about}.` },
    dmarc_none: {
      says: (about) => `Det finnes ingen gyldig retningslinje under ${about}.`,
      mend: () => 'Publiser posten nedenfor. Den krever ingenting ennå, og det holder til å begynne med.',
    },
    dmarc_many: {
      says: (about) => `Det finnes mer enn én retningslinje under ${about}. Da ser tjenestene bort fra alle.`,
      mend: () => 'Behold én av dem.',
    },
    dmarc_no_reports: {
      says: (about) => `Retningslinjen under ${about} nevner ingen som får rapportene.`,
      mend: () =>
        'Legg til rua=mailto: med en adresse noen leser. Rapportene viser hvem andre som sender i deres navn.',
    },
    aligned: { says: (about) => `Den avsenderen leseren ser, er den det går god for, med ${about}.` },
    not_aligned: {
      says: (about) => `Verken signaturen eller returadressen (${about}) hører til domenet leseren ser.`,
      mend: () => 'Lag nøkler for avsenderens domene, eller velg en returadresse under samme domene.',
    },
    one_click_good: { says: (about) => `Hver e-post har det, og det fører til ${about}.` },
    one_click_insecure: {
      says: (about) => `Det fører til ${about}, og tjenestene følger bare adresser som begynner med https.`,
      mend: () => 'Sett PUBLIC_URL til en adresse som begynner med https.',
    },
    reply_good: { says: (about) => `${about} tar imot e-post, så folk kan svare.` },
    reply_nowhere: {
      says: (about) => `${about} tar ikke imot e-post, så svar går tapt.`,
      mend: () => 'Gi domenet en MX-post, eller velg en avsender med et domene som har det.',
    },
    relay_good: { says: (about) => `${about} har et navn som fører tilbake til adressen.` },
    relay_nameless: {
      says: (about) => `Adressen til ${about} har ikke noe navn som fører tilbake til den.`,
      mend: () =>
        'Be den som driver serveren, sette omvendt navn (PTR). Leverer en annen maskin til e-posttjenestene, teller bare den.',
    },
    relay_local: {
      says: (about) => `E-post leveres til ${about} på denne maskinen. Hva som skjer videre, kan ikke ses herfra.`,
      mend: () => 'Sørg for at adressen dens har et navn som fører tilbake til den.',
    },
    relay_unset: {
      says: () => 'Ingen e-postserver er satt opp, så ingen e-post forlater denne installasjonen.',
      mend: () => 'Skriv adressen til e-postserveren i SMTP_URL.',
    },
    complaints_good: { says: (about) => `${about} av e-postene de siste 30 dagene. Google krever under 0,1 %.` },
    complaints_near: {
      says: (about) => `${about} av e-postene de siste 30 dagene. Google krever under 0,1 %.`,
      mend: () => 'Skriv sjeldnere, eller bare til dem som åpner og klikker. Fra 0,3 % blir e-post avvist.',
    },
    complaints_over: {
      says: (about) => `${about} av e-postene de siste 30 dagene. Fra 0,3 % avviser Google og Yahoo e-post.`,
      mend: () => 'Stopp det som er planlagt, og begynn på nytt med dem som sist sa ja.',
    },
    complaints_unheard: {
      says: () => 'Ingen forteller Assent hvem som klager.',
      mend: () => 'Sett INBOUND_DOMAIN og INBOUND_PORT, og la tjenestene sende rapportene sine til feedback@ der.',
    },
    dns_silent: {
      says: (about) => `DNS svarte ikke da det ble spurt om ${about}.`,
      mend: () => 'Kontroller på nytt om en stund.',
    },
  },
}

export const sendingCheckWords = { en, nb }

// Why a mail came back, wherever that is told.

const en = {
  reason: {
    bounce_no_mailbox: 'Came back: there is no such mailbox',
    bounce_no_number: 'The number takes no SMS, or there is none',
    bounce_no_domain: 'Came back: there is no such domain',
    bounce_moved: 'Came back: the person has moved',
    bounce_accepts_no_mail: 'Came back: the domain takes no mail',
    bounce_mailbox_full: 'Came back: the mailbox is full',
    bounce_mailbox_disabled: 'Came back: the mailbox is closed for now',
    bounce_unreachable: 'Came back: the server could not be reached',
    bounce_busy: 'Came back: the server was too busy',
    bounce_server_fault: 'Came back: a fault at the server',
    bounce_refused: 'Came back: the server did not want this mail',
    bounce_too_large: 'Came back: the mail was too large',
    bounce_unknown: 'Came back: no reason was told',
  } as Record<string, string>,
  returned: (hard: string, soft: string, other: string) =>
    `Of these came back: ${hard} for good, ${soft} for now, ${other} for what this mail is.`,
  stopped: 'Mail that came back',
  until: (day: string) => `The address is left alone until ${day}.`,
  untilAnother: 'The address is stopped until it is another.',
  stoppedElse: 'A complaint or a suppression stops it as well. That stays, so there is nothing to open here.',
  reopen: 'Open the address again',
  reopenDetail:
    'Mail goes there again as far as the person has said yes. If it comes back once more, the address is stopped again.',
  reopenReason: 'Why it works again',
  reopenHint: 'Such as who said so, and how. It is kept with your name.',
  reasonNeeded: 'Write why the address works again.',
  reopenedBy: (name: string) => `Opened again by ${name}`,
  somebody: 'somebody who is gone',
}

const nb: typeof en = {
  reason: {
    bounce_no_mailbox: 'Kom tilbake: postkassen finnes ikke',
    bounce_no_number: 'Nummeret tar ikke SMS, eller finnes ikke',
    bounce_no_domain: 'Kom tilbake: domenet finnes ikke',
    bounce_moved: 'Kom tilbake: personen har flyttet',
    bounce_accepts_no_mail: 'Kom tilbake: domenet tar ikke imot e-post',
    bounce_mailbox_full: 'Kom tilbake: postkassen er full',
    bounce_mailbox_disabled: 'Kom tilbake: postkassen er stengt for tiden',
    bounce_unreachable: 'Kom tilbake: tjeneren var ikke å nå',
    bounce_busy: 'Kom tilbake: tjeneren hadde det for travelt',
    bounce_server_fault: 'Kom tilbake: feil hos tjeneren',
    bounce_refused: 'Kom tilbake: tjeneren ville ikke ha denne e-posten',
    bounce_too_large: 'Kom tilbake: e-posten var for stor',
    bounce_unknown: 'Kom tilbake: ingen grunn ble oppgitt',
  },
  returned: (hard, soft, other) =>
    `Av disse kom tilbake: ${hard} for godt, ${soft} for nå, ${other} på grunn av selve e-posten.`,
  stopped: 'E-post som kom tilbake',
  until: (day) => `Adressen får være i fred til ${day}.`,
  untilAnother: 'Adressen er sperret til den er en annen.',
  stoppedElse: 'En klage eller en sperring stopper den også. Det blir stående, så her er det ingenting å åpne.',
  reopen: 'Åpne adressen igjen',
  reopenDetail:
    'E-post går dit igjen så langt personen har sagt ja. Kommer den tilbake en gang til, sperres adressen på nytt.',
  reopenReason: 'Hvorfor den virker igjen',
  reopenHint: 'For eksempel hvem som sa det, og hvordan. Det lagres sammen med navnet ditt.',
  reasonNeeded: 'Skriv hvorfor adressen virker igjen.',
  reopenedBy: (name) => `Åpnet igjen av ${name}`,
  somebody: 'noen som er borte',
}

export const bounceWords = { en, nb }

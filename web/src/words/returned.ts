// What the page about mail that came back says.

const en = {
  title: 'What came back',
  messages: 'Messages',
  what: 'What came back',
  link: 'What came back',
  headline: (all: string, one: boolean, complaints: string, oneComplaint: boolean, stops: string) =>
    `${all} ${one ? 'mail' : 'mails'} came back: ${complaints} ${oneComplaint ? 'complaint' : 'complaints'}, ${stops} to unsubscribe`,
  below: (days: string) =>
    `In the last ${days} days, counted by kind. The mails are not kept, and neither is who sent them.`,
  heard: (domain: string) =>
    `Mail to unsubscribe@${domain} and feedback@${domain}, and what comes back to bounce+…@${domain}, is acted upon at once.`,
  deafNow: 'No address takes such mail at the moment.',
  deaf: 'No address takes mail that comes back',
  deafDetail:
    'Mails that could not be delivered, complaints to mailbox providers and mails that unsubscribe can be acted upon by themselves. Whoever runs this server sets INBOUND_DOMAIN and INBOUND_PORT; or a provider or a mailbox is added below. What came stands here then. The link and the one-click header in each mail work without it.',
  empty: (days: string) => `Nothing came back in ${days} days`,
  emptyDetail: (domain: string) =>
    `What could not be delivered, complaints and mails to unsubscribe@${domain} stand here by day, with what followed from them.`,
  kind: 'What it was',
  follows: 'What followed',
  week: 'In 7 days',
  inDays: (days: string) => `In ${days} days`,
  byDay: 'Day by day',
  day: 'Day',
  came: 'What came',
  outcome: {
    complaint: 'Complaint',
    unsubscribe: 'Mail that unsubscribes',
    opt_out: 'Report that unsubscribes',
    unresolved: 'About nobody we can tell',
    delivery_report: 'Report on delivery',
    reply: 'Reply of a person',
    automatic_reply: 'Automatic reply',
    other_report: 'Other report',
    other: 'Other mail',
    too_large: 'Too large to read',
  } as Record<string, string>,
  effect: {
    complaint: 'The address is stopped for everything. Nobody here can lift that.',
    unsubscribe: 'What the mail was sent for has stopped, as by one click.',
    opt_out: 'What the mail was sent for has stopped, as by one click.',
    unresolved: 'No token of ours named anybody, so nobody was stopped. Look at it where many come.',
    delivery_report:
      'The message is marked. Where nothing arrives at the address any more it is stopped; after days of failures it is left alone for a while.',
    reply: 'It is in the inbox of replies.',
    automatic_reply: 'Nothing. A machine wrote it.',
    other_report: 'Nothing. It asks for nothing.',
    other: 'Nothing. It came to no address that unsubscribes.',
    too_large: 'Nothing. It was not read.',
  } as Record<string, string>,
  noEffect: 'Nothing.',
}

const nb: typeof en = {
  title: 'Det som kom tilbake',
  messages: 'Meldinger',
  what: 'Det som kom tilbake',
  link: 'Det som kom tilbake',
  headline: (all, _one, complaints, oneComplaint, stops) =>
    `${all} e-poster kom tilbake: ${complaints} ${oneComplaint ? 'klage' : 'klager'}, ${stops} for å melde av`,
  below: (days) =>
    `De siste ${days} dagene, talt etter slag. E-postene lagres ikke, og heller ikke hvem som sendte dem.`,
  heard: (domain) =>
    `E-post til unsubscribe@${domain} og feedback@${domain}, og det som kommer tilbake til bounce+…@${domain}, følges opp med en gang.`,
  deafNow: 'Ingen adresse tar imot slik e-post nå.',
  deaf: 'Ingen adresse tar imot e-post som kommer tilbake',
  deafDetail:
    'E-post som ikke kunne leveres, klager til postleverandører og e-post som melder av, kan følges opp av seg selv. Den som driver tjeneren, setter INBOUND_DOMAIN og INBOUND_PORT; eller en leverandør eller en postkasse legges til under. Da står det som kom, her. Lenken og ettklikksavmeldingen i hver e-post virker uten.',
  empty: (days) => `Ingenting kom tilbake på ${days} dager`,
  emptyDetail: (domain) =>
    `Det som ikke kunne leveres, klager og e-post til unsubscribe@${domain} står her dag for dag, med det som fulgte av dem.`,
  kind: 'Hva det var',
  follows: 'Hva som fulgte',
  week: 'På 7 dager',
  inDays: (days) => `På ${days} dager`,
  byDay: 'Dag for dag',
  day: 'Dag',
  came: 'Det som kom',
  outcome: {
    complaint: 'Klage',
    unsubscribe: 'E-post som melder av',
    opt_out: 'Rapport som melder av',
    unresolved: 'Om ingen vi kan kjenne igjen',
    delivery_report: 'Rapport om levering',
    reply: 'Svar fra en person',
    automatic_reply: 'Automatisk svar',
    other_report: 'Annen rapport',
    other: 'Annen e-post',
    too_large: 'For stor til å leses',
  },
  effect: {
    complaint: 'Adressen er sperret for alt. Ingen her kan oppheve det.',
    unsubscribe: 'Det e-posten ble sendt for, er stoppet, som med ett klikk.',
    opt_out: 'Det e-posten ble sendt for, er stoppet, som med ett klikk.',
    unresolved: 'Ingen av våre merker viste hvem det gjaldt, så ingen ble stoppet. Se på det hvis det kommer mange.',
    delivery_report:
      'Meldingen merkes. Der ingenting kommer fram lenger, sperres adressen; etter dager med feil får den være i fred en stund.',
    reply: 'Det er i innboksen for svar.',
    automatic_reply: 'Ingenting. En maskin skrev det.',
    other_report: 'Ingenting. Den ber ikke om noe.',
    other: 'Ingenting. Den kom ikke til en adresse som melder av.',
    too_large: 'Ingenting. Den ble ikke lest.',
  },
  noEffect: 'Ingenting.',
}

export const returnedWords = { en, nb }

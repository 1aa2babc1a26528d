// What the page of settings says: what holds for everybody, what each setting means, and who may change it.

const en = {
  title: 'Settings',
  headline: 'What holds for everybody here',
  below: 'Each is off until somebody has decided otherwise. A change holds from then on.',
  belowReader: 'Each is off until the privacy officer has decided otherwise.',
  off: 'Off',
  on: 'On',
  officerOnly: 'The privacy officer or an administrator changes this.',

  lapse: 'Yeses that nobody uses',
  lapseLead: (months: string, where: string) =>
    `Whoever has heard nothing for ${months} months no longer expects to. In ${where} the authority holds that such a yes has lapsed; elsewhere it stands, and is shown as a deviation.`,
  lapseOff: (where: string, count: string, one: boolean) =>
    one
      ? `Unused yeses stand everywhere. One is of somebody in ${where}.`
      : `Unused yeses stand everywhere. ${count} are of people in ${where}.`,
  lapseOn: (where: string, count: string, one: boolean) =>
    `Unused yeses of people in ${where} run out by themselves, once a day. ${count} ${one ? 'does' : 'do'} so in the next run.`,
  lapseAsk: (where: string) => `Let unused yeses in ${where} run out?`,
  lapseAskDetail: (months: string) =>
    `A yes that no message has used for ${months} months then ends, recorded as run out, not as withdrawn. It comes back only when the person says yes again; switching this off brings none back.`,
  lapseButton: (count: string, number: number) =>
    number === 0 ? 'Switch it on' : number === 1 ? 'Let 1 yes run out' : `Let ${count} yeses run out`,
  lapseSavedOn: 'Saved. The first run is within a day.',
  lapseSavedOff: 'Saved. No yes runs out for want of use from now on.',
  noneUnused: (months: string) => `Every yes was used in the last ${months} months, or is younger than that.`,
  unused: 'Unused yeses',
  purpose: 'Purpose',
  oldest: 'The oldest from',
  by: (purpose: string, channel: string) => `${purpose}, ${channel.toLowerCase()}`,

  links: 'Counting links without names',
  linksLead:
    'People who have not said yes to tracking can get links that are the same for everybody. Then it is counted how often each link of a mail is followed, by day, and nobody can be told from it. Clicks of people who have said yes to tracking are counted either way.',
  linksOff: 'Those people get clean links that lead straight to the page. Nothing is counted.',
  linksOn: 'Their links lead through this server, which adds one to a number and keeps nothing else.',
  linksSaved: 'Saved. It holds for mails that are made from now on.',

  elsewhere: 'Set elsewhere',
  sending: 'When mails may go out',
  sendingDetail: 'The switch that stops everything; how often, at which hours, and whether campaigns need an approval.',
  sms: 'SMS',
  smsDetail: 'The gateways that SMS go out through, and from whom the SMS of each sender come.',
  relays: 'Mail relays',
  relaysDetail: 'Which ways mails take out, whether each works, and how much may go out by the second, hour and day.',
  browsers: 'What is kept of browsers',
  browsersDetail:
    'Which part of the IP address, and the browser’s name, lie with the evidence of a yes. On the page of senders.',
  proofTime: 'How long proofs are kept',
  proofTimeDetail: 'Months after a yes has ended until its evidence is erased. Below the record of processing.',
  purposes: 'How long a yes holds, and from which age',
  purposesDetail: 'Set for each purpose, with its texts and whether a second confirmation is asked for.',
}

const nb: typeof en = {
  title: 'Innstillinger',
  headline: 'Det som gjelder for alle her',
  below: 'Alt er av til noen har bestemt noe annet. En endring gjelder fra da av.',
  belowReader: 'Alt er av til personvernombudet har bestemt noe annet.',
  off: 'Av',
  on: 'På',
  officerOnly: 'Personvernombudet eller en administrator endrer dette.',

  lapse: 'Ja som ingen bruker',
  lapseLead: (months, where) =>
    `Den som ikke har hørt noe på ${months} måneder, venter det ikke lenger. I ${where} mener tilsynet at et slikt ja er bortfalt; andre steder gjelder det og vises som avvik.`,
  lapseOff: (where, count, one) =>
    one
      ? `Ubrukte ja gjelder overalt. Ett er fra en person i ${where}.`
      : `Ubrukte ja gjelder overalt. ${count} er fra personer i ${where}.`,
  lapseOn: (where, count) =>
    `Ubrukte ja fra personer i ${where} går ut av seg selv, én gang i døgnet. ${count} gjør det i neste kjøring.`,
  lapseAsk: (where) => `La ubrukte ja i ${where} gå ut?`,
  lapseAskDetail: (months) =>
    `Et ja som ingen melding har brukt på ${months} måneder, slutter da å gjelde og føres som gått ut, ikke som trukket tilbake. Det kommer bare igjen når personen selv sier ja på nytt; å slå dette av bringer ingen tilbake.`,
  lapseButton: (count, number) => (number === 0 ? 'Slå på' : `La ${count} ja gå ut`),
  lapseSavedOn: 'Lagret. Den første kjøringen er innen et døgn.',
  lapseSavedOff: 'Lagret. Ingen ja går ut fordi de er ubrukt fra nå.',
  noneUnused: (months) => `Hvert ja er brukt de siste ${months} månedene, eller er yngre enn det.`,
  unused: 'Ubrukte ja',
  purpose: 'Formål',
  oldest: 'Det eldste fra',
  by: (purpose, channel) => `${purpose}, ${channel.toLowerCase()}`,

  links: 'Telle lenker uten navn',
  linksLead:
    'De som ikke har sagt ja til sporing, kan få lenker som er like for alle. Da telles det hvor ofte hver lenke i en e-post følges, dag for dag, og ingen kan kjennes igjen. Klikk fra dem som har sagt ja til sporing, telles uansett.',
  linksOff: 'De får rene lenker som går rett til siden. Ingenting telles.',
  linksOn: 'Lenkene deres går gjennom denne tjeneren, som legger én til et tall og ikke lagrer noe annet.',
  linksSaved: 'Lagret. Det gjelder for e-post som lages fra nå.',

  elsewhere: 'Settes andre steder',
  sending: 'Når e-post får gå ut',
  sendingDetail: 'Bryteren som stopper alt; hvor ofte, på hvilke tider, og om kampanjer må godkjennes.',
  sms: 'SMS',
  smsDetail: 'Gatewayene som SMS går ut gjennom, og hvem SMS-ene fra hver avsender kommer fra.',
  relays: 'E-postreléer',
  relaysDetail:
    'Hvilke veier e-post tar ut, om hver av dem virker, og hvor mye som kan gå ut i sekundet, timen og døgnet.',
  browsers: 'Hva som lagres om nettlesere',
  browsersDetail:
    'Hvilken del av IP-adressen, og nettleserens navn, som ligger i beviset for et ja. På siden for avsendere.',
  proofTime: 'Hvor lenge bevis lagres',
  proofTimeDetail: 'Måneder etter at et ja er slutt, før beviset slettes. Under behandlingsprotokollen.',
  purposes: 'Hvor lenge et ja gjelder, og fra hvilken alder',
  purposesDetail: 'Settes for hvert formål, sammen med tekstene og om det skal bekreftes en gang til.',
}

export const settingWords = { en, nb }

// What the page about sending says: the switch that stops everything, and the banner while it is on.

const en = {
  title: 'Sending',
  headline: 'When mails may go out',
  below: 'What stands here holds for every campaign and workflow. Consent is asked for each mail besides.',
  stop: 'Stop everything',
  stopLead:
    'One switch for a mail that should not go out, or a list that is wrong. From the moment you press it nothing more begins, in any campaign or workflow, on any server. What has begun arrives; within a second nothing is on its way. What waits is kept.',
  stopButton: 'Stop all sending',
  stopTitle: 'Stop all sending?',
  stopDetail: 'Every campaign and workflow waits until somebody lets them go on. Nothing is removed from the line.',
  stopNow: 'Stop all sending now',
  reason: 'Why (colleagues see it)',
  includesService: 'Stop also what somebody asked for and waits for: confirmations and codes',
  running: 'Mails go out as they are due.',
  standing: (who: string, when: string) => `All sending is stopped by ${who} since ${when}.`,
  standingService: 'Confirmations and codes are stopped too.',
  serviceGoesOn: 'Confirmations and codes still go out.',
  goOn: 'Let sending go on',
  goOnTitle: 'Let sending go on?',
  goOnDetail:
    'What waits begins at once, in the order of its time. Each mail is decided anew; what has expired meanwhile is not sent.',
  history: 'Stopped before',
  when: 'From',
  until: 'Until',
  by: 'By',
  why: 'Why',
  banner: 'All sending is stopped',
  bannerBy: (who: string) => `All sending is stopped by ${who}`,
  bannerLink: 'What this means',
  readOnly: 'Marketing, the privacy officer or an administrator presses this.',
}

const nb: typeof en = {
  title: 'Utsending',
  headline: 'Når e-post får gå ut',
  below:
    'Det som står her, gjelder for alle kampanjer og arbeidsflyter. Samtykket spørres det om for hver e-post i tillegg.',
  stop: 'Stopp alt',
  stopLead:
    'Én bryter for en e-post som ikke skulle gå ut, eller en liste som er feil. Fra du trykker, begynner ingenting mer, i noen kampanje eller arbeidsflyt, på noen tjener. Det som er begynt, kommer fram; innen et sekund er ingenting på vei. Det som venter, blir tatt vare på.',
  stopButton: 'Stopp all utsending',
  stopTitle: 'Stoppe all utsending?',
  stopDetail: 'Alle kampanjer og arbeidsflyter venter til noen lar dem fortsette. Ingenting fjernes fra køen.',
  stopNow: 'Stopp all utsending nå',
  reason: 'Hvorfor (kollegaene ser det)',
  includesService: 'Stopp også det noen har bedt om og venter på: bekreftelser og koder',
  running: 'E-post går ut når tiden er inne.',
  standing: (who, when) => `All utsending er stoppet av ${who} siden ${when}.`,
  standingService: 'Bekreftelser og koder er også stoppet.',
  serviceGoesOn: 'Bekreftelser og koder går fortsatt ut.',
  goOn: 'La utsendingen fortsette',
  goOnTitle: 'La utsendingen fortsette?',
  goOnDetail:
    'Det som venter, begynner med en gang, i den rekkefølgen det skulle. Hver e-post avgjøres på nytt; det som er utløpt i mellomtiden, sendes ikke.',
  history: 'Stoppet tidligere',
  when: 'Fra',
  until: 'Til',
  by: 'Av',
  why: 'Hvorfor',
  banner: 'All utsending er stoppet',
  bannerBy: (who) => `All utsending er stoppet av ${who}`,
  bannerLink: 'Hva det betyr',
  readOnly: 'Marked, personvernombudet eller en administrator trykker på denne.',
}

export const sendingWords = { en, nb }

// What every SMS says at its end, in the languages of those who get it: how to stop it. Short, since it is paid for.
import { type MailLanguage, STOP_WORDS } from '../../delivery/index.ts'
import type { Language } from '../../segments/index.ts'

const STOP: Record<MailLanguage, { answer: (word: string) => string; link: string }> = {
  nb: { answer: (word) => `Stopp: svar ${word}`, link: 'Stopp' },
  nn: { answer: (word) => `Stopp: svar ${word}`, link: 'Stopp' },
  sv: { answer: (word) => `Stoppa: svara ${word}`, link: 'Stoppa' },
  da: { answer: (word) => `Stop: svar ${word}`, link: 'Stop' },
  fi: { answer: (word) => `Lopeta: vastaa ${word}`, link: 'Lopeta' },
  en: { answer: (word) => `Stop: reply ${word}`, link: 'Stop' },
}

/** The line that stops it: by an answer where the number takes any, else by the person's page. */
export const stopLine = (language: MailLanguage, takesAnswers: boolean): string =>
  takesAnswers ? STOP[language].answer(STOP_WORDS[language]) : `${STOP[language].link}: {{ unsubscribe_url }}`

const en = {
  noText: 'Write what the SMS says.',
  noSender: 'The sender of this purpose has no name or number for SMS. Set one under Settings, SMS.',
  noGateway: 'No gateway for SMS is set up, so none can go out. Add one under Settings, SMS.',
  notBySms: 'This purpose is not sent by SMS. Choose one that is.',
  notForSms: 'This purpose is not for marketing. Choose one that is.',
  noView: 'An SMS has no page of its own in the browser. Take {{ view_url }} out.',
  named: (name: string) => `It begins with “${name}:”, since a number does not say who writes.`,
  stopAdded: (line: string) => `Added at the end: ${line}`,
  size: (parts: string, left: string) => `${parts}, ${left} characters left.`,
  parts: (count: number) => (count === 1 ? '1 part' : `${count} parts`),
  foreign: (characters: string, parts: string) =>
    `${characters} is not in the alphabet of SMS, so only 70 characters fit into a part: it takes ${parts}. Write it otherwise to pay less.`,
  tooLong: (parts: string) => `It takes ${parts}, and phones put at most 10 together. Make it shorter.`,
}
export type SmsCheckWords = typeof en

const nb: SmsCheckWords = {
  noText: 'Skriv det SMS-en skal si.',
  noSender: 'Avsenderen for dette formålet har verken navn eller nummer for SMS. Sett det under Innstillinger, SMS.',
  noGateway: 'Ingen gateway for SMS er satt opp, så ingen kan gå ut. Legg til en under Innstillinger, SMS.',
  notBySms: 'Dette formålet sendes ikke på SMS. Velg et som gjør det.',
  notForSms: 'Dette formålet er ikke for markedsføring. Velg et som er det.',
  noView: 'En SMS har ingen egen side i nettleseren. Ta ut {{ view_url }}.',
  named: (name) => `Den begynner med «${name}:», siden et nummer ikke sier hvem som skriver.`,
  stopAdded: (line) => `Lagt til på slutten: ${line}`,
  size: (parts, left) => `${parts}, ${left} tegn igjen.`,
  parts: (count) => (count === 1 ? '1 del' : `${count} deler`),
  foreign: (characters, parts) =>
    `${characters} finnes ikke i alfabetet for SMS, så det er bare plass til 70 tegn i en del: den tar ${parts}. Skriv det på en annen måte for å betale mindre.`,
  tooLong: (parts) => `Den tar ${parts}, og telefoner setter sammen høyst 10. Gjør den kortere.`,
}

export const smsCheckWords: Record<Language, SmsCheckWords> = { en, nb }

// What is said of the text part of a mail.
const en = {
  made: 'This part is made from the mail.',
  write: 'Write it yourself',
  label: 'Text part, written by hand',
  hint: 'Fields can stand in it. How to stop the mail, and who sent it, is added at the end where it does not say so.',
  old: 'The mail has changed since this text was written.',
  stillRight: 'The text still holds',
  makeAgain: 'Make it from the mail instead',
}

const nb: typeof en = {
  made: 'Denne delen er laget av e-posten.',
  write: 'Skriv den selv',
  label: 'Tekstdelen, skrevet for hånd',
  hint: 'Felt kan stå i den. Hvordan e-posten stoppes, og hvem som sendte den, legges til på slutten der den ikke sier det.',
  old: 'E-posten er endret siden denne teksten ble skrevet.',
  stillRight: 'Teksten stemmer fortsatt',
  makeAgain: 'La den bli laget av e-posten',
}

export const plainTextWords = { en, nb }

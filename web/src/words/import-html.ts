// What is said of bringing a mail along from elsewhere.
const en = {
  open: 'Import HTML',
  title: 'Import a mail from HTML',
  detail:
    'Paste the HTML of a mail, or open the file. Scripts, forms and pictures that count are taken out; what is written here now is replaced.',
  file: 'Open a file',
  html: 'HTML',
  use: 'Use it',
  done: (links: string) => `Imported. It leads to ${links} addresses.`,
  removed: (parts: string) => `Taken out: ${parts}.`,
  kinds: {
    scripts: 'scripts',
    forms: 'parts of forms',
    pixels: 'pictures that count',
    stylesheets: 'style sheets of others',
  },
  hasStop: 'Its link to stop leads to ours.',
  noStop: 'It had no link to stop, so the footer is added.',
  unknown: (marks: string) => `Nobody here knows ${marks}. Write what it stood for.`,
}

const nb: typeof en = {
  open: 'Importer HTML',
  title: 'Importer en e-post fra HTML',
  detail:
    'Lim inn HTML-en til en e-post, eller åpne filen. Skript, skjemaer og bilder som teller, tas ut; det som står her nå, erstattes.',
  file: 'Åpne en fil',
  html: 'HTML',
  use: 'Bruk den',
  done: (links) => `Importert. Den fører til ${links} adresser.`,
  removed: (parts) => `Tatt ut: ${parts}.`,
  kinds: { scripts: 'skript', forms: 'deler av skjemaer', pixels: 'bilder som teller', stylesheets: 'andres stilark' },
  hasStop: 'Lenken for å stoppe fører nå til vår.',
  noStop: 'Den hadde ingen lenke for å stoppe, så bunnteksten legges til.',
  unknown: (marks) => `Ingen her kjenner ${marks}. Skriv det som skulle stått der.`,
}

export const importHtmlWords = { en, nb }

// What the form about the look of a sender's mails says.
const en = {
  heading: 'Look of the mails',
  what: 'The look',
  detail: 'New mails begin with it. Mails that are published keep what they have until they are published again.',
  logo: 'Logo',
  noLogo: 'No logo',
  choose: 'Choose a logo',
  takeOut: 'No logo',
  logoWidth: 'Width of the logo, in pixels',
  colour: 'Colour of buttons',
  textColour: 'Colour of text',
  backgroundColour: 'Colour behind the mail',
  font: 'Font',
  radius: 'Roundness of buttons, in pixels',
  website: 'Website',
  social: 'Where else you are found',
  socialHint: 'One in each line: a name, then an address that begins with https://.',
  saved: 'The next mails look like this.',
}

const nb: typeof en = {
  heading: 'Utseendet på e-postene',
  what: 'Utseendet',
  detail: 'Nye e-poster begynner med det. Publiserte e-poster beholder sitt til de publiseres på nytt.',
  logo: 'Logo',
  noLogo: 'Ingen logo',
  choose: 'Velg en logo',
  takeOut: 'Ingen logo',
  logoWidth: 'Bredden på logoen, i piksler',
  colour: 'Farge på knapper',
  textColour: 'Farge på tekst',
  backgroundColour: 'Farge bak e-posten',
  font: 'Skrift',
  radius: 'Runding på knapper, i piksler',
  website: 'Nettsted',
  social: 'Hvor dere ellers finnes',
  socialHint: 'Én på hver linje: et navn, så en adresse som begynner med https://.',
  saved: 'De neste e-postene ser slik ut.',
}

export const lookWords = { en, nb }

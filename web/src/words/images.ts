// What is said of pictures for mails.
const en = {
  open: 'Pictures',
  title: 'Pictures',
  what: 'The pictures',
  upload: 'Upload a picture',
  uploading: 'Uploading',
  hint: 'PNG, JPEG or GIF, up to 5 MB. 1200 pixels wide is plenty.',
  empty: 'No pictures yet.',
  alt: 'What it shows, in words',
  altHint: 'For those who do not see it. Leave it empty if it only decorates.',
  size: (width: string, height: string, kilobytes: string) => `${width} × ${height}, ${kilobytes} kB`,
  use: 'Use',
  copy: 'Copy as MJML',
  copied: 'Copied',
  remove: (name: string) => `Take ${name} out`,
  removeDetail: 'It is no longer offered here. Mails that show it still do.',
}

const nb: typeof en = {
  open: 'Bilder',
  title: 'Bilder',
  what: 'Bildene',
  upload: 'Last opp et bilde',
  uploading: 'Laster opp',
  hint: 'PNG, JPEG eller GIF, inntil 5 MB. 1200 piksler bredt er rikelig.',
  empty: 'Ingen bilder ennå.',
  alt: 'Hva det viser, i ord',
  altHint: 'For dem som ikke ser det. La det stå tomt om det bare er pynt.',
  size: (width, height, kilobytes) => `${width} × ${height}, ${kilobytes} kB`,
  use: 'Bruk',
  copy: 'Kopier som MJML',
  copied: 'Kopiert',
  remove: (name) => `Ta ut ${name}`,
  removeDetail: 'Det tilbys ikke her lenger. E-poster som viser det, gjør det fortsatt.',
}

export const imageWords = { en, nb }

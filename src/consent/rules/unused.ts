// How long a yes may lie unused before it is doubtful, and where doubt ends it (consent.md C14).

/** In months. The practice of the Danish Consumer Ombudsman: whoever has heard nothing for a year no longer expects to. */
export const UNUSED_MONTHS = 12

/** Countries in which an unused yes lapses, where that is set. ISO 3166-1 alpha-2, with the source. */
export const LAPSES_IN: Readonly<Record<string, string>> = {
  DK: 'Danish Consumer Ombudsman, practice on passivity: a yes lapses when it was not used for a year',
}

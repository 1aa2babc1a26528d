// Whether a mail speaks as spam does: shouting, pretending, and the words that filters and readers are tired of. All of it
// is a warning; a filter decides by far more than this.

import type { Found } from './check-source.ts'
import type { CheckWords } from './check-words.ts'
import type { MailSource } from './read-source.ts'

/** Capitals in a row of words from which it is shouting: fewer is a name or an abbreviation. */
const SHOUTED_LETTERS = 8
const PRETENDS = /^\s*(re|fwd?|sv|vs|vb|vl|antw?|aw)\s*:/i
/** Lone words that weigh in a subject, where there is little else; phrases that weigh anywhere. In our six languages. */
const IN_SUBJECT =
  /(?<!\p{L})(free|winner|congratulations|guaranteed|gratis|vinner|gratulerer|gratulerar|garantert|garanteret|garanterat|vinnare|vinder|tillykke|ilmainen|ilmaiseksi|voittaja|taattu|onneksi olkoon)(?!\p{L})/giu
const ANYWHERE =
  /(?<!\p{L})(click here|act now|risk[- ]free|100 ?% free|no obligation|limited time|make money|earn money|once in a lifetime|klikk her|trykk her|uten risiko|100 ?% gratis|tjen penger|bare i dag|kun i dag|klicka här|utan risk|tjäna pengar|endast idag|klik her|uden risiko|tjen penge|kun i dag|napsauta tästä|klikkaa tästä|ilman riskiä|ansaitse rahaa|vain tänään)(?!\p{L})/giu

export function checkSubject(subject: string, words: CheckWords): Found[] {
  const plain = subject.replace(/\{[{%][\s\S]*?[%}]\}/g, ' ')
  const letters = plain.replace(/\P{L}/gu, '')
  const isShouted =
    letters.length >= SHOUTED_LETTERS && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  return [
    ...(isShouted ? [words.shouting] : []),
    ...(/!.*!/.test(plain) ? [words.exclaiming] : []),
    ...(PRETENDS.test(plain) ? [words.pretending] : []),
    ...[...plain.matchAll(IN_SUBJECT), ...plain.matchAll(ANYWHERE)].map(([word]) => words.spamWord(word)),
  ].map((message) => ({ line: null, message, isWarning: true }))
}

/** Each phrase once, at the first line where it stands. */
export function checkBody({ words: text }: MailSource, words: CheckWords): Found[] {
  const seen = new Set<string>()
  return text.flatMap(({ text: said, line }) =>
    [...said.matchAll(ANYWHERE)].flatMap(([phrase]): Found[] => {
      if (seen.has(phrase.toLowerCase())) return []
      seen.add(phrase.toLowerCase())
      return [{ line, message: words.spamWord(phrase), isWarning: true }]
    }),
  )
}

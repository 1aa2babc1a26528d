// Whether what a mail holds works for its readers: links that lead somewhere, pictures with words, colours that can be
// read. What cannot work stops publishing; what is only unkind is a warning.
import type { LineFault } from '../compile-mjml.ts'
import type { CheckWords } from './check-words.ts'
import { contrast, neededContrast, parseColour, readableColour, toHex } from './contrast.ts'
import type { MailSource } from './read-source.ts'

export type Found = LineFault & { isWarning: boolean }

/** Letters below which a mail with pictures says hardly anything. */
const FEW_LETTERS = 100
/** Where a mail can lead. What begins with Liquid is judged by its variables. */
const LEADS_SOMEWHERE = /^\s*(https?:\/\/[^\s/?#]+|mailto:\S+@\S+|tel:\+?[\d\s().-]{3,}|sms:\S+|\{\{)/i

export function checkLinks({ links }: MailSource, words: CheckWords): Found[] {
  return links.flatMap(({ address, text, line }): Found[] => {
    const said = text.replace(/\s+/g, ' ').trim()
    if (address.trim() === '' || address.trim() === '#')
      return [{ line, message: words.linkEmpty(said), isWarning: false }]
    if (!LEADS_SOMEWHERE.test(address)) return [{ line, message: words.linkNot(address), isWarning: false }]
    return []
  })
}

/** `mjml` is looked at for links that hold nothing but a picture without words. */
export function checkPictures({ words: text, pictures, links }: MailSource, words: CheckWords): Found[] {
  const letters = text.reduce((sum, one) => sum + one.text.trim().length, 0)
  const linked = new Set(links.filter((link) => link.text.trim() === '').map((link) => link.line))
  return [
    ...pictures.flatMap(({ address, alt, line }): Found[] => [
      ...(alt === undefined ? [{ line, message: words.altMissing, isWarning: true }] : []),
      ...(alt !== undefined && alt.trim() === '' && linked.has(line)
        ? [{ line, message: words.pictureLinkSilent, isWarning: true }]
        : []),
      ...(/^\s*(https?:\/\/|\{\{)/i.test(address) ? [] : [{ line, message: words.pictureNot, isWarning: false }]),
    ]),
    ...(pictures.length > 0 && letters < FEW_LETTERS ? [{ line: null, message: words.fewWords, isWarning: true }] : []),
  ]
}

/** Each pair of colours once, at the first line where it stands. */
export function checkContrast(
  { words: text }: MailSource,
  words: CheckWords,
  format: (ratio: number) => string,
): Found[] {
  const seen = new Set<string>()
  return text.flatMap(({ color, background, size, isBold, line }): Found[] => {
    const [ink, paper] = [color && parseColour(color), background && parseColour(background)]
    if (!ink || !paper) return []
    const needed = neededContrast(size, isBold)
    const [ratio, key] = [contrast(ink, paper), `${ink} ${paper} ${needed}`]
    if (ratio >= needed || seen.has(key)) return []
    seen.add(key)
    const better = readableColour(ink, paper, needed)
    const message = words.contrastLow(format(ratio), format(needed), toHex(ink), toHex(paper), better)
    return [{ line, message, isWarning: true }]
  })
}

// An address that stands within a rule of ours (a condition, a draft) when its owner is erased: the rule stays, the address
// does not. What stood there matches nobody afterwards, as it should.

/** Stands where an erased address stood. No address is written so. */
const MASK = '(erased)'

/** The JSON value with each of these texts masked in every string of it, letter case aside. */
export function maskTexts(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string') return texts.reduce(maskText, value)
  if (Array.isArray(value)) return value.map((part) => maskTexts(part, texts))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, maskTexts(part, texts)]))
}

function maskText(value: string, text: string): string {
  const at = text === '' ? -1 : value.toLowerCase().indexOf(text.toLowerCase())
  return at < 0 ? value : `${value.slice(0, at)}${MASK}${maskText(value.slice(at + text.length), text)}`
}

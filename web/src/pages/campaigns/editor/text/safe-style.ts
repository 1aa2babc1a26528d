// A style that somebody wrote into a mail, as far as it may be shown within the app: only how text looks, no address.

const SHOWN = [
  'color',
  'background-color',
  'font-size',
  'font-weight',
  'font-style',
  'font-family',
  'line-height',
  'letter-spacing',
  'text-align',
  'text-decoration',
  'text-transform',
  'margin',
  'margin-top',
  'margin-bottom',
  'padding-left',
]
const DECLARATION = /([a-z-]+)\s*:\s*([^;]+)/gi

/** The declarations of the style among attributes as they are written. */
export function readStyle(raw: string): [name: string, value: string][] {
  const style = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(raw)
  const text = style?.[1] ?? style?.[2] ?? ''
  return [...text.matchAll(DECLARATION)].map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()])
}

/** What of them may be shown, as CSS. */
export const safeStyle = (raw: string): string =>
  readStyle(raw)
    .filter(([name, value]) => SHOWN.includes(name) && !/[()<>{}\\]/.test(value))
    .map(([name, value]) => `${name}:${value}`)
    .join(';')

/** The same attributes with one declaration changed, or without it where the value is undefined. */
export function withStyle(raw: string, name: string, value: string | undefined): string {
  const others = readStyle(raw).filter(([known]) => known !== name)
  const all = value === undefined ? others : [...others, [name, value]]
  const style = all.map(([known, said]) => `${known}:${said}`).join(';')
  const rest = raw.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/i, '')
  return style === '' ? rest : `${rest} style="${style}"`
}

// HTML for pages that the server writes itself. Whatever is put into `html` is escaped, unless it is Html already.

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

type Part = Html | string | number | false | null | undefined | readonly Part[]

const write = (part: Part): string => {
  if (part === false || part === null || part === undefined) return ''
  if (part instanceof Html) return part.text
  return Array.isArray(part) ? part.map(write).join('') : escapeHtml(String(part))
}

/** A piece of HTML: values are escaped, lists are joined, and false, null and undefined leave nothing. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.map((text, index) => text + (index < parts.length ? write(parts[index]) : '')).join(''))
}

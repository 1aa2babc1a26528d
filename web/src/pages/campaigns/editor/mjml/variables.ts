// What a mail can say of a person, and what it says where that is not known.

/** Of contacts; `contact.fields.*` are added from what the company keeps. */
export const CONTACT_VARIABLES = [
  'contact.first_name',
  'contact.last_name',
  'contact.company',
  'contact.job_title',
  'contact.city',
  'contact.language',
] as const
export const SENDER_VARIABLES = [
  ...(['brand.name', 'brand.postal_address', 'brand.website', 'brand.logo_url'] as const),
  ...(['unsubscribe_url', 'preferences_url', 'view_url'] as const),
] as const
export type KnownVariable = (typeof CONTACT_VARIABLES)[number] | (typeof SENDER_VARIABLES)[number]

/** A variable as it is offered: `name` is what Liquid calls it. */
export type Variable = { name: string; label: string; type: string; choices: string[] }

const OUTPUT = /^\{\{-?\s*([a-z_]\w*(?:\.[a-z_]\w*)*)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}$/i
export type Output = { name: string; fallback: string }

/** Reads a plain output, with or without a fallback; undefined for any other Liquid. */
export function readOutput(source: string): Output | undefined {
  const [, name, double, single] = OUTPUT.exec(source.trim()) ?? []
  return name === undefined ? undefined : { name, fallback: double ?? single ?? '' }
}

/** Signs that would end the Liquid, or begin a tag in MJML, are left out of a fallback. */
export function writeOutput({ name, fallback }: Output): string {
  const said = fallback.replace(/[<>{}%]/g, '')
  if (said === '') return `{{ ${name} }}`
  return said.includes("'")
    ? `{{ ${name} | default: "${said.replaceAll('"', '')}" }}`
    : `{{ ${name} | default: '${said}' }}`
}

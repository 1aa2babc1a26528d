// Countries and languages as people write them, in the languages of the product, to the codes that the rules know.

const SPOKEN = ['en', 'nb', 'nn', 'sv', 'da', 'fi']

function namesOf(type: 'region' | 'language', codes: string[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const locale of SPOKEN) {
    const display = new Intl.DisplayNames([locale], { type, fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)
      if (name) names.set(name.toLowerCase(), code)
    }
  }
  return names
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
let countries: Map<string, string> | undefined
let languages: Map<string, string> | undefined

const COUNTRY_ALIASES: Record<string, string> = { usa: 'US', uk: 'GB', 'great britain': 'GB', england: 'GB' }

/** ISO 3166 alpha-2 for a code or a name. */
export function readCountry(text: string): string | undefined {
  if (/^[A-Z]{2}$/.test(text)) return text
  countries ??= namesOf('region', PAIRS)
  const name = text.toLowerCase()
  return (
    COUNTRY_ALIASES[name] ??
    countries.get(name) ??
    (/^[a-z]{2}$/.test(name) && isRegion(name) ? name.toUpperCase() : undefined)
  )
}

const isRegion = (code: string) => [...(countries?.values() ?? [])].includes(code.toUpperCase())

/** BCP 47 for a code or a name; plain Norwegian is Bokmål. */
export function readLanguage(text: string): string | undefined {
  const name = text.toLowerCase().replace('_', '-')
  if (name === 'no' || name === 'norsk' || name === 'norwegian') return 'nb'
  if (/^[a-z]{2}(-[a-z]{2})?$/.test(name)) return name.slice(0, 2) === 'no' ? 'nb' : name.slice(0, 2)
  languages ??= namesOf(
    'language',
    PAIRS.map((pair) => pair.toLowerCase()),
  )
  return languages.get(name)
}

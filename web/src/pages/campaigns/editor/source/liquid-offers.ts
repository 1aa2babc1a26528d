// What is offered while Liquid is written: fields with what they mean, filters behind a bar, and the tags that choose who
// reads what.
import { fallbackFor } from '../liquid/fallbacks.ts'
import type { Variable } from '../mjml/variables.ts'

/** Filters that a mail has use for; `#{}` is where one goes on to write. */
export const FILTERS = {
  default: "default: '#{}'",
  capitalize: 'capitalize',
  upcase: 'upcase',
  downcase: 'downcase',
  strip: 'strip',
  truncate: 'truncate: #{40}',
  date: "date: '#{%d.%m.%Y}'",
  round: 'round',
  plus: 'plus: #{1}',
  minus: 'minus: #{1}',
  times: 'times: #{2}',
  divided_by: 'divided_by: #{2}',
  replace: "replace: '#{}', '#{}'",
  append: "append: '#{}'",
  prepend: "prepend: '#{}'",
  size: 'size',
} as const
export type FilterName = keyof typeof FILTERS

export const TAGS = {
  if: "if #{contact.city} == '#{}' %}#{}{% endif %}",
  unless: "unless #{contact.city} == '#{}' %}#{}{% endunless %}",
  else: 'else %}',
  elsif: "elsif #{contact.city} == '#{}' %}",
  endif: 'endif %}',
  comment: 'comment %}#{}{% endcomment %}',
} as const
export type TagName = keyof typeof TAGS

export type OfferWords = { filters: Record<FilterName, string>; liquidTags: Record<TagName, string> }
export type OfferContext = { variables: readonly Variable[]; words: OfferWords; language: string | undefined }

/** `text` goes in as it is, or as a snippet with places to go on writing; a tag closes itself. */
export type Offer = { kind: 'plain' | 'snippet' | 'tag'; label: string; detail: string; text: string }
export type Offers = {
  /** Characters before the cursor that belong to the word that is typed. */
  typed: number
  /** Whether a dot belongs to the word. */
  isPath: boolean
  items: Offer[]
}

const keysOf = <Key extends string>(of: Record<Key, unknown>) => Object.keys(of) as Key[]

/** What fits between these two texts; undefined where nothing does. */
export function findOffers(
  before: string,
  after: string,
  { variables, words, language }: OfferContext,
): Offers | undefined {
  const typed = /[\w.]*$/.exec(before)?.[0].length ?? 0
  if (/\{\{[^{}]*\|\s*\w*$/.test(before)) {
    const items = keysOf(FILTERS).map((name) => snippet(name, words.filters[name], FILTERS[name]))
    return { typed, isPath: false, items }
  }
  if (/\{\{\s*[\w.]*$/.test(before)) return { typed, isPath: true, items: outputs(after, variables, language) }
  const [condition] = /\{%-?\s*(?:if|elsif|unless|case|assign|for)\s[^{}%]*$/.exec(before) ?? []
  if (condition !== undefined) {
    // Within quotes stands what somebody writes.
    if ((condition.match(/['"]/g) ?? []).length % 2 === 1) return undefined
    return { typed, isPath: true, items: variables.map(({ name, label }) => plain(name, label, name)) }
  }
  if (!/\{%-?\s*\w*$/.test(before)) return undefined
  const items = keysOf(TAGS).map((name): Offer => {
    return { kind: 'tag', label: name, detail: words.liquidTags[name], text: TAGS[name] }
  })
  return { typed, isPath: false, items }
}

const plain = (label: string, detail: string, text: string): Offer => ({ kind: 'plain', label, detail, text })
const snippet = (label: string, detail: string, text: string): Offer => ({ kind: 'snippet', label, detail, text })

/** Each field, and for those of a person what stands there where it is not known. */
function outputs(after: string, variables: readonly Variable[], language: string | undefined): Offer[] {
  const isClosed = /^\s*(?:\||\}\})/.test(after)
  const withFallback = variables
    .filter(({ name }) => name.startsWith('contact.') && !isClosed)
    .map(({ name, label }) =>
      snippet(`${name} | default`, label, `${name} | default: '#{${fallbackFor(name, language) ?? ''}}' }}`),
    )
  return [...variables.map(({ name, label }) => plain(name, label, isClosed ? name : `${name} }}`)), ...withFallback]
}

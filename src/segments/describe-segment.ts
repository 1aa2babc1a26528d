// The tree in one sentence, in English and Norwegian, in pieces: each condition knows its place, so that a page can
// lead from its words to the condition. Says only what the tree says.
import type { Db } from '../platform/database.ts'
import {
  type Condition,
  type EventCondition,
  type FieldCondition,
  type Group,
  isGroup,
  type Node,
} from './definition.ts'
import type { SegmentFields } from './segment-fields.ts'
import { type Language, type SegmentWords, segmentWords } from './segment-words.ts'

/** A piece of the sentence; `path` is the place of the condition it speaks of. */
export type Piece = { text: string; path?: string }
export type Names = { fields: SegmentFields; imports: ReadonlyMap<string, string> }

/** Names that sentences need and trees only point at. */
export async function findNames(db: Db, fields: SegmentFields): Promise<Names> {
  const imports = await db.import.findMany({ select: { id: true, fileName: true } })
  return { fields, imports: new Map(imports.map((row) => [row.id, row.fileName])) }
}

/** "People whose country is Norway or Sweden and who viewed a page at least twice in the last 30 days." */
export function describeSegment(definition: Group, names: Names, language: Language): Piece[] {
  const words = segmentWords[language]
  const inside = describeGroup(definition, '', names, language)
  if (inside.length === 0) return [{ text: words.everybody }]
  return [{ text: `${words.people} ` }, ...inside, { text: '.' }]
}

/** The sentence as plain text. */
export const asText = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('')

function describeGroup(group: Group, path: string, names: Names, language: Language): Piece[] {
  const words = segmentWords[language]
  const parts = group.conditions
    .map((node, index) => describeNode(node, `${path === '' ? '' : `${path}.`}conditions.${index}`, names, language))
    .filter((part) => part.length > 0)
  return parts.flatMap((part, index) => {
    if (index === 0) return part
    const isLast = index === parts.length - 1
    const glue = group.kind === 'any' ? ` ${words.or} ` : isLast ? `${parts.length > 2 ? ',' : ''} ${words.and} ` : ', '
    return [{ text: glue }, ...part]
  })
}

function describeNode(node: Node, path: string, names: Names, language: Language): Piece[] {
  if (isGroup(node)) {
    const inside = describeGroup(node, path, names, language)
    const isPlain = inside.length === 0 || node.conditions.length === 1 || node.kind === 'any'
    return isPlain ? inside : [{ text: '(' }, ...inside, { text: ')' }]
  }
  return describeCondition(node, names, language).map(([text, isLink]) => (isLink ? { text, path } : { text }))
}

/** Words of one condition; true marks what the condition is about. */
type Phrase = [text: string, isLink?: boolean][]

function describeCondition(condition: Condition, names: Names, language: Language): Phrase {
  const words = segmentWords[language]
  switch (condition.kind) {
    case 'field':
      return describeField(condition, names, language)
    case 'score':
      return [[`${words.whose} ${words.score[condition.of]} `], [words.atLeast(String(condition.atLeast)), true]]
    case 'event':
      return describeEvent(condition, words)
    case 'import':
      return [[`${words.cameFrom} `], [names.imports.get(condition.importId) ?? words.anImport, true]]
    default:
      return condition satisfies never
  }
}

function describeField({ field, operator, values }: FieldCondition, names: Names, language: Language): Phrase {
  const words = segmentWords[language]
  const known = names.fields.get(field)
  const label = known?.label ?? words.fields[field] ?? field
  const spell = (value: string | number | boolean) => spellValue(value, known?.type, words, language)
  const list = new Intl.ListFormat(language, { type: 'disjunction' }).format(values.map(spell))
  return [[`${words.whose} ${label} `], [words.operators[operator](list), true]]
}

function spellValue(
  value: string | number | boolean,
  type: string | undefined,
  words: SegmentWords,
  language: Language,
) {
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
  if (type === 'country' && /^[A-Z]{2}$/.test(value))
    return new Intl.DisplayNames(language, { type: 'region' }).of(value) ?? value
  if (type === 'language' && /^[a-z]{2}$/.test(value))
    return new Intl.DisplayNames(language, { type: 'language' }).of(value) ?? value
  if (type === 'date')
    return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(value))
  return type === 'choice' ? (words.choices[value] ?? value) : value
}

function describeEvent({ event, has, times, days, where }: EventCondition, words: SegmentWords): Phrase {
  const known = words.events[event]
  const verb = known ? (has ? known.did : known.hasNot) : has ? words.didEvent(event) : words.hasNotEvent(event)
  const which = where.map((one) => words.where[one.operator](one.property, one.value)).join(` ${words.and} `)
  const often = has && times > 1 ? ` ${words.times(times)}` : ''
  const when = days === null ? '' : ` ${words.within(days)}`
  return [[`${words.who} `], [`${verb}${which === '' ? '' : ` ${which}`}${often}${when}`, true]]
}

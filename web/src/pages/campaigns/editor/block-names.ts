// What a block is called, so that it can be told from its neighbours without being seen.
import { readCondition } from './mjml/conditions.ts'
import { attributeOf, readValue } from './mjml/parse-mjml.ts'
import type { Block, Mail } from './mjml/read-mail.ts'
import type { Variable } from './mjml/variables.ts'
import { plainText } from './text/write-text.ts'

/** Characters of a name that are shown. */
const SHORT = 40

type Words = { kinds: Record<Block['kind'], string>; named: (kind: string, said: string) => string }

export function blockName(mail: Mail, block: Block, words: Words): string {
  const said = saidIn(mail, block)
  return words.named(words.kinds[block.kind], said.length > SHORT ? `${said.slice(0, SHORT).trimEnd()}…` : said)
}

function saidIn({ source }: Mail, { element, kind }: Block): string {
  if (!element) return ''
  if (kind === 'image') return readValue(attributeOf(element, 'alt') ?? '')
  const isText = kind === 'text' || kind === 'heading' || kind === 'button'
  const said = isText && element.inner ? plainText(source.slice(element.inner.start, element.inner.end)) : ''
  return said.replace(/\{\{[\s\S]*?\}\}/g, '…')
}

/** A condition in words: "City is Oslo". What somebody wrote by hand stays as it is written. */
export function sayCondition(
  said: string,
  variables: readonly Variable[],
  operators: Record<NonNullable<ReturnType<typeof readCondition>>['operator'], string>,
): string {
  const condition = readCondition(said)
  if (!condition) return said
  const label = variables.find(({ name }) => name === condition.field)?.label ?? condition.field
  return [label, operators[condition.operator], condition.value].filter((part) => part !== '').join(' ')
}

// What a sign of Liquid in a text is called: a field by its name, a condition in words, anything else by its source.
import { sayCondition } from '../block-names.ts'
import type { Operator } from '../mjml/conditions.ts'
import { readOutput, type Variable } from '../mjml/variables.ts'

export type LiquidWords = { operators: Record<Operator, string>; onlyIf: string; endOfIf: string; elseOfIf: string }

export function liquidLabel(source: string, variables: readonly Variable[], words: LiquidWords): string {
  const output = readOutput(source)
  const known = output && variables.find(({ name }) => name === output.name)
  if (known) return output.fallback === '' ? known.label : `${known.label} / ${output.fallback}`
  const [, tag = '', said = ''] = /^\{%-?\s*(\w+)\s*([\s\S]*?)\s*-?%\}$/.exec(source) ?? []
  if (tag === 'if') return `${words.onlyIf} ${sayCondition(said, variables, words.operators)}`
  if (tag === 'endif') return words.endOfIf
  if (tag === 'else') return words.elseOfIf
  return source.replace(/^\{[{%]-?\s*|\s*-?[%}]\}$/g, '')
}

// What is offered while Liquid is written in the source.
import { type CompletionContext, type CompletionResult, snippetCompletion } from '@codemirror/autocomplete'
import type { Variable } from '../mjml/variables.ts'

/** Behind two braces: each field, and for those of a person a place to say what stands there where it is not known. */
export function offerFields(context: CompletionContext, variables: readonly Variable[]): CompletionResult | null {
  const before = context.matchBefore(/\{\{\s*[\w.]*/)
  if (!before) return null
  const from = before.from + (/^\{\{\s*/.exec(before.text)?.[0].length ?? 2)
  const isClosed = /^\s*(?:\||\}\})/.test(context.state.sliceDoc(context.pos, context.pos + 4))
  const close = isClosed ? '' : ' }}'
  const plain = variables.map(({ name, label }) => ({ label: name, detail: label, apply: `${name}${close}` }))
  const withFallback = variables
    .filter(({ name }) => name.startsWith('contact.') && !isClosed)
    .map(({ name, label }) =>
      snippetCompletion(`${name} | default: '#{}' }}`, { label: `${name} | default`, detail: label, boost: -1 }),
    )
  return { from, options: [...plain, ...withFallback], validFor: /^[\w.]*$/ }
}

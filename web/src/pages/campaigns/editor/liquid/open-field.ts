// A field that is being typed between two braces: which ones are meant, and how it is filled in.
import { type Variable, writeOutput } from '../mjml/variables.ts'

/** `from` and `to` are the span of the whole output; `typed` is what stands in it before the cursor. */
export type OpenField = { from: number; to: number; typed: string }

/** The output that the cursor stands in, as long as nothing but a name was typed in it. */
export function openField(text: string, cursor: number): OpenField | undefined {
  const [whole, typed = ''] = /\{\{\s*([\w.]*)$/.exec(text.slice(0, cursor)) ?? []
  if (whole === undefined) return undefined
  const closing = /^\s*\}\}/.exec(text.slice(cursor))?.[0] ?? ''
  return { from: cursor - whole.length, to: cursor + closing.length, typed }
}

/** Those whose name or label has what was typed, those that begin with it first. */
export function findFields(variables: readonly Variable[], typed: string): Variable[] {
  const wanted = typed.toLowerCase()
  const places = variables.map((variable) => {
    const within = [variable.name, variable.name.slice(variable.name.lastIndexOf('.') + 1), variable.label]
    const at = within.map((one) => one.toLowerCase().indexOf(wanted)).filter((place) => place >= 0)
    return { variable, at: at.length === 0 ? -1 : Math.min(...at) }
  })
  return places
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => Number(a.at > 0) - Number(b.at > 0))
    .map(({ variable }) => variable)
}

/** The text with the field in it, and where the cursor stands then. */
export function fillField(
  text: string,
  { from, to }: OpenField,
  field: { name: string; fallback: string },
): { text: string; cursor: number } {
  const output = writeOutput(field)
  return { text: text.slice(0, from) + output + text.slice(to), cursor: from + output.length }
}

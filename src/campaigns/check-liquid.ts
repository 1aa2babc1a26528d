// Whether a text says only what we know of a person. A variable that does not exist is named here, before publishing;
// at sending it would stop the mail of everybody.
import { compilePreview, TEMPLATE_VARIABLES } from '../delivery/index.ts'
import type { LineFault } from './compile-mjml.ts'

/** `links` are numbered when a mail is frozen; nobody writes them. */
const WRITABLE = TEMPLATE_VARIABLES.filter((name) => name !== 'links')

/** What is wrong with the Liquid of a text, by line. `fieldKeys` are the custom fields of contacts. */
export function findLiquidFaults(source: string, fieldKeys: readonly string[]): LineFault[] {
  try {
    const { engine, templates } = compilePreview(source, 'plain')
    const { globals } = engine.analyzeSync(templates, { partials: false })
    return Object.values(globals)
      .flat()
      .flatMap(({ segments, location }) => {
        const message = findVariableFault(segments, fieldKeys)
        return message ? [{ line: location.row, message }] : []
      })
      .sort((a, b) => a.line - b.line)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const line = Number(/line:(\d+)/.exec(text)?.[1])
    const message = text.replace(/, line:\d+, col:\d+/, '')
    return [{ line: Number.isInteger(line) ? line : null, message }]
  }
}

function findVariableFault(segments: readonly unknown[], fieldKeys: readonly string[]): string | undefined {
  if (!segments.every((segment) => typeof segment === 'string'))
    return `Write the field of {{ ${String(segments[0])} }} by its name, not by a value.`
  const name = segments.join('.')
  if (WRITABLE.some((known) => known === name)) return undefined
  if (name.startsWith('contact.fields.')) {
    const key = name.slice('contact.fields.'.length)
    if (fieldKeys.includes(key)) return undefined
    return `There is no field ${key}. ${adviseField(fieldKeys)}`
  }
  const near = WRITABLE.filter((known) => known.startsWith(`${String(segments[0])}.`))
  return `There is no variable {{ ${name} }}. Use one of: ${(near.length > 0 ? near : WRITABLE).join(', ')}.`
}

const adviseField = (keys: readonly string[]) =>
  keys.length === 0 ? 'No fields are defined for contacts yet.' : `Use one of: ${keys.join(', ')}.`

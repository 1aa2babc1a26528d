// Fills variables into a template. Most of a mail is fixed text and plain outputs such as {{ contact.first_name }}: those
// are put in directly, and only the blocks between them are left to Liquid, which walks each output through a dozen
// generators (measured: a seventh of all the work of sending). What comes out is the same, and so is every error.
import { type Context, type Liquid, Output, type Template, TokenKind } from 'liquidjs'

/** Writes what comes out piece by piece. What was written before an error is to be thrown away. */
export type FillTemplate = (variables: object, write: (text: string) => void) => void
type Path = { path: string[]; template: Template }
type Piece = string | Path | Template[]

/** A path through own properties and nothing else: no filter, no literal, no operator. */
const PLAIN_OUTPUT = /^\{\{-?\s*([a-z_]\w*(?:\.[a-z_]\w*|\[\d+\])*)\s*-?\}\}$/i
/** Words that have a meaning of their own in a path. */
const OWN_MEANING = ['size', 'first', 'last', 'true', 'false', 'nil', 'null', 'empty', 'blank']
/** Tags by which one part of a template changes what another part sees: such a template is not divided. */
const SHARED_STATE = /\{%-?\s*(?:assign|cycle)\b|\boffset\s*:\s*continue\b/

/** Divides a parsed template once, so that each filling does only what differs from person to person. */
export function compileFill(engine: Liquid, source: string, templates: Template[]): FillTemplate {
  const render = (part: Template[], variables: object): string =>
    engine.renderSync(part, variables as Context['environments'])
  if (SHARED_STATE.test(source)) return (variables, write) => write(render(templates, variables))
  const written = engine.options.outputEscape as (value: unknown) => string
  const pieces = divide(templates, (fixed) => render([fixed], {}))
  return (variables, write) => {
    for (const piece of pieces) {
      if (typeof piece === 'string') write(piece)
      else if (Array.isArray(piece)) write(render(piece, variables))
      else {
        const value = read(variables, piece.path)
        // Whatever is not simply text is Liquid's to judge, above all what is missing.
        write(typeof value === 'string' ? written(value) : render([piece.template], variables))
      }
    }
  }
}

function divide(templates: Template[], textOf: (fixed: Template) => string): Piece[] {
  const pieces: Piece[] = []
  for (const template of templates) {
    const last = pieces.at(-1)
    const path = template instanceof Output ? pathOf(template) : undefined
    if (path) pieces.push({ path, template })
    else if (template.token.kind === TokenKind.HTML) pieces.push(textOf(template))
    else if (Array.isArray(last)) last.push(template)
    else pieces.push([template])
  }
  return pieces
}

function pathOf(output: Output): string[] | undefined {
  const path = PLAIN_OUTPUT.exec(output.token.getText())?.[1]
    ?.split(/[.[\]]+/)
    .filter(Boolean)
  return path?.some((step) => OWN_MEANING.includes(step)) ? undefined : path
}

function read(variables: object, path: readonly string[]): unknown {
  let value: unknown = variables
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

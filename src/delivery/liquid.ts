// The Liquid that mails are written in: a small set of tags, strict variables, limits, and every output escaped.
// Two engines share it: one writes plain text, one writes quoted-printable, so that the fixed parts of a mail are
// encoded once and only the variables are encoded for each person.
import { Liquid, type Template } from 'liquidjs'
import { encode, wrap } from 'nodemailer/lib/qp'
import { DomainError } from '../platform/errors.ts'
import { compileFill, type FillTemplate } from './fill-template.ts'

/** Tags that cannot loop without end, read files or write text that was already encoded. */
const TAGS = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment', '#', 'echo', 'cycle']
/** Characters of template, ms of rendering, units of memory: a mail needs a hundredth, a mistake would need all. */
const LIMITS = { parseLimit: 2_000_000, renderLimit: 200, memoryLimit: 5_000_000 }

function makeEngine(outputEscape: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    ...LIMITS,
    outputEscape,
  })
  for (const tag of Object.keys(engine.tags)) if (!TAGS.includes(tag)) delete engine.tags[tag]
  // Every output is escaped already; these would escape twice, or not at all.
  for (const filter of ['raw', 'escape', 'escape_once']) engine.registerFilter(filter, (value: unknown) => value)
  return engine
}

const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value))
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const asHtml = (value: unknown) => asText(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

/** RFC 2045 6.7: at most 76 characters a line. Ours begin after a soft break, so 73 leave room for the next one. */
const LINE = 73
const SOFT_BREAK = '=\r\n'
const toCrlf = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n')
/** Most names, words and addresses of pages are in no need of any encoding, but long ones of lines. */
const AS_IT_IS = /^[\w-](?:[\w ,.:;/?&+-]{0,71}[\w,:;/?&+-])?$/
const LONG_AS_IT_IS = /^[\w,.:;/?&+-]{2,}$/
function quoted(text: string): string {
  if (text === '') return ''
  if (AS_IT_IS.test(text)) return SOFT_BREAK + text
  if (LONG_AS_IT_IS.test(text)) return inLines(text)
  return SOFT_BREAK + guardEdges(wrap(encode(toCrlf(text)), LINE))
}
/** A dot stays with what is before it, since none may begin a line. */
function inLines(text: string): string {
  let lines = ''
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = Math.min(from + LINE, text.length)
    while (to < text.length && to > from + 1 && text[to] === '.') to--
    lines += SOFT_BREAK + (text[from] === '.' ? `=2E${text.slice(from + 1, to)}` : text.slice(from, to))
  }
  return lines
}

// A space at the end of a line may be lost on the way, and a dot at its start means something to SMTP: neither occurs.
const guardEdges = (text: string) =>
  text.replace(/[ \t](?=\r\n|$)/g, (space) => (space === ' ' ? '=20' : '=09')).replace(/(^|\n)\./g, '$1=2E')

export type Format = 'plain' | 'text' | 'html'
const engines: Record<Format, Liquid> = {
  plain: makeEngine(asText),
  text: makeEngine((value) => quoted(asText(value))),
  html: makeEngine((value) => quoted(asHtml(value))),
}
const unencoded = { plain: engines.plain, text: engines.plain, html: makeEngine(asHtml) }

export type CompiledTemplate = { engine: Liquid; templates: Template[]; fill: FillTemplate }

/** Compiles for sending: `text` and `html` come out as quoted-printable, `plain` as it is. Throws what is wrong and where. */
export function compileTemplate(source: string, format: Format): CompiledTemplate {
  return compile(engines[format], format === 'plain' ? source : encodeLiterals(source))
}

/** Compiles for showing: nothing is transfer-encoded. */
export function compilePreview(source: string, format: Format): CompiledTemplate {
  return compile(unencoded[format], source)
}

function compile(engine: Liquid, source: string): CompiledTemplate {
  const templates = parse(engine, source)
  return { engine, templates, fill: compileFill(engine, source, templates) }
}

/** Renders for one person. A variable that does not exist throws: the message of that person fails, no other. */
export function renderTemplate({ fill }: CompiledTemplate, variables: object): string {
  let text = ''
  fill(variables, (piece) => {
    text += piece
  })
  return text
}

function parse(engine: Liquid, source: string): Template[] {
  try {
    return engine.parse(source)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new DomainError('invalid', `The template cannot be read: ${message}. Correct it and save again.`, { cause })
  }
}

const TAG = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/

/** Encodes what stands between the tags. White space that a tag trims ({%- -%}) is trimmed before it is encoded. */
function encodeLiterals(source: string): string {
  const parts = source.split(TAG)
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part.replace(/^(\{[{%])-/, '$1').replace(/-([%}]\})$/, '$1')
      const before = parts[index - 1] ?? ''
      const after = parts[index + 1] ?? ''
      const left = /-[%}]\}$/.test(before) ? part.trimStart() : part
      return quoted(/^\{[{%]-/.test(after) ? left.trimEnd() : left)
    })
    .join('')
}

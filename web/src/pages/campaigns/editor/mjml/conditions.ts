// Blocks that only some people get: a Liquid condition over one known field, in raw blocks before and after them.
import { type Edit, editSpans } from './edit-mail.ts'
import type { Block, Mail } from './read-mail.ts'

export const OPERATORS = ['is', 'is_not', 'known', 'unknown', 'contains', 'over', 'under'] as const
export type Operator = (typeof OPERATORS)[number]
/** `field` is a variable such as contact.city. A number is compared as one, everything else as text. */
export type Condition = { field: string; operator: Operator; value: string }

export const needsValue = (operator: Operator): boolean => operator !== 'known' && operator !== 'unknown'

const FIELD = /^[a-z_]\w*(?:\.[a-z_]\w*)+$/i
const QUOTED = /^(?:"([^"]*)"|'([^']*)')$/
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** As Liquid. `under` asks first whether anything is known, since nothing counts as 0. */
export function writeCondition({ field, operator, value }: Condition): string {
  const said = NUMBER.test(value) && (operator === 'over' || operator === 'under') ? value : quote(value)
  if (operator === 'known') return `${field} != ''`
  if (operator === 'unknown') return `${field} == ''`
  if (operator === 'is') return `${field} == ${said}`
  if (operator === 'is_not') return `${field} != ${said}`
  if (operator === 'contains') return `${field} contains ${said}`
  // Only one of the two signs may stand in MJML: the other begins a tag.
  return operator === 'over' ? `${field} > ${said}` : `${field} != '' and ${said} > ${field}`
}

/** Quotes cannot be escaped in Liquid, so one kind has to go where both occur. */
const quote = (value: string) => {
  const safe = value.replace(/[<>{}%]/g, '')
  return safe.includes("'") ? `"${safe.replaceAll('"', '')}"` : `'${safe}'`
}

/** Reads what writeCondition writes, in either kind of quotes; undefined for conditions that somebody wrote by hand. */
export function readCondition(said: string): Condition | undefined {
  const under = /^(\S+) != (?:''|"") and (\S+) > (\S+)$/.exec(said)
  if (under && under[1] === under[3] && FIELD.test(under[1] ?? '') && NUMBER.test(under[2] ?? ''))
    return { field: under[1] ?? '', operator: 'under', value: under[2] ?? '' }
  const [, field = '', sign, right = ''] = /^(\S+)\s+(==|!=|>|contains)\s+([\s\S]+)$/.exec(said.trim()) ?? []
  if (!FIELD.test(field)) return undefined
  if (sign === '>') return NUMBER.test(right) ? { field, operator: 'over', value: right } : undefined
  const quoted = QUOTED.exec(right)
  if (!quoted) return undefined
  const value = quoted[1] ?? quoted[2] ?? ''
  if (sign === 'contains') return { field, operator: 'contains', value }
  if (value === '') return { field, operator: sign === '==' ? 'unknown' : 'known', value: '' }
  return { field, operator: sign === '==' ? 'is' : 'is_not', value }
}

/** MJML that only those get for whom the condition holds. */
export const onlyFor = (condition: Condition, mjml: string): string =>
  `<mj-raw>{% if ${writeCondition(condition)} %}</mj-raw>\n${mjml}\n<mj-raw>{% endif %}</mj-raw>`

/** Asks something else. `block` is a condition. */
export function setCondition(mail: Mail, block: Block, condition: Condition): Edit {
  const inner = block.children[0]?.inner
  if (!inner) return { source: mail.source, focus: block.start }
  const text = `<mj-raw>{% if ${writeCondition(condition)} %}</mj-raw>`
  return editSpans(mail, [{ start: block.start, end: inner.start, text }], block.start)
}

/** Gives everybody else something of their own, to begin with this MJML. */
export function addOtherwise(mail: Mail, block: Block, mjml: string): Edit {
  const inner = block.children[0]?.inner
  if (!inner || block.children.length > 1) return { source: mail.source, focus: block.start }
  const text = `<mj-raw>{% else %}</mj-raw>\n${mjml}\n`
  return editSpans(mail, [{ start: inner.end, end: inner.end, text }], block.start)
}

/** Nobody else gets anything any more. */
export function removeOtherwise(mail: Mail, block: Block): Edit {
  const [first, second] = block.children
  if (!first?.inner || !second?.inner) return { source: mail.source, focus: block.start }
  return editSpans(mail, [{ start: first.inner.end, end: second.inner.end, text: '' }], block.start)
}

/** Everybody gets what the condition held. What stood in its else is gone. */
export function unwrapCondition(mail: Mail, block: Block): Edit {
  const first = block.children[0]
  const child = first?.children[0]
  if (!first?.inner || !child) return { source: mail.source, focus: block.start }
  const text = mail.source.slice(first.inner.start, first.inner.end).trim()
  return editSpans(mail, [{ start: block.start, end: block.end, text }], block.start)
}

/** Puts a block into a condition. */
export function wrapInCondition(mail: Mail, block: Block, condition: Condition): Edit {
  const own = mail.source.slice(block.start, block.end)
  const text = onlyFor(condition, own)
  return editSpans(mail, [{ start: block.start, end: block.end, text }], block.start)
}

// How many columns a section has, and how wide they are.
import { attributeSplice, type Edit, editSpans } from './edit-mail.ts'
import { ownLook } from './look.ts'
import type { Block, Mail } from './read-mail.ts'

/** Each as the shares of its columns; undefined: equal. */
export const COLUMN_LAYOUTS = {
  one: [undefined],
  two: [undefined, undefined],
  three: [undefined, undefined, undefined],
  narrow_wide: ['33%', '67%'],
  wide_narrow: ['67%', '33%'],
} as const satisfies Record<string, readonly (string | undefined)[]>
export type ColumnLayout = keyof typeof COLUMN_LAYOUTS

/** Which of them a section has; undefined for widths that somebody wrote by hand. */
export function layoutOf(section: Block): ColumnLayout | undefined {
  const widths = section.children.map(({ element }) => (element ? ownLook(element, 'width') : undefined))
  return (Object.keys(COLUMN_LAYOUTS) as ColumnLayout[]).find((name) => {
    const shares = COLUMN_LAYOUTS[name]
    return shares.length === widths.length && shares.every((share, index) => share === widths[index])
  })
}

/** Gives a section other columns. What stood in a column that goes stands at the end of the last one that stays. */
export function setLayout(mail: Mail, section: Block, layout: ColumnLayout): Edit {
  const shares = COLUMN_LAYOUTS[layout]
  const staying = section.children.slice(0, shares.length)
  const going = section.children.slice(shares.length)
  const { source } = mail
  const widths = staying.flatMap(({ element }, index) =>
    element ? attributeSplice(source, element, 'width', shares[index]) : [],
  )
  const last = staying.at(-1)
  const lastEnd = section.children.at(-1)?.end ?? section.end
  const indent = /(?:^|\n)([ \t]*)$/.exec(source.slice(0, last?.start ?? 0))?.[1] ?? ''
  const added = shares
    .slice(staying.length)
    .map((share) => `\n${indent}<mj-column${share === undefined ? '' : ` width="${share}"`}></mj-column>`)
    .join('')
  const kept = going.map(({ inner }) => (inner ? source.slice(inner.start, inner.end).trimEnd() : '')).join('')
  const splices = [...widths]
  if (added !== '') splices.push({ start: lastEnd, end: lastEnd, text: added })
  if (going.length > 0 && last) {
    if (kept.trim() !== '') splices.push(keepIn(source, last, kept, indent))
    splices.push({ start: last.end, end: lastEnd, text: '' })
  }
  return editSpans(mail, splices, section.start)
}

function keepIn(source: string, column: Block, kept: string, indent: string) {
  const { element, inner } = column
  if (inner) {
    const at = inner.start + source.slice(inner.start, inner.end).trimEnd().length
    return { start: at, end: inner.end, text: `${kept}\n${indent}` }
  }
  const slash = source.lastIndexOf('/', (element?.end ?? column.end) - 1)
  const start = source.slice(column.start, slash).trimEnd().length + column.start
  return { start, end: column.end, text: `>${kept}\n${indent}</mj-column>` }
}

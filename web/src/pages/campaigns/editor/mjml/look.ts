// How a block looks: what it says itself, else its class, else what the mail says of all such tags, else MJML.
import { attributeOf, readValue } from './parse-mjml.ts'
import type { Block, Mail } from './read-mail.ts'

/** What MJML 5 takes where nothing is said. */
const BY_ITSELF: Record<string, Record<string, string>> = {
  'mj-text': { align: 'left', color: '#000000', 'font-size': '13px', 'line-height': '1', padding: '10px 25px' },
  'mj-button': {
    align: 'center',
    'background-color': '#414141',
    'border-radius': '3px',
    color: '#ffffff',
    'font-size': '13px',
    'font-weight': 'normal',
    'inner-padding': '10px 25px',
    padding: '10px 25px',
  },
  'mj-image': { align: 'center', padding: '10px 25px' },
  'mj-divider': {
    ...{ align: 'center', 'border-color': '#000000', 'border-style': 'solid', 'border-width': '4px' },
    ...{ padding: '10px 25px', width: '100%' },
  },
  'mj-spacer': { height: '20px', padding: '0' },
  'mj-social': { align: 'center', 'icon-size': '20px', color: '#333333', 'font-size': '13px', padding: '10px 25px' },
  'mj-section': { padding: '20px 0', 'text-align': 'center' },
  'mj-wrapper': { padding: '20px 0' },
  'mj-column': { padding: '0', 'vertical-align': 'top' },
  'mj-hero': { 'background-color': '#ffffff', height: '0px', padding: '0px', 'vertical-align': 'top' },
  'mj-body': { width: '600px' },
}

/** What holds for an attribute of a block, or undefined where nothing does. */
export const lookOf = (mail: Mail, { element }: Block, name: string): string | undefined =>
  element ? (ownLook(element, name) ?? inheritedLook(mail, element, name)) : undefined

type Element = NonNullable<Block['element']>

/** What the tag says itself. */
export function ownLook(element: Element, name: string): string | undefined {
  const value = attributeOf(element, name)
  return value === undefined ? undefined : readValue(value)
}

/** What would hold if the tag said nothing itself. */
export function inheritedLook({ defaults }: Mail, element: Element, name: string): string | undefined {
  const classes = attributeOf(element, 'mj-class')?.split(/\s+/) ?? []
  const ofClass = classes.findLast((one) => defaults.classes[one]?.[name] !== undefined)
  return (
    (ofClass === undefined ? undefined : defaults.classes[ofClass]?.[name]) ??
    defaults.tags[element.tag]?.[name] ??
    defaults.tags['mj-all']?.[name] ??
    BY_ITSELF[element.tag]?.[name]
  )
}

export type Sides = { top: string; right: string; bottom: string; left: string }

/** Space around a block: `padding`, with each side that is said by itself over it. */
export function paddingOf(mail: Mail, block: Block, name = 'padding'): Sides {
  const parts = (lookOf(mail, block, name) ?? '0').trim().split(/\s+/)
  const [top = '0', right = top, bottom = top, left = right] = parts
  const side = (of: keyof Sides, otherwise: string) => lookOf(mail, block, `${name}-${of}`) ?? otherwise
  return {
    top: side('top', top),
    right: side('right', right),
    bottom: side('bottom', bottom),
    left: side('left', left),
  }
}

/** As short as it can be said. */
export function writeSides({ top, right, bottom, left }: Sides): string {
  if (left !== right) return `${top} ${right} ${bottom} ${left}`
  if (top !== bottom) return `${top} ${right} ${bottom}`
  return top === right ? top : `${top} ${right}`
}

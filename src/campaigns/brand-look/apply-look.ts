// The look of a sender as MJML attributes, put before those of the template: what a template says itself is stronger. No
// line of it moves.
import { luminance, neededContrast, parseColour, readableColour } from '../checks/contrast.ts'
import { type BrandLook, FONTS } from './brand-look.ts'

/** MJML with the look of its sender; as it is where nothing was chosen. */
export function applyLook(mjml: string, look: BrandLook | null, colour: string): string {
  if (!look) return mjml
  const attributes = `<mj-attributes>${lookAttributes(look, colour)}</mj-attributes>`
  if (/<mj-head\b[^>]*>/.test(mjml)) return mjml.replace(/<mj-head\b[^>]*>/, (head) => head + attributes)
  return mjml.replace(/<mjml\b[^>]*>/, (root) => `${root}<mj-head>${attributes}</mj-head>`)
}

const lookAttributes = ({ font, textColour, backgroundColour, buttonRadius }: BrandLook, colour: string): string =>
  [
    `<mj-all font-family="${FONTS[font]}" />`,
    `<mj-body background-color="${backgroundColour}" />`,
    `<mj-text color="${textColour}" />`,
    `<mj-button background-color="${colour}" color="${readableOn(colour)}" border-radius="${buttonRadius}px" />`,
  ].join('')

/** White or near black, whichever is read better on the colour, and darker where that is not enough. */
export function readableOn(colour: string): string {
  const paper = parseColour(colour) ?? [0, 0, 0]
  const ink = luminance(paper) > 0.179 ? ([0x13, 0x20, 0x1b] as const) : ([255, 255, 255] as const)
  return readableColour(ink, paper, neededContrast(16, false)).toUpperCase()
}

// How well a colour is read on another, after WCAG 2.2 (1.4.3 and relative luminance).

type Rgb = readonly [number, number, number]

/** The names that people write; what is not here is not judged. */
const NAMES: Record<string, string> = {
  ...{ black: '#000000', white: '#ffffff', red: '#ff0000', green: '#008000', blue: '#0000ff', yellow: '#ffff00' },
  ...{ gray: '#808080', grey: '#808080', silver: '#c0c0c0', lightgray: '#d3d3d3', lightgrey: '#d3d3d3' },
  ...{ darkgray: '#a9a9a9', darkgrey: '#a9a9a9', navy: '#000080', orange: '#ffa500', purple: '#800080' },
  ...{ teal: '#008080', maroon: '#800000', lime: '#00ff00', olive: '#808000', aqua: '#00ffff', fuchsia: '#ff00ff' },
}
/** Ratios that text needs: the second where it is large. */
const NEEDED = { plain: 4.5, large: 3 }
/** px from which text is large; where it is bold, from which. 18 pt and 14 pt. */
const LARGE = { plain: 24, bold: 18.66 }

/** Red, green and blue from 0 to 255; undefined for what is no colour or lets another one through. */
export function parseColour(written: string): Rgb | undefined {
  const text = NAMES[written.trim().toLowerCase()] ?? written.trim().toLowerCase()
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/.exec(text)?.[1]
  if (hex) {
    const pairs = hex.length === 3 ? [...hex].map((one) => one + one) : (hex.match(/../g) ?? [])
    const [red = 0, green = 0, blue = 0] = pairs.map((pair) => Number.parseInt(pair, 16))
    return [red, green, blue]
  }
  const [, red, green, blue] = /^rgba?\((\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+1(?:\.0+)?)?\)$/.exec(text) ?? []
  return red === undefined ? undefined : [Number(red), Number(green), Number(blue)]
}

/** From 0, black, to 1, white. */
export function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour
    .map((channel) => channel / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** From 1, the same, to 21, black on white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The ratio that text of this size (px) needs. */
export const neededContrast = (size: number, isBold: boolean): number =>
  size >= (isBold ? LARGE.bold : LARGE.plain) ? NEEDED.large : NEEDED.plain

/** The colour nearest to `colour` that is read well enough on `background`, as #rrggbb. */
export function readableColour(colour: Rgb, background: Rgb, needed: number): string {
  const towards = luminance(background) > 0.179 ? 0 : 255
  for (let share = 0; share <= 1; share += 0.02) {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => Math.round(channel + (towards - channel) * share))
    if (contrast([red, green, blue], background) >= needed) return toHex([red, green, blue])
  }
  return toHex([towards, towards, towards])
}

export const toHex = (colour: Rgb): string =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`

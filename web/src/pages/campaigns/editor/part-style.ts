// How blocks look in the editor: close to what MJML makes of them, so that nobody has to imagine it. The preview beside the
// editor is exact.
import type { CSSProperties } from 'react'
import { lookOf, paddingOf, type Sides } from './mjml/look.ts'
import type { Block, Mail } from './mjml/read-mail.ts'

export const spaceOf = (mail: Mail, block: Block, name = 'padding'): CSSProperties => {
  const { top, right, bottom, left }: Sides = paddingOf(mail, block, name)
  return { paddingTop: top, paddingRight: right, paddingBottom: bottom, paddingLeft: left }
}

/** A background as MJML would draw it; an image only by its address, which nothing else can follow. */
export function groundOf(mail: Mail, block: Block): CSSProperties {
  const url = lookOf(mail, block, 'background-url')
  return {
    backgroundColor: lookOf(mail, block, 'background-color'),
    borderRadius: lookOf(mail, block, 'border-radius'),
    ...(url && /^(https?:|\/)/.test(url) && !/["\\\n]/.test(url)
      ? {
          backgroundImage: `url("${url}")`,
          backgroundSize: lookOf(mail, block, 'background-size') ?? 'cover',
          backgroundPosition: lookOf(mail, block, 'background-position') ?? 'center',
        }
      : {}),
  }
}

const aligned = (value: string | undefined): CSSProperties['textAlign'] =>
  value === 'center' || value === 'right' || value === 'justify' ? value : 'left'

export const textStyle = (mail: Mail, block: Block): CSSProperties => ({
  ...spaceOf(mail, block),
  textAlign: aligned(lookOf(mail, block, 'align')),
  color: lookOf(mail, block, 'color'),
  backgroundColor: lookOf(mail, block, 'container-background-color'),
  fontFamily: lookOf(mail, block, 'font-family'),
  fontSize: lookOf(mail, block, 'font-size'),
  fontWeight: lookOf(mail, block, 'font-weight'),
  lineHeight: lookOf(mail, block, 'line-height'),
})

export const aroundStyle = (mail: Mail, block: Block): CSSProperties => ({
  ...spaceOf(mail, block),
  textAlign: aligned(lookOf(mail, block, 'align')),
  backgroundColor: lookOf(mail, block, 'container-background-color'),
})

export const buttonStyle = (mail: Mail, block: Block): CSSProperties => ({
  ...spaceOf(mail, block, 'inner-padding'),
  display: 'inline-block',
  width: lookOf(mail, block, 'width'),
  maxWidth: '100%',
  textAlign: 'center',
  backgroundColor: lookOf(mail, block, 'background-color'),
  color: lookOf(mail, block, 'color'),
  border: lookOf(mail, block, 'border'),
  borderRadius: lookOf(mail, block, 'border-radius'),
  fontFamily: lookOf(mail, block, 'font-family'),
  fontSize: lookOf(mail, block, 'font-size'),
  fontWeight: lookOf(mail, block, 'font-weight') as CSSProperties['fontWeight'],
  lineHeight: lookOf(mail, block, 'line-height') ?? '120%',
})

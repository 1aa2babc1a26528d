// A picture of the library as a block of a mail, and as what an attribute says.
import { type Edit, insertBlock, type Place } from '../mjml/edit-mail.ts'
import { findPlace } from '../mjml/find-place.ts'
import { writeValue } from '../mjml/parse-mjml.ts'
import type { BlockKind, Mail, Path } from '../mjml/read-mail.ts'
import { wrapPart } from '../new-blocks.ts'

/** A picture of the library. */
export type MailImage = {
  id: string
  address: string
  width: number
  height: number
  size: number
  name: string
  alt: string
}

/** px. Wider than the mail, it is shown as wide as the mail. */
const MAIL_WIDTH = 600

/**
 * A picture as MJML writes it. One that nothing is said of yet has no alt, so that it is asked for: an empty one would
 * say that it only decorates.
 */
export function imageMjml({ address, alt, width }: Pick<MailImage, 'address' | 'alt' | 'width'>): string {
  const said = alt === '' ? '' : ` alt="${writeValue(alt)}"`
  return `<mj-image src="${writeValue(address)}"${said} width="${Math.min(width, MAIL_WIDTH)}px" />`
}

/** What a block says when it shows another picture. `alt`: undefined says nothing of it any more. */
export function imageAttributes(
  kind: BlockKind,
  { address, alt, width, height }: Pick<MailImage, 'address' | 'alt' | 'width' | 'height'>,
): Record<string, string | undefined> {
  if (kind === 'image')
    return { src: address, alt: alt === '' ? undefined : alt, width: width < MAIL_WIDTH ? `${width}px` : undefined }
  // Outlook draws the background of a hero as wide and as high as is said here.
  if (kind === 'hero')
    return { 'background-url': address, 'background-width': `${width}px`, 'background-height': `${height}px` }
  return { 'background-url': address }
}

/** Puts a picture at a place, or after the chosen block. */
export function putImage(mail: Mail, image: MailImage, at: Place | { after: Path | undefined }): Edit | undefined {
  const place = 'container' in at ? at : findPlace(mail, at.after, ['part'])
  return insertBlock(mail, place, imageMjml(image), 'part', wrapPart(mail))
}

const IS_LOGO = /^\s*\{\{\s*brand\.logo_url\s*\}\}\s*$/

/** Where a picture is shown from while a mail is written. The logo comes from the sender, so that a new one needs no new mail. */
export const shownAddress = (source: string, logo: string | undefined): string =>
  IS_LOGO.test(source) ? (logo ?? '') : source

// How the mails of a sender look. New templates begin with it, and MJML that says nothing of its own gets it.
import { z } from 'zod'
import { type SocialLink, socialLink } from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'

/** Fonts that mail programs have. A name of a font that is not there falls back to the next one. */
export const FONTS = {
  helvetica: "'Helvetica Neue', Helvetica, Arial, sans-serif",
  verdana: 'Verdana, Geneva, sans-serif',
  trebuchet: "'Trebuchet MS', Tahoma, sans-serif",
  georgia: "Georgia, 'Times New Roman', serif",
  system: "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif",
} as const
export type Font = keyof typeof FONTS

const colour = z.string().regex(/^#[\da-fA-F]{6}$/, 'Write a colour such as #0B3B30.')
const website = z.union([
  z.literal(''),
  z.url({ protocol: /^https?$/, error: 'Write an address such as https://assent.example.' }),
])

export const brandLook = z.strictObject({
  logoId: z.uuid().nullable(),
  logoWidth: z.int().min(20).max(600),
  textColour: colour,
  backgroundColour: colour,
  font: z.enum(Object.keys(FONTS) as [Font, ...Font[]]),
  buttonRadius: z.int().min(0).max(40),
  website,
  social: z.array(socialLink).max(8),
})
export type BrandLook = z.infer<typeof brandLook>

const BUILT_IN: BrandLook = {
  ...{ logoId: null, logoWidth: 160, textColour: '#1C2723', backgroundColour: '#F3F5F4' },
  ...{ font: 'helvetica', buttonRadius: 4, website: '', social: [] },
}

/** What was chosen, or null where nothing was. */
export async function findLook(db: Db, brandId: string): Promise<BrandLook | null> {
  const row = await db.brandLook.findUnique({ where: { brandId } })
  if (!row) return null
  const { brandId: _, font, social, ...look } = row
  return { ...look, font: font as Font, social: social as SocialLink[] }
}

export const lookOrBuiltIn = (look: BrandLook | null): BrandLook => look ?? BUILT_IN

/** Keeps how the mails of a sender look from their next publishing on. */
export async function saveLook(db: Db, brandId: string, look: BrandLook): Promise<BrandLook> {
  found(await db.brand.findUnique({ where: { id: brandId } }), 'sender')
  if (look.logoId !== null && !(await db.mailImage.findUnique({ where: { id: look.logoId }, select: { id: true } })))
    throw new DomainError('invalid', 'There is no such picture.', {
      faults: [{ path: 'logoId', message: 'Upload the logo first, then choose it.' }],
    })
  await db.brandLook.upsert({ where: { brandId }, create: { brandId, ...look }, update: look })
  return look
}

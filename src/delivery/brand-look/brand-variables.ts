// What Liquid knows of a sender: its name, postal address, website, colour, logo and where else it is found.
import { z } from 'zod'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'

export const socialLink = z.object({ name: z.string().trim().min(1).max(40), url: z.url({ protocol: /^https$/ }) })
export type SocialLink = z.infer<typeof socialLink>

/** As it is frozen with a content: `logo` is a path of this installation, empty where there is none. */
const frozenBrand = z.object({
  name: z.string(),
  postal_address: z.string(),
  website: z.string(),
  colour: z.string(),
  logo: z.string(),
  social: z.array(socialLink),
})
export type FrozenBrand = z.infer<typeof frozenBrand>
export type BrandVariables = Omit<FrozenBrand, 'logo'> & { logo_url: string }

/** What is known of a sender now. Throws `not_found`. */
export async function findBrand(db: Db, brandId: string): Promise<FrozenBrand> {
  const [row] = await db.$queryRaw<(Omit<FrozenBrand, 'logo'> & { hash: Uint8Array | null; type: string | null })[]>(
    Prisma.sql`
    select brand.name, brand.postal_address, brand.colour, coalesce(look.website, '') as website,
      coalesce(look.social, '[]'::jsonb) as social, image.hash, image.type
    from brand left join brand_look look on look.brand_id = brand.id left join mail_image image on image.id = look.logo_id
    where brand.id = ${brandId}::uuid`,
  )
  const { hash, type, ...brand } = found(row, 'sender')
  return { ...brand, logo: hash && type ? imagePath(hash, type) : '' }
}

/** As `saveContent` wrote it. */
export const readFrozenBrand = (json: string): FrozenBrand => frozenBrand.parse(JSON.parse(json))

/** What a template may say of it. */
export const brandVariables = ({ logo, ...brand }: FrozenBrand, publicUrl: string): BrandVariables => ({
  ...brand,
  logo_url: logo === '' ? '' : `${publicUrl}${logo}`,
})

/** Where a picture is found: named by its bytes, so that it may be cached for ever. */
export const imagePath = (hash: Uint8Array, type: string): string =>
  `/i/${Buffer.from(hash).toString('base64url')}.${type === 'jpeg' ? 'jpg' : type}`

// What a place on a web page says: words, a link and a picture. Never markup: a page that shows it builds the elements
// itself, so nothing that is written here can run there.
import { z } from 'zod'

/** Only what a browser loads over the web; `javascript:` and the like are no addresses. */
const address = z.url({ protocol: /^https?$/, message: 'Write an address that begins with https://.' }).max(2000)

export const block = z.strictObject({
  heading: z.string().trim().max(200),
  text: z.string().trim().max(2000),
  link: z.strictObject({ label: z.string().trim().min(1).max(100), url: address }).nullable(),
  image: z.strictObject({ url: address, description: z.string().trim().max(300) }).nullable(),
})
export type Block = z.infer<typeof block>

/** An origin as browsers send it: scheme, host and port, and nothing after. */
const site = z
  .string()
  .trim()
  .max(300)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text, {
    message: 'Write a site as https://www.example.com, without anything after it.',
  })

export const webContent = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/, 'Use 2 to 40 small letters, figures and underscores, beginning with a letter.'),
  name: z.string().trim().min(1).max(200),
  sites: z.array(site).min(1, 'Name at least one site.').max(50),
  block,
  variants: z
    .array(z.strictObject({ segmentId: z.uuid(), block }))
    .max(20)
    .default([]),
})
export type WebContentDraft = z.infer<typeof webContent>

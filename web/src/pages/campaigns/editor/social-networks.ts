// Networks that a mail can link to. Their images are the product's own: those of MJML lie on somebody else's server, which
// would learn of everybody who opens the mail.
import { writeValue } from './mjml/parse-mjml.ts'

export type Network = { key: string; name: string; home: string }
export const NETWORKS: readonly Network[] = [
  { key: 'linkedin', name: 'LinkedIn', home: 'https://www.linkedin.com/' },
  { key: 'facebook', name: 'Facebook', home: 'https://www.facebook.com/' },
  { key: 'instagram', name: 'Instagram', home: 'https://www.instagram.com/' },
  { key: 'youtube', name: 'YouTube', home: 'https://www.youtube.com/' },
  { key: 'x', name: 'X', home: 'https://x.com/' },
  { key: 'bluesky', name: 'Bluesky', home: 'https://bsky.app/' },
  { key: 'tiktok', name: 'TikTok', home: 'https://www.tiktok.com/' },
  { key: 'github', name: 'GitHub', home: 'https://github.com/' },
  { key: 'web', name: 'Web', home: 'https://' },
]

/** A link with an image and no text beside it; where images are blocked its name stands there. */
export const networkTag = ({ key, name, home }: Network, origin: string, href = home): string =>
  `<mj-social-element src="${origin}/social/${key}.png" href="${writeValue(href)}" alt="${name}"></mj-social-element>`

// The mail with the share of each link drawn over it: of those who may be watched, how many followed it.
import { type PreviewSource, renderPreview } from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { findLinks } from './find-links.ts'

export type ClickMap = {
  subject: string
  html: string
  /** In the order of the mail, from 1: what stands on the mail and in the table. */
  links: { number: number; address: string; people: number }[]
  tracked: number
}

/** An anchor whose address saving has replaced by its place. */
const LINK = /<a\b([^>]*?)\shref="\{\{ links\[(\d+)\] \}\}"([^>]*)>/g
const BADGE =
  'position:absolute;top:-11px;right:-6px;z-index:9;padding:1px 6px;border:1px solid #ffffff;border-radius:4px;background:#13201b;color:#ffffff;font:600 12px/16px Helvetica,Arial,sans-serif;text-decoration:none;white-space:nowrap;letter-spacing:0'

/** Draws over this content of the campaign, or over the one that most people got. Nobody in particular reads it. */
export async function drawClickMap(db: Db, campaignId: string, contentId: string | undefined): Promise<ClickMap> {
  const groups = await db.message.groupBy({
    by: ['contentId'],
    where: { campaignId, status: 'sent', ...(contentId !== undefined && { contentId }) },
    _count: true,
    orderBy: { _count: { contentId: 'desc' } },
    take: 1,
  })
  const chosen = found(groups[0], 'mail that was sent')
  const content = found(await db.messageContent.findUnique({ where: { id: chosen.contentId } }), 'mail')
  const tracked = await db.message.count({ where: { campaignId, status: 'sent', isTracked: true } })
  const results = new Map((await findLinks(db, campaignId)).map((link) => [link.address, link.people]))
  const links = content.links.map((address, index) => ({
    number: index + 1,
    address,
    people: results.get(address) ?? 0,
  }))
  const { brandId, subject, preheader, text } = content
  const source: PreviewSource = { brandId, subject, preheader, text, html: drawShares(content.html, links, tracked) }
  const shown = await renderPreview(db, source, null)
  return { subject: shown.subject, html: shown.html, links, tracked }
}

/** Puts the number of each link and its share beside it, and takes the way out of the picture. */
export function drawShares(html: string, links: ClickMap['links'], tracked: number): string {
  return html.replace(LINK, (_all, before: string, place: string, after: string) => {
    const link = links[Number(place)]
    const share = tracked > 0 && link ? Math.round((link.people / tracked) * 100) : 0
    const badge = link ? `<span style="${BADGE}">${link.number}: ${link.people} (${share} %)</span>` : ''
    return `<a${framed(`${before}${after}`)}>${badge}`
  })
}

/** What is placed on a link needs the link to be its frame, and a link that leads nowhere still looks like one. */
const FRAME = 'position:relative;display:inline-block'
const framed = (attributes: string) =>
  /\sstyle="/.test(attributes)
    ? attributes.replace(/\sstyle="/, ` style="${FRAME};`)
    : `${attributes} style="${FRAME};text-decoration:underline"`

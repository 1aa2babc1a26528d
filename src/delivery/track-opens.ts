// The picture that tells that a mail was opened: only in the mail of somebody who allows to be watched there (consent.md E7).

/** Nothing to see and nothing to read aloud. */
const PIXEL =
  '<img src="{{ open_url }}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0" />'

/** The HTML with the picture at its end, within the body where there is one. */
export function withPixel(html: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>')
  const at = end === -1 ? html.length : end
  return html.slice(0, at) + PIXEL + html.slice(at)
}

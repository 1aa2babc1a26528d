// The place for the entries of a feed in a mail.

/**
 * An entry: its title as a link and how it begins, on the ground of the first section. Its picture is left out: it lies on
 * somebody else’s server, which would see who reads the mail and when.
 */
const placeOn = (ground: string) => `<mj-raw>{% for item in feed.items %}</mj-raw>
    <mj-section${ground} padding="8px 0">
      <mj-column>
        <mj-text font-size="18px" line-height="26px" padding="8px 24px 0"><a href="{{ item.link }}" style="color: inherit">{{ item.title }}</a></mj-text>
        <mj-text padding="4px 24px 8px">{{ item.summary }}</mj-text>
      </mj-column>
    </mj-section>
    <mj-raw>{% endfor %}</mj-raw>
    `

export const hasPlace = (mjml: string) => /\bfeed\.items\b/.test(mjml)

/** Before the last section, which is what every mail ends with; in a mail without two sections at its end. */
export function putPlaceIn(mjml: string): string {
  const first = mjml.indexOf('<mj-section')
  const last = mjml.lastIndexOf('<mj-section')
  const at = first >= 0 && first < last ? last : mjml.lastIndexOf('</mj-body>')
  if (at < 0) return mjml
  const [opening = ''] = /<mj-section[^>]*>/.exec(mjml) ?? []
  const ground = opening.match(/ (?:background-color|css-class)="[^"]*"/g)?.join('') ?? ''
  return mjml.slice(0, at) + placeOn(ground) + mjml.slice(at)
}

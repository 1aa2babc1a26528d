// The look of a sender in the editor: what a mail takes from it where it says nothing itself, its colours, and how a mail
// that says other things takes it over.
import { attributeSplice, type Edit, editSpans } from '../mjml/edit-mail.ts'
import { parseMjml } from '../mjml/parse-mjml.ts'
import type { Mail } from '../mjml/read-mail.ts'

/** As the server keeps it. */
export type SenderLook = {
  logoId: string | null
  logoWidth: number
  textColour: string
  backgroundColour: string
  font: Font
  buttonRadius: number
}
/** `ink` is what is read best on the colour; `look` is null where nothing was chosen. */
export type MailSender = {
  id: string
  name: string
  email: string
  colour: string
  ink: string
  look: SenderLook | null
}

/** The fonts of the server, as MJML writes them. */
export const FONTS = {
  helvetica: { label: 'Helvetica', family: "'Helvetica Neue', Helvetica, Arial, sans-serif" },
  verdana: { label: 'Verdana', family: 'Verdana, Geneva, sans-serif' },
  trebuchet: { label: 'Trebuchet', family: "'Trebuchet MS', Tahoma, sans-serif" },
  georgia: { label: 'Georgia', family: "Georgia, 'Times New Roman', serif" },
  system: { label: 'System', family: "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif" },
} as const
export type Font = keyof typeof FONTS

type Tags = Record<string, Record<string, string>>

function tagsOf({ colour, ink }: MailSender, look: SenderLook): Tags {
  return {
    'mj-all': { 'font-family': FONTS[look.font].family },
    'mj-text': { color: look.textColour },
    'mj-button': { 'background-color': colour, color: ink, 'border-radius': `${look.buttonRadius}px` },
  }
}

/** The mail as it will look: what it leaves unsaid is said by the look of its sender. Its source is the same. */
export function withLook(mail: Mail, sender: MailSender | null | undefined): Mail {
  if (!sender?.look) return mail
  const under: Tags = {
    ...tagsOf(sender, sender.look),
    'mj-body': { 'background-color': sender.look.backgroundColour },
  }
  const names = new Set([...Object.keys(under), ...Object.keys(mail.defaults.tags)])
  const tags = Object.fromEntries([...names].map((tag) => [tag, { ...under[tag], ...mail.defaults.tags[tag] }]))
  return { ...mail, defaults: { ...mail.defaults, tags } }
}

/** Its colours, those that are used most first. */
export const coloursOfSender = ({ colour, look }: Pick<MailSender, 'colour' | 'look'>): string[] =>
  [colour, ...(look ? [look.textColour, look.backgroundColour] : [])].map((one) => one.toUpperCase())

/** The mail says of all its texts, buttons and its ground what the look says. Blocks that say their own keep it. */
export function takeLook(mail: Mail, sender: MailSender, look: SenderLook): Edit {
  const { source } = mail
  const parsed = parseMjml(source)
  if (!parsed.isSound) return { source, focus: -1 }
  const { head, body } = parsed
  const all = head?.children.filter(({ tag }) => tag === 'mj-attributes') ?? []
  const last = all.findLast(({ inner }) => inner !== null)
  const missing: string[] = []
  const splices = attributeSplice(source, body, 'background-color', look.backgroundColour)
  for (const [tag, values] of Object.entries(tagsOf(sender, look))) {
    const said = all.flatMap(({ children }) => children).findLast((one) => one.tag === tag)
    const entries = Object.entries(values)
    if (said) splices.push(...entries.flatMap(([name, value]) => attributeSplice(source, said, name, value)))
    else missing.push(`<${tag}${entries.map(([name, value]) => ` ${name}="${value}"`).join('')} />`)
  }
  if (missing.length > 0) {
    const lines = missing.map((line) => `  ${line}\n    `).join('')
    if (last?.inner) splices.push({ start: last.inner.end, end: last.inner.end, text: lines })
    else {
      const attributes = `\n    <mj-attributes>\n    ${lines}</mj-attributes>`
      if (head?.inner) splices.push({ start: head.inner.start, end: head.inner.start, text: attributes })
      else {
        const [start, end] = head ? [head.start, head.end] : [body.start, body.start]
        splices.push({ start, end, text: `<mj-head>${attributes}\n  </mj-head>${head ? '' : '\n  '}` })
      }
    }
  }
  return { ...editSpans(mail, splices, 0), focus: -1 }
}

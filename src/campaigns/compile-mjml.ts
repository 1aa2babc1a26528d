// From MJML to HTML, with what is wrong named by line. MJML itself forgives a tag that is never closed and then drops
// what follows, so that is looked for here as well.
export type LineFault = { line: number | null; message: string }
export type CompiledMjml = { html: string; faults: LineFault[] }

/** Compiles. With faults the HTML is what could be made of it, for showing only; empty where nothing could. */
export async function compileMjml(source: string): Promise<CompiledMjml> {
  // Loaded when first needed: it takes 56 MB, which a process that only sends or answers never needs.
  const { default: mjml2html } = await import('mjml')
  const structure = findTagFaults(source)
  try {
    const { html, errors } = await mjml2html(source, { validationLevel: 'soft', keepComments: false })
    const found = errors.map(({ line, message }) => ({ line, message: endSentence(message) }))
    return {
      html: html.replace(HEIGHT_OF_ANY, '$1'),
      faults: [...structure, ...found].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    }
  } catch {
    const message = 'This is no MJML. Begin with <mjml>, put an <mj-body> in it, and close both.'
    return { html: '', faults: structure.length > 0 ? structure : [{ line: 1, message }] }
  }
}

/** MJML writes it on every picture beside the same words of its style; as an attribute it is none of HTML. */
const HEIGHT_OF_ANY = /(<img\b[^>]*?) height="auto"/g

const endSentence = (message: string) => (/[.!?]$/.test(message) ? message : `${message}.`)

const TAG = /<!--[\s\S]*?-->|<(\/?)(mj-[a-z-]+|mjml)\b((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/g

/** MJML tags that are not closed, or closed without being open. */
function findTagFaults(source: string): LineFault[] {
  const open: { tag: string; line: number }[] = []
  const faults: LineFault[] = []
  let line = 1
  let counted = 0
  for (const match of source.matchAll(TAG)) {
    const [, isClosing, tag, , isEmpty] = match
    line += source.slice(counted, match.index).split('\n').length - 1
    counted = match.index
    if (tag === undefined || isEmpty) continue
    if (!isClosing) {
      open.push({ tag, line })
      continue
    }
    const place = open.findLastIndex((one) => one.tag === tag)
    if (place < 0) faults.push({ line, message: `</${tag}> closes nothing. Take it out, or open <${tag}> before it.` })
    else faults.push(...open.splice(place).slice(1).map(neverClosed))
  }
  return [...faults, ...open.map(neverClosed)]
}

const neverClosed = ({ tag, line }: { tag: string; line: number }): LineFault => ({
  line,
  message: `<${tag}> is never closed. Put </${tag}> where it ends.`,
})

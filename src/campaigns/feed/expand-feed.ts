// Puts the entries of a feed into a mail. Only what speaks of the feed is filled in; what speaks of a person stays as it
// stands, for sending. So an issue is a mail like any other: its links are real ones, and every check looks at them.
// What comes from the feed is escaped, and holds no brace (parse-feed.ts): it can be neither markup nor Liquid.
import { compilePreview, renderTemplate } from '../../delivery/index.ts'
import type { LineFault } from '../compile-mjml.ts'
import type { Feed } from './parse-feed.ts'

export type Expanded = {
  text: string
  /** The line of the template that a line of the text comes from. */
  lineOf: (line: number) => number
  faults: LineFault[]
}

/** What a template may say of a feed. */
const variablesOf = ({ title, link, items }: Feed) => ({
  feed: {
    ...{ title, link },
    items: items.map((item) => ({
      ...{ title: item.title, link: item.link, summary: item.summary, image: item.image },
      published: item.published?.toISOString() ?? '',
    })),
  },
})

const TOKEN = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/
const TAG = /^\{%-?\s*(\w+)\s*([\s\S]*?)-?%\}$/
const BLOCKS = ['if', 'unless', 'case', 'for', 'comment']
const BRANCHES = ['else', 'elsif', 'when']
/** Stands for what is left for sending. These are no characters: no mail holds them, and of a feed they are taken out. */
const held = (index: number) => `\ufdd0${index}\ufdd1`
const HELD = /\ufdd0(\d+)\ufdd1/g
const mark = (line: number) => `\ufdd2${line}\ufdd3`
const MARK = /\ufdd2(\d+)\ufdd3/g

/** Fills in. With `html` values are escaped as text and attributes. With faults the text is as it was. */
export function expandFeed(source: string, feed: Feed, format: 'html' | 'plain'): Expanded {
  if (!/\bfeed\b/.test(source)) return { text: source, lineOf: (line) => line, faults: [] }
  const { template, kept, faults } = holdBack(source)
  const asItWas = (found: LineFault[]): Expanded => ({ text: source, lineOf: (line) => line, faults: found })
  if (faults.length > 0) return asItWas(faults)
  let filled: string
  try {
    filled = renderTemplate(compilePreview(template, format), variablesOf(feed))
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return asItWas([
      { line: Number(/line:(\d+)/.exec(said)?.[1]) || null, message: said.replace(/, line:\d+.*$/s, '.') },
    ])
  }
  const lines: number[] = []
  const text = filled
    .split('\n')
    .map((line) => {
      const from = [...line.matchAll(MARK)].at(-1)?.[1]
      lines.push(from === undefined ? (lines.at(-1) ?? 0) + 1 : Number(from))
      return line.replace(MARK, '')
    })
    .join('\n')
    .replace(HELD, (_, index: string) => kept[Number(index)] ?? '')
  return { text, lineOf: (line) => lines[line - 1] ?? lines.at(-1) ?? line, faults: [] }
}

/** Whether a block is filled in now; of a loop also what its entries are called. */
type Open = { name: string; isFeed: boolean; variable?: string }

/** Replaces every token that does not speak of the feed by a mark, so that Liquid passes it through. */
function holdBack(source: string): { template: string; kept: string[]; faults: LineFault[] } {
  const kept: string[] = []
  const faults: LineFault[] = []
  const open: Open[] = []
  const named = new Set(['feed'])
  let line = 1
  const parts = source.split(TOKEN).map((part, index) => {
    const at = line
    line += part.split('\n').length - 1
    if (index % 2 === 0) {
      let own = at
      return part.replace(/\n/g, () => `${mark(own++)}\n`)
    }
    const hold = () => held(kept.push(part) - 1)
    const judged = judge(part, open, named)
    if (judged === 'mixed')
      faults.push({
        line: at,
        message: 'This asks of the feed and of the person at once. Write one condition in the other.',
      })
    return judged === 'feed' ? part : hold()
  })
  return { template: parts.join(''), kept, faults }
}

function judge(token: string, open: Open[], named: Set<string>): 'feed' | 'person' | 'mixed' {
  const [, name = '', rest = ''] = TAG.exec(token) ?? []
  const inner = open.at(-1)
  if (name.startsWith('end')) return open.pop()?.isFeed ? 'feed' : 'person'
  if (BRANCHES.includes(name))
    return speaksOf(rest, open, named) === 'mixed' ? 'mixed' : inner?.isFeed ? 'feed' : 'person'
  if (name === 'break' || name === 'continue') {
    const loop = open.findLastIndex((one) => one.name === 'for')
    // Within a condition about the person it would end the loop for everybody.
    if (open[loop]?.isFeed && open.slice(loop + 1).some((one) => !one.isFeed)) return 'mixed'
    return open[loop]?.isFeed ? 'feed' : 'person'
  }
  if (name === 'cycle') return open.findLast((one) => one.name === 'for')?.isFeed ? 'feed' : 'person'
  if (name === 'assign') {
    const [, variable = '', value = ''] = /^([\w-]+)\s*=([\s\S]*)$/.exec(rest) ?? []
    const about = speaksOf(value, open, named)
    if (about === 'feed') named.add(variable)
    return about
  }
  const expression = name === '' ? token.slice(2, -2) : rest
  if (name === 'for') {
    const [, variable = '', list = ''] = /^([\w-]+)\s+in\s+([\s\S]*)$/.exec(rest) ?? []
    const about = speaksOf(list, open, named)
    open.push({ name, isFeed: about === 'feed', variable })
    return about
  }
  const about = speaksOf(expression, open, named)
  if (BLOCKS.includes(name)) open.push({ name, isFeed: about === 'feed' })
  return about
}

/** Words of an expression that are no text in quotes. */
function speaksOf(expression: string, open: readonly Open[], named: ReadonlySet<string>): 'feed' | 'person' | 'mixed' {
  const words = expression.replace(/"[^"]*"|'[^']*'/g, ' ').match(/(?<![\w.-])[a-z_][\w-]*/gi) ?? []
  const loops = open.filter((one) => one.name === 'for')
  const isInFeed = loops.at(-1)?.isFeed === true
  const mine = (word: string) =>
    named.has(word) || loops.some((loop) => loop.isFeed && loop.variable === word) || (word === 'forloop' && isInFeed)
  const theirs = (word: string) =>
    ['contact', 'brand', 'links', 'unsubscribe_url', 'preferences_url', 'view_url'].includes(word) ||
    loops.some((loop) => !loop.isFeed && loop.variable === word)
  const isMine = words.some(mine)
  return isMine ? (words.some(theirs) ? 'mixed' : 'feed') : 'person'
}

/** The words of a mail with what the feed says in their places. */
export function expandWords<
  Words extends { subject: string; preheader: string; mjml: string; plainText?: string | null },
>(words: Words, feed: Feed): Words {
  const plain = (text: string) => expandFeed(text, feed, 'plain').text
  return {
    ...words,
    ...{ subject: plain(words.subject), preheader: plain(words.preheader) },
    mjml: expandFeed(words.mjml, feed, 'html').text,
    ...(words.plainText != null && { plainText: plain(words.plainText) }),
  }
}

// Follows the links of one mail as a recipient and a mail program would, and names the first thing that does not work.
// Looking must change nothing; one click must stop it, and be in the ledger. Only this installation is asked, unless told.
import type { LinkToken } from '../../consent/index.ts'
import type { ReadMail } from './read-mail.ts'

/** What can be wrong with stopping a mail. The words stand in fault-words.ts and in the web app. */
export const LINK_FAULTS = [
  'render', // the mail cannot be composed
  'header', // List-Unsubscribe or List-Unsubscribe-Post is missing
  'body', // no link to press on
  'elsewhere', // a link to stop leads to another installation, or to nobody
  'unreachable', // nothing answers there
  'page', // the page does not open
  'changed', // looking at the page changed something
  'post', // one click is not answered with a 2xx
  'redirect', // one click is sent on, which mail programs do not follow (RFC 8058)
  'ledger', // one click was answered, but nothing was recorded
] as const
export type LinkFault = (typeof LINK_FAULTS)[number]
/** `detail`: the status that was answered, never an address of a person. */
export type Finding = { fault: LinkFault | null; detail: string | null; deadLinks: string[] }

export type Follow = {
  publicUrl: string
  /** Whether this text is a token of ours for exactly this mail. */
  isOurs: (token: string) => boolean
  /** Withdrawals of this mail that stand in the ledger. */
  countRecorded: () => Promise<number>
  /** Also ask other people's servers whether their pages are there. */
  followsOutside: boolean
}
export type Ours = Pick<LinkToken, 'contactId' | 'purposeId' | 'messageId'>

/** ms for one answer. A recipient waits no longer. */
const ANSWER_WITHIN = 10_000

/** Follows everything. The mail's own way of being stopped comes first: the rest is only looked at where that works. */
export async function followLinks({ oneClick, isOneClick, links }: ReadMail, follow: Follow): Promise<Finding> {
  const [target, ...more] = oneClick
  if (target === undefined || more.length > 0 || !isOneClick) return wrong('header')
  const own = (kind: 'u' | 'p') => links.filter((link) => link.includes(`/${kind}/`) && isOwn(link, kind, follow))
  const stops = [...own('u'), ...own('p')]
  if (!isOwn(target, 'u', follow)) return wrong('elsewhere', hostOf(target))
  if (own('u').length === 0) {
    const other = links.find((link) => /\/u\/[\w-]{60,}$/.test(link))
    return other === undefined ? wrong('body') : wrong('elsewhere', hostOf(other))
  }
  for (const page of new Set([target, ...stops])) {
    const answer = await ask(page, { method: 'GET' })
    if (typeof answer === 'string') return wrong('unreachable', answer)
    if (answer.status !== 200) return wrong('page', String(answer.status))
  }
  if ((await follow.countRecorded()) > 0) return wrong('changed')
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  const answer = await ask(target, { method: 'POST', body })
  if (typeof answer === 'string') return wrong('unreachable', answer)
  if (answer.status >= 300 && answer.status < 400) return wrong('redirect', String(answer.status))
  if (!answer.ok) return wrong('post', String(answer.status))
  if ((await follow.countRecorded()) === 0) return wrong('ledger')
  const others = links.filter((link) => !stops.includes(link))
  return { fault: null, detail: null, deadLinks: await findDead(others, follow) }
}

const wrong = (fault: LinkFault, detail: string | null = null): Finding => ({ fault, detail, deadLinks: [] })

function isOwn(link: string, kind: 'u' | 'p', { publicUrl, isOurs }: Follow): boolean {
  const start = `${publicUrl}/${kind}/`
  return link.startsWith(start) && isOurs(link.slice(start.length))
}

const hostOf = (link: string) => (URL.canParse(link) ? new URL(link).host : 'no address')

/** The answer, or in a word why there is none. Redirects are not followed: where they lead is somebody else's. */
async function ask(address: string, init: RequestInit): Promise<Response | string> {
  try {
    const answer = await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN) })
    await answer.body?.cancel()
    return answer
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
    return name === 'TimeoutError' ? 'timeout' : typeof cause?.code === 'string' ? cause.code : 'no answer'
  }
}

/** Links that are no address, and pages that are not there. */
async function findDead(links: readonly string[], { publicUrl, followsOutside }: Follow): Promise<string[]> {
  const dead: string[] = []
  for (const link of links) {
    if (/^(mailto|tel):./i.test(link)) continue
    const isHere = link.startsWith(`${publicUrl}/`)
    if (!isAddress(link) || ((isHere || followsOutside) && !(await isThere(link, isHere)))) dead.push(link)
  }
  return dead
}

function isAddress(link: string): boolean {
  if (!URL.canParse(link) || /[\s{}]/.test(link)) return false
  const { protocol, hostname } = new URL(link)
  return ['https:', 'http:'].includes(protocol) && hostname !== ''
}

async function isThere(link: string, isHere: boolean): Promise<boolean> {
  const head = isHere ? undefined : await ask(link, { method: 'HEAD' })
  // Servers that do not know HEAD are asked as a browser would.
  const isKnown = typeof head === 'object' && ![403, 405, 501].includes(head.status)
  const answer = isKnown ? head : await ask(link, { method: 'GET' })
  return typeof answer === 'object' && answer.status < 400
}

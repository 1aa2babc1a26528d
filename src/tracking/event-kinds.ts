// Which facts are tracking, and on which channel its yes is needed. The one place that says so.
// What a person does towards us knowingly (sends a form, buys, meets, answers) is no tracking; watching them is.

export type TrackingChannel = 'web' | 'email'

/** What somebody did with a page, a file or a mail that only watching tells (consent.md E7). */
const WATCHED = new Set([
  'viewed',
  'visited',
  'read',
  'scrolled',
  'clicked',
  'opened',
  'downloaded',
  'searched',
  'played',
  'watched',
  'left',
])

/** Types of facts look like `page.viewed`: a noun and a verb in the past. */
export const EVENT_TYPE = /^[a-z][a-z0-9_]{0,29}\.[a-z][a-z0-9_]{0,29}$/

/** Facts that only this installation may state: what follows from other facts, and what it did itself. */
const OWN_NOUNS = new Set(['consent', 'score', 'lead', 'workflow', 'message', 'contact', 'segment'])

/** The channel whose tracking consent a fact of this type needs, or undefined where it is no tracking. */
export function trackingChannel(type: string): TrackingChannel | undefined {
  const [noun, verb] = type.split('.')
  if (verb === undefined || !WATCHED.has(verb)) return undefined
  return noun === 'mail' ? 'email' : 'web'
}

/** Whether others may report facts of this type. */
export const isReportable = (type: string): boolean => !OWN_NOUNS.has(type.split('.')[0] ?? '')

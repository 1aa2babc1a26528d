// What the invented people did with mails of the last days: opened, clicked, booked a meeting. Opens and clicks only of those
// who allowed it when the mail went out; machines look too, and are counted as such.
import { type NewEvent, recordEvents } from '../contacts/index.ts'
import { Prisma, type Transaction } from '../platform/database.ts'
import { countMachine } from '../tracking/index.ts'
import type { Chance } from './chance.ts'
import { DAY_MS, HOUR_MS } from './invent-people.ts'
import type { Period } from './live-period.ts'

type Mailed = {
  contact_id: string
  id: string
  campaign_id: string | null
  content_id: string
  at: Date
  email: string
  links: string[]
  subject: string
  status: string
  is_tracked: boolean
}

/** Of a hundred who may be watched, so many click; a subject that asks is opened by more. */
const CLICK_OF_100 = { plain: 36, asking: 50 }
const OPEN_OF_100 = 64
/** Of a hundred who clicked, who got a mail, and who were held out, so many book a meeting. */
const BOOK_OF_100 = { clicked: 24, asked: 9, mailed: 6, held_out: 4 }

/** Records what happened in this period to mails that went out in the days before it. */
export async function readMails(tx: Transaction, chance: Chance, period: Period): Promise<void> {
  const since = new Date(+period.from - 4 * DAY_MS)
  const mails = await tx.$queryRaw<Mailed[]>(Prisma.sql`
    select message.contact_id, message.id, message.campaign_id, message.content_id, message.decided_at as at,
      identity.value as email, content.links, content.subject, message.status, message.is_tracked
    from message join message_content content on content.id = message.content_id
    join identity on identity.contact_id = message.contact_id and identity.kind = 'email' and identity.is_primary
    where (message.status = 'sent' or message.reason = 'held_out') and content.links[1] is not null
      and message.decided_at between ${since}::timestamptz and ${period.to}::timestamptz`)
  const events = mails
    .flatMap((mail) => readMail(chance, mail))
    .filter(({ occurredAt }) => occurredAt > period.from && occurredAt <= period.to)
  await recordEvents(tx, events, period.to)
  for (const { content_id: contentId, email, at, status } of mails)
    if (status === 'sent' && at > period.from && chance('machine', email, contentId) < 0.07)
      await countMachine(tx, contentId, chance('which', email, contentId) < 0.6 ? 'too_soon' : 'picture_proxy', at)
}

function readMail(chance: Chance, mail: Mailed): NewEvent[] {
  const { contact_id: contactId, id: messageId, campaign_id: campaignId, at, email, links, subject, status } = mail
  const drawn = (what: string) => chance(what, email, links[0] ?? '')
  const later = (what: string, days: number) => new Date(+at + HOUR_MS / 6 + drawn(what) ** 2 * days * DAY_MS)
  const fact = (type: string, occurredAt: Date, properties: Record<string, unknown>): NewEvent => ({
    ...{ contactId, type, occurredAt, source: 'demo', properties },
  })
  const ofMail = { messageId, campaignId }
  const clickedAt = later('click after', 2.5)
  const share = subject.endsWith('?') ? CLICK_OF_100.asking : CLICK_OF_100.plain
  const isClicked = mail.is_tracked && drawn('click') * 100 < share
  const opened = mail.is_tracked && (isClicked || drawn('open') * 100 < OPEN_OF_100)
  const openedAt = isClicked ? new Date(+clickedAt - 90_000) : later('open after', 2)
  const via = drawn('program') < 0.35 ? 'gmail' : 'direct'
  const clicks = isClicked
    ? links.flatMap((link, position) => {
        if (position < links.length - 1 && drawn(`click ${position}`) > 0.35) return []
        const { host, pathname } = new URL(link)
        const when = new Date(+clickedAt + position * 120_000)
        return [fact('mail.clicked', when, { ...ofMail, position, host, path: pathname })]
      })
    : []
  const got = subject.endsWith('?') ? 'asked' : 'mailed'
  const books = BOOK_OF_100[isClicked ? 'clicked' : status === 'sent' ? got : 'held_out']
  const booked = drawn('books') * 100 < books
  const bookedAt = isClicked ? new Date(+clickedAt + (0.1 + drawn('books after')) * DAY_MS) : later('books after', 4)
  const worth = 12_000 + Math.round(drawn('worth') * 60) * 1000
  return [
    ...(opened ? [fact('mail.opened', openedAt, { ...ofMail, via })] : []),
    ...clicks,
    ...(booked ? [fact('meeting.booked', bookedAt, { value: worth })] : []),
  ]
}

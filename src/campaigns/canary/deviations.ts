// What campaigns tell of what is wrong: mails that cannot be stopped, links that lead nowhere, and writing to people who
// have not said yes.
import {
  type Deviation,
  type DeviationReader,
  type DeviationSource,
  MOST_COUNTED,
  sayCount,
} from '../../consent/index.ts'
import { Prisma } from '../../platform/database.ts'
import { sayLinkFault } from './fault-words.ts'
import type { LinkFault } from './follow-links.ts'

const DAY_MS = 86_400_000
/** Days back in which mails that were stopped before sending are told. */
const BACK_DAYS = 30
/** Campaigns that are named one by one. */
const MOST_NAMED = 5

type Check = {
  id: string
  name: string
  fault: LinkFault | null
  detail: string | null
  since: Date
  dead_links: string[]
}

const unstoppable: DeviationSource = {
  kind: 'unstoppable',
  find: async (db, _now, reader) => {
    const rows = await db.$queryRaw<Check[]>(Prisma.sql`
      select campaign.id, campaign.name, link_check.fault, link_check.detail, failing_since as since, dead_links
      from link_check join campaign on campaign.id = link_check.campaign_id
      where link_check.fault is not null and campaign.status <> 'draft' order by failing_since, campaign.id limit ${MOST_NAMED}`)
    return rows.map(({ id, name, fault, detail, since }): Deviation => {
      const what = fault === null ? '' : sayLinkFault(fault, detail, reader.language)
      const people = `/campaigns/${id}/results/people?statuses=sent`
      const said =
        reader.language === 'nb'
          ? {
              title: `«${name}» kan ikke stanses av [mottakerne](people:${people})`,
              detail: `${what} Slik siden ${reader.day(since)}. Rett lenken, sjekk igjen, og la kampanjen gå videre.`,
              mend: { label: 'Åpne kampanjen', to: `/campaigns/${id}` },
            }
          : {
              title: `“${name}” cannot be stopped by [its readers](people:${people})`,
              detail: `${what} So since ${reader.day(since)}. Mend the link, check again, and let the campaign go on.`,
              mend: { label: 'Open the campaign', to: `/campaigns/${id}` },
            }
      return { part: id, count: 1, tone: 'broken', ...said }
    })
  },
}

const deadLinks: DeviationSource = {
  kind: 'dead-links',
  find: async (db, _now, reader) => {
    const rows = await db.$queryRaw<Check[]>(Prisma.sql`
      select campaign.id, campaign.name, link_check.fault, link_check.detail, checked_at as since, dead_links
      from link_check join campaign on campaign.id = link_check.campaign_id
      where dead_links <> '{}' and campaign.status not in ('draft', 'cancelled')
      order by checked_at desc, campaign.id limit ${MOST_NAMED}`)
    return rows.map(({ id, name, dead_links }): Deviation => {
      const [count, to] = [dead_links.length, `/campaigns/${id}`]
      const said =
        reader.language === 'nb'
          ? {
              title:
                count === 1
                  ? `Én lenke i «${name}» fører ingen steder`
                  : `${count} lenker i «${name}» fører ingen steder`,
              detail: dead_links.join(', '),
              mend: { label: 'Åpne kampanjen', to },
            }
          : {
              title: count === 1 ? `One link in “${name}” leads nowhere` : `${count} links in “${name}” lead nowhere`,
              detail: dead_links.join(', '),
              mend: { label: 'Open the campaign', to },
            }
      return { part: id, count, tone: 'plain', ...said }
    })
  },
}

type Blocked = { id: string; name: string; blocked: number; sent: number }

/** Campaigns of the last 30 days most of whose people had not said yes: their audience is too wide. */
const blockedAttempts: DeviationSource = {
  kind: 'blocked',
  find: async (db, now, reader) => {
    const rows = await db.$queryRaw<Blocked[]>(Prisma.sql`
      select campaign.id, campaign.name, blocked.count as blocked, sent.count as sent
      from campaign
      cross join lateral (select count(*)::int from (
        select from message where campaign_id = campaign.id and status = 'blocked' limit ${MOST_COUNTED + 1}::int) few) blocked
      cross join lateral (select count(*)::int from (
        select from message where campaign_id = campaign.id and status = 'sent' limit ${MOST_COUNTED + 1}::int) few) sent
      where campaign.started_at > ${new Date(+now - BACK_DAYS * DAY_MS)} and blocked.count > sent.count
      order by campaign.started_at desc limit ${MOST_NAMED}`)
    return rows.map((row) => sayBlocked(row, reader))
  },
}

function sayBlocked({ id, name, blocked, sent }: Blocked, reader: DeviationReader): Deviation {
  const number = sayCount(blocked, `/campaigns/${id}/results/people?statuses=blocked`, reader)
  const to = `/campaigns/${id}/results`
  const said =
    reader.language === 'nb'
      ? {
          title: `${number} fikk ikke «${name}», fordi de ikke har sagt ja`,
          detail: `Bare ${reader.number(sent)} fikk den. Det ble stanset før sending, men målgruppen er for vid: Gjør segmentet smalere.`,
          mend: { label: 'Se resultatet', to },
        }
      : {
          title: `${number} did not get “${name}”, because they have not said yes`,
          detail: `Only ${reader.number(sent)} got it. It was stopped before sending, but the audience is too wide: narrow the segment.`,
          mend: { label: 'See the results', to },
        }
  return { part: id, count: blocked, tone: 'plain', ...said }
}

export const campaignDeviations: DeviationSource[] = [unstoppable, deadLinks, blockedAttempts]

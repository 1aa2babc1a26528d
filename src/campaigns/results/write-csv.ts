// Each part of the results as a file. No address of anybody is in it: people stand by id and name, and only where their mail
// was not sent, with the reason.
import { csvLine } from '../../consent/index.ts'
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import type { Language } from '../../segments/index.ts'
import { findResultPeople, findResults } from '../results-campaign.ts'
import { FACTS, findOutcomes } from './find-outcomes.ts'
import { findSegmentOutcomes } from './find-segment-outcomes.ts'
import { SUM_NAMES, type Sums } from './outcome-sql.ts'

export const CSV_PARTS = [
  ...(['states', 'outcomes', 'hours', 'days', 'links'] as const),
  ...(['domains', 'languages', 'segments', 'not-sent'] as const),
]
export type CsvPart = (typeof CSV_PARTS)[number]

/** People read at once. */
const PAGE = 200

/** The file of one part, with a line of names first. Yields as it reads, so that a million people need no memory. */
export async function* writeResultsCsv(
  db: Db,
  campaignId: string,
  part: CsvPart,
  language: Language,
  now: Date,
): AsyncGenerator<string> {
  if (part === 'not-sent') return yield* writeNotSent(db, campaignId, language)
  const lines = await findLines(db, campaignId, part, now)
  for (const line of lines) yield csvLine(line.map((cell) => (cell === null ? '' : String(cell))))
}

type Cell = string | number | null

async function findLines(db: Db, id: string, part: Exclude<CsvPart, 'not-sent'>, now: Date): Promise<Cell[][]> {
  if (part === 'states') {
    const { parts } = await findResults(db, id, now)
    return [['status', 'reason', 'mails'], ...parts.map(({ status, reason, count }) => [status, reason, count])]
  }
  if (part === 'segments') {
    const rows = await findSegmentOutcomes(db, id, now)
    return [['segment', ...SUM_NAMES], ...rows.map((row) => [row.name, ...sumsOf(row)])]
  }
  const outcomes = await findOutcomes(db, id, now)
  switch (part) {
    case 'outcomes':
      return [SUM_NAMES, sumsOf(outcomes.totals)]
    case 'hours':
    case 'days':
      return [
        ['from', ...FACTS],
        ...outcomes[part].map((row) => [row.at.toISOString(), ...FACTS.map((fact) => row[fact])]),
      ]
    case 'links':
      return [
        ['address', 'people_who_allow_tracking', 'clicks_of_others'],
        ...outcomes.links.map(({ address, people, clicks }) => [address, people, clicks]),
      ]
    case 'domains':
      return [['domain', ...SUM_NAMES], ...outcomes.domains.map((row) => [row.domain, ...sumsOf(row)])]
    case 'languages':
      return [['language', ...SUM_NAMES], ...outcomes.languages.map((row) => [row.language, ...sumsOf(row)])]
    default:
      return part satisfies never
  }
}

const sumsOf = (sums: Sums): Cell[] => SUM_NAMES.map((name) => sums[name])

async function* writeNotSent(db: Db, campaignId: string, language: Language): AsyncGenerator<string> {
  found(await db.campaign.findUnique({ where: { id: campaignId }, select: { id: true } }), 'campaign')
  yield csvLine(['contact', 'name', 'reason', 'since'])
  const wanted = { statuses: ['blocked', 'cancelled', 'failed', 'expired'], reasons: [] } as const
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await findResultPeople(db, campaignId, wanted, { cursor, limit: PAGE, language })
    for (const { id, name, note, at } of page.items) yield csvLine([id, name, note, at?.toISOString() ?? ''])
    cursor = page.next
  }
}

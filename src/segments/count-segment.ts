// How many people a tree holds, and how many are left after each of its conditions: one pass over the contacts.
import { type Db, Prisma } from '../platform/database.ts'
import { type TrackingChannel, trackingChannel } from '../tracking/index.ts'
import { compileNode, IS_PERSON, maySeeBehaviour, PEOPLE } from './compile-segment.ts'
import { type Group, isGroup, type Node } from './definition.ts'
import type { SegmentFields } from './segment-fields.ts'

const { sql, join } = Prisma

export type SegmentCount = {
  /** Everybody that could be asked about. */
  total: number
  people: number
  companies: number
  /** In the order of the tree: `left` after this condition among those that the ones before it left. */
  conditions: { path: string; left: number; visible?: number; before: number }[]
}

const CHANNELS: TrackingChannel[] = ['web', 'email']

/** One number to count: the people for whom `holds` is true. */
type Line = { path: string; holds: Prisma.Sql; before: Prisma.Sql; channel: TrackingChannel | undefined }

/** Counts the tree at a moment. `path` is its place: conditions.0.conditions.2 */
export async function countSegment(db: Db, definition: Group, fields: SegmentFields, at: Date): Promise<SegmentCount> {
  const asked: Prisma.Sql[] = []
  const lines: Line[] = []
  const whole = plan(definition, '', sql`true`, lines, (node) => {
    asked.push(compileNode(node, fields, at))
    return sql`holds[${asked.length}::int]`
  })
  const places = new Map(CHANNELS.map((channel) => [channel, asked.push(maySeeBehaviour(channel, at))]))
  const count = (holds: Prisma.Sql) => sql`count(*) filter (where ${holds})::int`
  const counts = lines.flatMap(({ holds, before, channel }) => [
    count(holds),
    count(before),
    channel === undefined ? sql`0` : count(sql`${before} and holds[${places.get(channel)}::int]`),
  ])
  const [row] = await db.$queryRaw<[{ total: number; people: number; companies: number; counts: number[] }]>(sql`
    select count(*)::int as total, ${count(whole)} as people,
      count(distinct account_id) filter (where ${whole})::int as companies,
      array[${join([...counts, sql`0`])}] as counts
    from (select contact.account_id, array[${join(asked)}] as holds from ${PEOPLE} where ${IS_PERSON} offset 0) people`)
  return {
    total: row.total,
    people: row.people,
    companies: row.companies,
    conditions: lines.map(({ path, channel }, index) => {
      const [left = 0, before = 0, seen = 0] = row.counts.slice(index * 3)
      return { path, left, before, ...(channel === undefined ? {} : { visible: seen }) }
    }),
  }
}

/** Lays out the lines of a group in reading order. Within `all` each condition narrows the next, within `any` none does. */
function plan(
  group: Group,
  path: string,
  before: Prisma.Sql,
  lines: Line[],
  ask: (node: Node) => Prisma.Sql,
): Prisma.Sql {
  let left = before
  const parts = group.conditions.map((node, index) => {
    const at = `${path === '' ? '' : `${path}.`}conditions.${index}`
    const line: Line = { path: at, holds: sql`true`, before: left, channel: channelOf(node) }
    lines.push(line)
    const own = isGroup(node) ? plan(node, at, left, lines, ask) : ask(node)
    line.holds = sql`${left} and ${own}`
    if (group.kind === 'all') left = line.holds
    return own
  })
  return parts.length === 0 ? sql`true` : sql`(${join(parts, group.kind === 'all' ? ' and ' : ' or ')})`
}

const channelOf = (node: Node) => (node.kind === 'event' ? trackingChannel(node.event) : undefined)

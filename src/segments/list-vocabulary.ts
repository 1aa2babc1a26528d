// What conditions can be made of here: fields, kinds of behaviour that have been seen, imports. For the builder.
import { type Db, Prisma } from '../platform/database.ts'
import { trackingChannel } from '../tracking/index.ts'
import { findSegmentFields, OPERATORS_OF } from './segment-fields.ts'
import { type Language, segmentWords } from './segment-words.ts'

/** Values that a text field has most, so that a marketer chooses instead of guessing. */
const SUGGESTED = { fields: ['country', 'language', 'source', 'account.industry', 'account.country'], most: 50 }

/** Fields with their operators, event types that were ever recorded, the imports. */
export async function listVocabulary(db: Db, language: Language) {
  const words = segmentWords[language]
  const fields = await findSegmentFields(db)
  const [seen, imports, suggestions] = [
    await findEventTypes(db),
    await db.import.findMany({
      orderBy: { createdAt: 'desc' },
      take: 50,
      select: { id: true, fileName: true, createdAt: true },
    }),
    await suggestValues(db),
  ]
  return {
    fields: [...fields].map(([name, { type, label, choices }]) => ({
      name,
      type,
      label: capitalise(label ?? words.fields[name] ?? name),
      isCustom: label !== undefined,
      operators: [...OPERATORS_OF[type]],
      choices: choices ?? suggestions.get(name) ?? [],
    })),
    events: seen.map((type) => ({
      type,
      label: words.events[type]?.label ?? type,
      needsTracking: trackingChannel(type) !== undefined,
    })),
    imports,
  }
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Walks the index from one type to the next, so that it costs as much as there are types, not events. */
async function findEventTypes(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ type: string }[]>(Prisma.sql`
    with recursive seen as (
      (select type from event order by type limit 1)
      union all
      select (select event.type from event where event.type > seen.type order by event.type limit 1)
      from seen where seen.type is not null
    )
    select type from seen where type is not null`)
  return rows.map((row) => row.type)
}

async function suggestValues(db: Db): Promise<Map<string, string[]>> {
  const fields = await findSegmentFields(db)
  const found = new Map<string, string[]>()
  for (const name of SUGGESTED.fields) {
    const field = fields.get(name)
    if (!field) continue
    const from = name.startsWith('account.') ? Prisma.sql`account` : Prisma.sql`contact`
    const rows = await db.$queryRaw<{ value: string }[]>(Prisma.sql`
      select value from (select ${field.value} as value from ${from}) every_value where value <> ''
      group by value order by count(*) desc, value limit ${SUGGESTED.most}`)
    found.set(
      name,
      rows.map((row) => row.value),
    )
  }
  return found
}

// Whether a tree can be asked at all: known fields, operators that fit their type, values that can be compared.
// Says what is wrong at its place in the tree; decides nothing about consent.
import { isAddress } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError, type Fault } from '../platform/errors.ts'
import { type Condition, type FieldCondition, type Group, isGroup, type Node } from './definition.ts'
import { type FieldType, findSegmentFields, OPERATORS_OF, type SegmentFields } from './segment-fields.ts'

/** Throws `invalid` with a fault for each condition that cannot be asked. Answers the fields for compiling. */
export async function checkDefinition(db: Db, definition: Group): Promise<SegmentFields> {
  const fields = await findSegmentFields(db)
  const faults = [...findFaults(definition, fields), ...(await findImportFaults(db, definition))]
  if (faults.length > 0)
    throw new DomainError('invalid', 'Some conditions cannot be asked. Correct those named here, then try again.', {
      faults,
    })
  return fields
}

/** `path` is the place in the tree, as in the body: definition.conditions.0.conditions.2 */
function findFaults(definition: Group, fields: SegmentFields): Fault[] {
  return walk(definition).flatMap(({ condition, path }) => {
    const message =
      (condition.kind === 'field' ? findFieldFault(condition, fields) : undefined) ?? findAddress(condition)
    return message ? [{ path, message }] : []
  })
}

/** All conditions of the tree with their places. */
export function walk(node: Node, path = 'definition'): { condition: Condition; path: string }[] {
  if (!isGroup(node)) return [{ condition: node, path }]
  return node.conditions.flatMap((part, index) => walk(part, `${path}.conditions.${index}`))
}

/** A condition is about many. An address in it would still stand there when its owner is erased (consent.md L7). */
function findAddress(condition: Condition): string | undefined {
  const values =
    condition.kind === 'field'
      ? condition.values
      : condition.kind === 'event'
        ? condition.where.map((one) => one.value)
        : []
  return values.some((value) => typeof value === 'string' && isAddress(value))
    ? 'This is the address of one person, which may not stand in a condition. Ask for something that several share.'
    : undefined
}

function findFieldFault({ field, operator, values }: FieldCondition, fields: SegmentFields): string | undefined {
  const known = fields.get(field)
  if (!known) return `There is no field ${field}. Choose one of the list, or define it for contacts first.`
  if (!OPERATORS_OF[known.type].includes(operator))
    return `A ${known.type} field cannot be asked "${operator}". Use one of: ${OPERATORS_OF[known.type].join(', ')}.`
  if (operator === 'is_known' || operator === 'is_unknown') return undefined
  if (values.length === 0) return 'Give at least one value to compare with.'
  const mayHaveMany = operator === 'is' || operator === 'is_not'
  if (!mayHaveMany && values.length > 1) return 'Give one value here.'
  if (operator === 'within_days')
    return values.every((value) => Number.isInteger(value) && Number(value) > 0)
      ? undefined
      : 'Give a whole number of days.'
  return values.map((value) => findValueFault(value, known.type)).find((fault) => fault !== undefined)
}

function findValueFault(value: string | number | boolean, type: FieldType): string | undefined {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'Give a number here.'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Give true or false here.'
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : 'Give a date as YYYY-MM-DD.'
    case 'country':
      return typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? undefined : 'Give a country as two letters: NO.'
    case 'text':
    case 'choice':
    case 'language':
      return typeof value === 'string' && value.trim() !== '' ? undefined : 'Write something to compare with.'
    default:
      return type satisfies never
  }
}

async function findImportFaults(db: Db, definition: Group): Promise<Fault[]> {
  const asked = walk(definition).flatMap(({ condition, path }) =>
    condition.kind === 'import' ? [{ path, importId: condition.importId }] : [],
  )
  if (asked.length === 0) return []
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from import where id = any(${asked.map((one) => one.importId)}::uuid[])`)
  return asked
    .filter((one) => !rows.some((row) => row.id === one.importId))
    .map(({ path }) => ({ path, message: 'There is no such import. Choose one of the list.' }))
}

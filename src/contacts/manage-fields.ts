// The list of custom fields. A field's type never changes and its choices are only added to, because values stand.
import { type Db, inTransaction } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { type FieldDefinition, type FieldType, type FieldValue, fitsField } from './field-values.ts'

export async function listFields(db: Db): Promise<FieldDefinition[]> {
  const rows = await db.field.findMany({ orderBy: [{ createdAt: 'asc' }, { key: 'asc' }] })
  return rows.map(({ key, label, type, choices }) => ({ key, label, type: type as FieldType, choices }))
}

/** Adds a field. Its key is what templates and conditions name: contact.fields.<key>. */
export async function createField(db: Db, field: FieldDefinition): Promise<FieldDefinition> {
  if (field.type === 'choice' && field.choices.length === 0)
    throw new DomainError('invalid', 'A field of choices needs at least one. Add its choices.', {
      faults: [{ path: 'choices', message: 'Write at least one choice.' }],
    })
  if (await db.field.findUnique({ where: { key: field.key } }))
    throw new DomainError('conflict', `There is a field with the key ${field.key} already. Choose another key.`)
  await db.field.create({ data: { ...field, choices: field.type === 'choice' ? [...new Set(field.choices)] : [] } })
  return field
}

/** Renames a field or adds choices. A choice that is gone from the list stays where contacts have it. */
export async function changeField(
  db: Db,
  key: string,
  change: { label?: string | undefined; choices?: string[] | undefined },
): Promise<FieldDefinition> {
  return inTransaction(db, async (tx) => {
    const field = found(await tx.field.findUnique({ where: { key } }), 'field')
    const choices = field.type === 'choice' ? (change.choices ?? field.choices) : []
    const { label, type } = await tx.field.update({
      where: { key },
      data: { label: change.label ?? field.label, choices: [...new Set(choices)] },
    })
    return { key, label, type: type as FieldType, choices }
  })
}

/** Checks values that come typed, as in JSON. Throws `invalid` naming every one that does not fit. */
export async function checkFields(db: Db, values: Record<string, FieldValue>): Promise<void> {
  const fields = new Map((await listFields(db)).map((field) => [field.key, field]))
  const faults = Object.entries(values).flatMap(([key, value]) => {
    const field = fields.get(key)
    if (!field) return [{ path: `fields.${key}`, message: 'There is no such field. Add it first, or leave this out.' }]
    if (fitsField(field, value)) return []
    const wanted = field.type === 'choice' ? `one of ${field.choices.join(', ')}` : WANTED[field.type]
    return [{ path: `fields.${key}`, message: `${field.label} must be ${wanted}.` }]
  })
  if (faults.length > 0)
    throw new DomainError('invalid', 'Some fields do not fit. See the faults, then send it again.', { faults })
}

const WANTED = { text: 'a text', number: 'a number', boolean: 'true or false', date: 'a date as 2026-11-03' }

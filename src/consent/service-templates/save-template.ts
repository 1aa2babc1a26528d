// Templates of service mail: written by one person, allowed by another (consent.md D4), and from then on sent as they were
// allowed. New words wait for a yes of their own; until then the former ones are sent.
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { PageLanguage } from '../preferences/page-language.ts'
import { findTemplateFaults, type Places, placesOf, type TemplateWords } from './compose-order-mail.ts'

export type NewTemplate = TemplateWords & { key: string; language: PageLanguage; brandId: string }
/** waiting: no words of it were allowed yet; changed: others are allowed than stand here now. */
export type TemplateStatus = 'waiting' | 'allowed' | 'changed' | 'withdrawn'
export type TemplateLine = NewTemplate & {
  id: string
  status: TemplateStatus
  version: number | null
  writtenBy: string
  writtenAt: Date
  allowedBy: string | null
  allowedAt: Date | null
  places: Places
}

/** Every template, by key and language. */
export async function listTemplates(db: Db): Promise<TemplateLine[]> {
  const rows = await db.serviceTemplate.findMany({
    orderBy: [{ key: 'asc' }, { language: 'asc' }],
    include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
  })
  return rows.map(({ versions: [newest], withdrawnAt, ...row }) => {
    const isSame = newest?.subject === row.subject && newest.body === row.body
    return {
      ...row,
      language: row.language as PageLanguage,
      status: withdrawnAt ? 'withdrawn' : !newest ? 'waiting' : isSame ? 'allowed' : 'changed',
      version: newest?.version ?? null,
      allowedBy: newest?.allowedBy ?? null,
      allowedAt: newest?.allowedAt ?? null,
      places: placesOf(row),
    }
  })
}

/** Writes a template. Throws `invalid` with what is no service mail, `conflict` where key and language are taken. */
export async function writeTemplate(db: Db, template: NewTemplate, userId: string, now: Date): Promise<{ id: string }> {
  requirePlain(template)
  return inTransaction(db, async (tx) => {
    found(await tx.brand.findUnique({ where: { id: template.brandId } }), 'sender')
    const { key, language } = template
    if (await tx.serviceTemplate.findUnique({ where: { key_language: { key, language } } }))
      throw new DomainError('conflict', 'There is a template of this key in this language. Change that one.')
    const written = { writtenBy: userId, writtenAt: now }
    return tx.serviceTemplate.create({ data: { ...template, ...written }, select: { id: true } })
  })
}

/** Other words, to be allowed anew. */
export async function rewriteTemplate(
  db: Db,
  id: string,
  words: Partial<TemplateWords>,
  userId: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { subject, body } = await lockTemplate(tx, id)
    const changed = { subject, body, ...words }
    requirePlain(changed)
    await tx.serviceTemplate.update({ where: { id }, data: { ...changed, writtenBy: userId, writtenAt: now } })
  })
}

/**
 * Allows the words that stand there, for service mail. `writtenAt`: of the words that were read, so that nobody allows
 * others. Throws `not_allowed` for whoever wrote them.
 */
export async function allowTemplate(db: Db, id: string, writtenAt: Date, userId: string, now: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { subject, body, writtenBy, ...template } = await lockTemplate(tx, id)
    if (+template.writtenAt !== +writtenAt)
      throw new DomainError('conflict', 'The words were changed meanwhile. Read them again, then decide.')
    if (writtenBy === userId)
      throw new DomainError('not_allowed', 'You wrote these words. Ask somebody else to read and allow them.')
    requirePlain({ subject, body })
    const { _max } = await tx.serviceTemplateVersion.aggregate({ where: { templateId: id }, _max: { version: true } })
    const version = (_max.version ?? 0) + 1
    await tx.serviceTemplateVersion.create({
      data: { templateId: id, version, subject, body, writtenBy, allowedBy: userId, allowedAt: now },
    })
    await tx.serviceTemplate.update({ where: { id }, data: { withdrawnAt: null } })
    return version
  })
}

/** Takes the permission back: nothing of it begins any more, also of what is in line. */
export async function withdrawTemplate(db: Db, id: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockTemplate(tx, id)
    await tx.serviceTemplate.update({ where: { id }, data: { withdrawnAt: now } })
  })
}

async function lockTemplate(tx: Transaction, id: string) {
  await tx.$queryRaw`select id from service_template where id = ${id}::uuid for update`
  return found(await tx.serviceTemplate.findUnique({ where: { id } }), 'template')
}

function requirePlain(words: TemplateWords): void {
  const faults = findTemplateFaults(words)
  if (faults.length > 0)
    throw new DomainError('invalid', 'These words are no service mail. Correct what is named here.', { faults })
}

// Places on web pages and what they say: made, changed, removed and listed.
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { type Block, block, type WebContentDraft } from './block.ts'

/** Makes a place, or says anew what one is. Throws `invalid` for a name that is taken or a segment that is not there. */
export async function saveWebContent(db: Db, draft: WebContentDraft, now: Date, id?: string): Promise<{ id: string }> {
  const { variants, ...fields } = draft
  return inTransaction(db, async (tx) => {
    const other = await tx.webContent.findUnique({ where: { key: fields.key } })
    if (other && other.id !== id) refuse('key', 'Another place has this name. Choose one of its own.')
    await requireSegments(tx, variants)
    const content =
      id === undefined
        ? await tx.webContent.create({ data: { ...fields, createdAt: now, updatedAt: now } })
        : await changeContent(tx, id, fields, now)
    await tx.webVariant.deleteMany({ where: { contentId: content.id } })
    await tx.webVariant.createMany({
      data: variants.map((variant, position) => ({ ...variant, contentId: content.id, position })),
    })
    return { id: content.id }
  })
}

async function changeContent(tx: Transaction, id: string, fields: Omit<WebContentDraft, 'variants'>, now: Date) {
  found(await tx.webContent.findUnique({ where: { id } }), 'content')
  return tx.webContent.update({ where: { id }, data: { ...fields, updatedAt: now } })
}

async function requireSegments(db: Db, variants: WebContentDraft['variants']): Promise<void> {
  const ids = new Set(variants.map(({ segmentId }) => segmentId))
  const known = await db.segment.count({ where: { id: { in: [...ids] } } })
  if (known < ids.size) refuse('variants', 'There is no such segment. Choose one of the list, or make it first.')
}

function refuse(path: string, message: string): never {
  throw new DomainError('invalid', message, { faults: [{ path, message }] })
}

/** Removes a place; pages that name it keep what stands in them. */
export async function removeWebContent(db: Db, id: string): Promise<void> {
  found(await db.webContent.findUnique({ where: { id } }), 'content')
  await db.webContent.delete({ where: { id } })
}

/** Every place with what it says, by name. */
export async function listWebContents(db: Db) {
  const rows = await db.webContent.findMany({
    include: { variants: { orderBy: { position: 'asc' } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ createdAt, variants, ...row }) => ({
    ...row,
    block: asBlock(row.block),
    variants: variants.map((variant) => ({ segmentId: variant.segmentId, block: asBlock(variant.block) })),
  }))
}

export const asBlock = (stored: unknown): Block => block.parse(stored)

// Blocks of mails that are kept under a name and put into other mails. What was put in is a copy: a change here changes
// no mail. A block with mistakes is refused, since it would carry them into every mail it is put into.
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { compileMjml } from '../compile-mjml.ts'

/** row: stands in the body of a mail, such as a section; part: stands in a column, such as a text. */
export const BLOCK_LEVELS = ['row', 'part'] as const
export type BlockLevel = (typeof BLOCK_LEVELS)[number]
export type NewBlock = { name: string; level: BlockLevel; mjml: string }
export type SavedBlock = NewBlock & { id: string; updatedAt: Date }

/** Everything that was kept, by name. */
export async function listBlocks(db: Db): Promise<SavedBlock[]> {
  const rows = await db.savedBlock.findMany({ orderBy: { name: 'asc' } })
  return rows.map(({ createdAt, level, ...row }) => ({ ...row, level: level as BlockLevel }))
}

/** Keeps a block. Throws `conflict` where the name is taken, `invalid` with each mistake of the MJML. */
export async function saveBlock(db: Db, block: NewBlock, now: Date): Promise<{ id: string }> {
  await requireSound(block)
  return inTransaction(db, async (tx) => {
    await requireFreeName(tx, block.name)
    return tx.savedBlock.create({ data: { ...block, createdAt: now, updatedAt: now }, select: { id: true } })
  })
}

/** Another name, another content, or both. */
export async function changeBlock(
  db: Db,
  id: string,
  change: { name?: string | undefined; mjml?: string | undefined },
  now: Date,
): Promise<void> {
  const known = found(await db.savedBlock.findUnique({ where: { id } }), 'block')
  const { name = known.name, mjml = known.mjml } = change
  await requireSound({ level: known.level as BlockLevel, mjml })
  await inTransaction(db, async (tx) => {
    if (name !== known.name) await requireFreeName(tx, name)
    await tx.savedBlock.update({ where: { id }, data: { name, mjml, updatedAt: now } })
  })
}

/** Forgets a block. Mails that it was put into keep what they say. */
export async function removeBlock(db: Db, id: string): Promise<void> {
  const { count } = await db.savedBlock.deleteMany({ where: { id } })
  found(count > 0 ? id : null, 'block')
}

async function requireFreeName(tx: Transaction, name: string): Promise<void> {
  const taken = await tx.savedBlock.findFirst({ where: { name: { equals: name, mode: 'insensitive' } } })
  if (taken)
    throw new DomainError('conflict', 'Another block has this name already. Choose another name, or remove that one.')
}

/** What it stands in takes no line of its own, so that mistakes are named by the lines of the block. */
const AROUND: Record<BlockLevel, [before: string, after: string]> = {
  row: ['<mjml><mj-body>', '</mj-body></mjml>'],
  part: ['<mjml><mj-body><mj-section><mj-column>', '</mj-column></mj-section></mj-body></mjml>'],
}

async function requireSound({ level, mjml }: Pick<NewBlock, 'level' | 'mjml'>): Promise<void> {
  const [before, after] = AROUND[level]
  const { faults } = await compileMjml(before + mjml + after)
  if (faults.length === 0) return
  throw new DomainError('invalid', 'The block has mistakes. Correct what is named here, then keep it again.', {
    faults: faults.map(({ line, message }) => ({
      path: 'mjml',
      message: line === null ? message : `Line ${line}: ${message}`,
    })),
  })
}

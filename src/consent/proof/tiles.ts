// The hashes of the log as rows: 256 nodes of one level in a tile, and every eighth level only (C2SP tlog-tiles). What lies
// between is hashed again when asked for, which is 255 hashes at most. So a leaf costs 32 bytes and a 256th of a row.
import { type Db, Prisma, type Transaction } from '../../platform/database.ts'
import { type FindSubtree, HASH_BYTES, hashNode } from './merkle.ts'

/** Nodes in a full tile, and the levels of the tree that it spans. */
export const TILE_NODES = 256
const TILE_LEVELS = 8

/** Adds nodes to one tiled level, which has `size` of them, and what becomes complete by it to the levels above. */
export async function appendNodes(tx: Transaction, size: number, added: readonly Buffer[], level = 0): Promise<void> {
  if (added.length === 0) return
  const firstTile = Math.floor(size / TILE_NODES)
  const begun = size % TILE_NODES === 0 ? [] : await readTile(tx, level, firstTile)
  if (begun.length !== size % TILE_NODES)
    throw new Error(`The log has ${size} nodes on level ${level}, but its last tile there holds ${begun.length}.`)
  const nodes = [...begun, ...added]
  const tiles = Array.from({ length: Math.ceil(nodes.length / TILE_NODES) }, (_, at) =>
    nodes.slice(at * TILE_NODES, (at + 1) * TILE_NODES),
  )
  await saveTiles(tx, level, firstTile, tiles)
  const full = tiles.filter((tile) => tile.length === TILE_NODES).map(fold)
  await appendNodes(tx, firstTile, full, level + 1)
}

async function saveTiles(tx: Transaction, level: number, first: number, tiles: readonly Buffer[][]): Promise<void> {
  const rows = tiles.map((tile, at) => Prisma.sql`(${level}::int, ${first + at}::int, ${Buffer.concat(tile)}::bytea)`)
  await tx.$executeRaw(Prisma.sql`
    insert into proof_tile (level, index, hashes) values ${Prisma.join(rows)}
    on conflict (level, index) do update set hashes = excluded.hashes`)
}

/** Tiles that are kept in memory with all that is folded from them: 60 kB each. */
const MOST_KEPT = 1000

/** Subtrees out of the tiles, each of which is read and folded once while it is kept. */
export function findSubtrees(db: Db): FindSubtree {
  const tiles = new Map<string, Promise<Buffer[][]>>()
  return async (level, index) => {
    const [tileLevel, height] = [Math.floor(level / TILE_LEVELS), level % TILE_LEVELS]
    const first = index * 2 ** height
    const tileIndex = Math.floor(first / TILE_NODES)
    const key = `${tileLevel}/${tileIndex}`
    const tile = tiles.get(key) ?? readTile(db, tileLevel, tileIndex).then(foldRows)
    tiles.set(key, tile)
    if (tiles.size > MOST_KEPT) tiles.delete(tiles.keys().next().value ?? '')
    const node = (await tile)[height]?.[(first % TILE_NODES) / 2 ** height]
    if (!node) throw new Error(`The log lacks hashes in tile ${tileIndex} of level ${tileLevel}.`)
    return node
  }
}

/** The nodes of one tile, none where it is not there. */
export async function readTile(db: Db, level: number, index: number): Promise<Buffer[]> {
  const row = await db.proofTile.findUnique({ where: { level_index: { level, index } } })
  const hashes = Buffer.from(row?.hashes ?? [])
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, at) =>
    hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  )
}

/** The one hash above a power of two of nodes. */
const fold = (nodes: readonly Buffer[]): Buffer => foldRows(nodes).at(-1)?.[0] as Buffer

/** The nodes, and above them each row of the hashes of whole pairs. */
function foldRows(nodes: readonly Buffer[]): Buffer[][] {
  const rows = [[...nodes]]
  for (let row = nodes; row.length > 1; row = rows.at(-1) as Buffer[]) {
    const above: Buffer[] = []
    for (let at = 0; at + 1 < row.length; at += 2) above.push(hashNode(row[at] as Buffer, row[at + 1] as Buffer))
    rows.push(above)
  }
  return rows
}

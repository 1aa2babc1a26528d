// A PostgreSQL that may lose everything: for tests, benchmarks and drafting migrations. Nothing of it stays behind.
import { chmod, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

const PREFIX = 'assent-temporary-'
/** In ms. What a killed run left is removed by a later one; no run takes this long. */
const ABANDONED_AFTER = 6 * 3_600_000

/** Starts an empty server below `parent`. Nothing waits for the disk unless `settings` say so. */
export async function startTemporaryPostgres(
  settings: Record<string, string> = {},
  parent = tmpdir(),
): Promise<EmbeddedPostgres> {
  await removeAbandoned(parent)
  const folder = await mkdtemp(join(parent, PREFIX))
  await chmod(folder, 0o755) // PostgreSQL may run as another user
  const data = join(folder, 'postgres')
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const remove = async () => {
    const place = await realpath(data).catch(() => data)
    await rm(folder, { recursive: true, force: true })
    if (place !== data && dirname(place) !== folder) await rm(dirname(place), { recursive: true, force: true })
  }
  try {
    const server = await startEmbeddedPostgres({
      folder: data,
      settings: { ...fast, ...settings },
      say: (line) => process.stderr.write(`${line}\n`),
    })
    return { url: server.url, stop: () => server.stop().then(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX))
  for (const folder of names.map((name) => join(parent, name))) {
    const age = Date.now() - ((await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now())
    if (age > ABANDONED_AFTER) await rm(folder, { recursive: true, force: true }).catch(() => {}) // perhaps another user's
  }
}

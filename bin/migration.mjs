// For authors: npm run migration -- add-sender-name. Writes a migration that leads from the committed migrations to
// prisma/schema as it is now, to be read and completed (triggers, checks, partial indexes) before it is committed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyMigrations, runPrisma } from '../src/platform/migrate.ts'
import { startTemporaryPostgres } from '../src/platform/temporary-postgres.ts'

const [name] = process.argv.slice(2)
if (!/^[a-z][a-z0-9-]*$/.test(name ?? '')) {
  console.error('Name the migration in small letters and hyphens: npm run migration -- add-sender-name')
  process.exit(1)
}

const server = await startTemporaryPostgres()
try {
  await applyMigrations(server.url)
  const target = ['--from-config-datasource', '--to-schema', 'prisma/schema', '--script']
  const sql = await runPrisma(['migrate', 'diff', ...target], server.url)
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join('prisma/migrations', `${stamp}_${name.replaceAll('-', '_')}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'migration.sql'), sql)
  console.log(`Wrote ${folder}/migration.sql. Read it, and add what Prisma cannot express.`)
} finally {
  await server.stop()
}

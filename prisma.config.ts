// Read by the Prisma CLI alone. The address is empty where a command needs no database, such as `prisma generate`.
import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
  experimental: { externalTables: true },
  tables: { external: ['public.agenda_jobs', 'public.agenda_logs'] },
})

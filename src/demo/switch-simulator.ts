// Whether the invented visitors move. What was chosen stays chosen when Assent starts again.
import type { Db } from '../platform/database.ts'
import { hasDemo } from './seed-demo.ts'

const SETTING = 'simulator'

/** On until somebody switches it off; undefined where there is no demo company. */
export async function findSimulator(db: Db): Promise<{ running: boolean } | undefined> {
  if (!(await hasDemo(db))) return undefined
  const row = await db.setting.findUnique({ where: { key: SETTING } })
  return { running: (row?.value as { running: boolean } | undefined)?.running ?? true }
}

export async function switchSimulator(db: Db, running: boolean): Promise<void> {
  const value = { running }
  await db.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } })
}

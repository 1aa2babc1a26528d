// Makes sure, before anybody can be taken in, that suppressed addresses can still be told: a lost key or another secret
// is said loudly here, and stops imports, forms and the API by itself until it is mended.
import { adoptKeys, findMissingKeys, findSuppressionKeys, keepSuppressionKey, missingWords } from './consent/index.ts'
import type { Services } from './platform/index.ts'

/** Notes new keys, and keeps the first one in a file so that it no longer depends on SECRET_KEY. */
export async function startSuppression({ config, db, log, now }: Services): Promise<void> {
  const keys = await findSuppressionKeys(config)
  const missing = await findMissingKeys(db, keys)
  if (missing.length > 0) return void log.error({ missing }, missingWords(missing))
  await adoptKeys(db, keys, now())
  const first = keys.find(({ version }) => version === 1)
  const isGivenUp = (await db.suppressionKey.count({ where: { version: 1, givenUpAt: null } })) === 0
  if (config.outside && first && !isGivenUp) await keepSuppressionKey(config.outside.folder, first)
}

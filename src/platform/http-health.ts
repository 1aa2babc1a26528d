// For whoever runs this process: is it alive, and may it be given work? Names what is wrong, never an address or a secret.
import type { Express } from 'express'
import type { Services } from './services.ts'

/** A check that takes longer counts as a fault, in ms: a balancer waits about as long before it gives up by itself. */
const CHECK_MS = 3000

async function runCheck(findFault: () => Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`It did not answer within ${CHECK_MS / 1000} seconds.`), CHECK_MS)
  })
  try {
    return await Promise.race([findFault(), late])
  } catch {
    return 'It does not answer. The log says why.'
  } finally {
    clearTimeout(timer)
  }
}

/** Whether the database answers. */
export const databaseReadiness = (services: Pick<Services, 'pool'>) => ({
  name: 'database',
  findFault: async () => {
    await services.pool.query('select 1')
    return undefined
  },
})

/** Mounts /healthz (alive: 200) and /readyz (every check, 503 when one of them found a fault). */
export function mountHealth(app: Express, services: Services): void {
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_request, response) => {
    const faults = await Promise.all(services.readiness.map(({ findFault }) => runCheck(findFault)))
    const ok = faults.every((why) => why === undefined)
    const checks = services.readiness.map(({ name }, at) => [
      name,
      faults[at] ? { ok: false, why: faults[at] } : { ok: true },
    ])
    response
      .status(ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ok, checks: Object.fromEntries(checks) })
  })
}

// GET /s/:code: the short link of an SMS, which leads to the person's own page. Looking changes nothing; no login, no cookie.
import { Router } from 'express'
import { linkKey } from '../../consent/index.ts'
import type { Services } from '../../platform/index.ts'
import { findStopToken } from './stop-link.ts'

/** A code that names nobody leads to the page that says so. */
const NOBODY = 'x'

export function stopLinkPages({ db, config: { secretKey } }: Services): Router {
  const router = Router()
  const keys = [linkKey(secretKey)]
  router.get('/s/:code', async (request, response) => {
    const token = await findStopToken(db, keys, request.params.code)
    response
      .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow' })
      .redirect(302, `/u/${token ?? NOBODY}`)
  })
  return router
}

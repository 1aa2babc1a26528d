// What web pages fetch: the script that fills their places, and what a place says. What everybody sees may be kept by any
// cache; what one visitor sees by none. Pages of sites that are not named for a place are answered nothing.
import { readFileSync } from 'node:fs'
import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Services } from '../../platform/index.ts'
import { createRateLimit, isRobot, openToOthers, refusesByBrowser } from '../../tracking/index.ts'
import { chooseBlock } from './choose-block.ts'
import { asBlock } from './save-content.ts'

const SCRIPT = new URL('./content.js', import.meta.url)
const MINUTE_MS = 60_000
/** Personal answers per caller and minute: each asks the decision. An office behind one address must get through. */
const MOST = 300
/** Seconds. Longer shows an old text; shorter asks us at every page view. */
const KEPT_FOR = 300
const asked = z.object({ visitor: z.uuid() })

export function webContentPages({ db, now }: Services): Router {
  const router = Router()
  const script = readFileSync(SCRIPT, 'utf8')
  const limit = createRateLimit(MOST, MINUTE_MS)
  router.get('/content.js', (_request, response) => {
    openToOthers(response)
    response.set('Cache-Control', 'public, max-age=3600').type('text/javascript').send(script)
  })
  router.get('/content/:key', async (request, response) => {
    const place = await findPlace(request)
    if (!place || !openToSite(request, response, place.sites)) return refuse(response)
    response.set('Cache-Control', `public, max-age=${KEPT_FOR}`).json(asBlock(place.block))
  })
  // A visitor is named in the body, never in the address: addresses are written down on their way.
  router.post('/content/:key', express.text({ type: () => true, limit: '1kb' }), async (request, response) => {
    response.set('Cache-Control', 'no-store')
    const place = await findPlace(request)
    if (!place || request.get('origin') === undefined || !openToSite(request, response, place.sites))
      return refuse(response)
    const visitor = readVisitor(request)
    const mayAsk = visitor !== undefined && !isRobot(request) && !refusesByBrowser(request)
    const own =
      mayAsk && limit.mayGo(request.ip ?? '', now()) ? await chooseBlock(db, place, visitor, now()) : undefined
    response.json(own ?? asBlock(place.block))
  })
  const findPlace = ({ params: { key } }: Request) =>
    db.webContent.findUnique({
      where: { key: String(key) },
      include: { variants: { orderBy: { position: 'asc' } } },
    })
  return router
}

/** Lets the page read the answer where its site is named. Who sends no origin is no page, or one of our own. */
function openToSite(request: Request, response: Response, sites: readonly string[]): boolean {
  response.vary('Origin')
  const origin = request.get('origin')
  if (origin === undefined) return true
  if (!sites.includes(origin)) return false
  response.set({ 'Access-Control-Allow-Origin': origin, 'Cross-Origin-Resource-Policy': 'cross-origin' })
  return true
}

const refuse = (response: Response) => void response.set('Cache-Control', 'no-store').status(404).end()

function readVisitor(request: Request): string | undefined {
  try {
    return asked.parse(JSON.parse(String(request.body))).visitor
  } catch {
    return undefined
  }
}

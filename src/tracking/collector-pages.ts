// What anybody's browser may reach: the tracker script, the collector and the links of mails. No cookie, no page that
// needs a script, and no answer that tells whether somebody is known.
import { readFileSync } from 'node:fs'
import express, { type Request, type Response, Router } from 'express'
import { browserOf, keepEvidence, linkKey } from '../consent/index.ts'
import { isId } from '../platform/id.ts'
import { html, type Services } from '../platform/index.ts'
import { collect, collected } from './collect.ts'
import { countLink } from './count-link.ts'
import { findLink, findMail, isTooSoon, recordClick } from './follow-link.ts'
import { createRateLimit } from './limit-rate.ts'
import { plainPage } from './plain-page.ts'
import { countMachine } from './reads/count-machine.ts'
import { PIXEL, recordOpen } from './reads/record-open.ts'
import { findMachine, isRobot, readPictureRequest, refusesByBrowser } from './signals.ts'
import { honourSignal } from './visitors.ts'

const TRACKER = new URL('./tracker/assent.js', import.meta.url)
const MINUTE_MS = 60_000
/** Requests per caller and minute. An office behind one address must get through; a flood must not. */
const COLLECT_MOST = 600
/** New visitors per caller and hour: each makes a row, so this is what a stranger can make us keep. */
const YES_MOST = 60

export function collectorPages(services: Services): Router {
  const router = Router()
  const script = readFileSync(TRACKER, 'utf8')
  router.get('/assent.js', (_request, response) => {
    openToOthers(response)
    response.set('Cache-Control', 'public, max-age=3600').type('text/javascript').send(script)
  })
  router.get('/.well-known/gpc.json', (_request, response) => {
    response.type('application/json').send(JSON.stringify({ gpc: true, lastUpdate: '2026-11-01' }))
  })
  router.options('/collect', (_request, response) => {
    openToOthers(response)
    response.set({ 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'Content-Type' })
    response.status(204).end()
  })
  const limits = {
    all: createRateLimit(COLLECT_MOST, MINUTE_MS),
    yes: createRateLimit(YES_MOST, 60 * MINUTE_MS),
  }
  router.post('/collect', readAnything, async (request, response) => {
    openToOthers(response)
    const answer = await collectFrom(services, request, limits)
    if (answer) response.json(answer)
    else response.status(204).end()
  })
  const keys = [linkKey(services.config.secretKey)]
  router.get('/c/:token/:position', async (request, response) => {
    response.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    const { token, position } = request.params
    const link = /^\d{1,3}$/.test(position) ? await findLink(services.db, keys, token, Number(position)) : undefined
    if (!link) return void response.status(404).type('html').send(NO_LINK)
    const now = services.now()
    const machine = findMachine(request) ?? (isTooSoon(link.mail, now) ? 'too_soon' : undefined)
    if (machine) await countMachine(services.db, link.mail.contentId, machine, now)
    else await recordClick(services.db, link, now)
    response.redirect(302, link.address)
  })
  // The same picture whatever the token is, so that nobody learns from it whether a mail is ours (consent.md E9).
  router.get('/o/:token', async (request, response) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    openToOthers(response)
    const now = services.now()
    const mail = await findMail(services.db, keys, request.params.token)
    if (mail) {
      const read = isTooSoon(mail, now) ? { machine: 'too_soon' as const } : readPictureRequest(request)
      if ('machine' in read) await countMachine(services.db, mail.contentId, read.machine, now)
      else await recordOpen(services.db, mail, read.via, now)
    }
    response.type('image/gif').send(PIXEL)
  })
  // The same link for everybody: it names a mail and a place in it, and nothing is kept but a number (consent.md E10).
  router.get('/l/:contentId/:position', async (request, response) => {
    response.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    const { contentId, position } = request.params
    const address =
      isId(contentId) && /^\d{1,3}$/.test(position)
        ? await countLink(services.db, contentId, Number(position), isFollowed(request), services.now())
        : undefined
    if (!address) return void response.status(404).type('html').send(NO_LINK)
    response.redirect(302, address)
  })
  return router
}

/** Whether somebody has followed a link, as far as that can be told: no machine, and no look ahead. */
const isFollowed = (request: Request) => findMachine(request) === undefined

type Limits = Record<'all' | 'yes', ReturnType<typeof createRateLimit>>

async function collectFrom(services: Services, request: Request, limits: Limits) {
  const now = services.now()
  const caller = request.ip ?? ''
  if (isRobot(request) || !limits.all.mayGo(caller, now)) return undefined
  const sent = collected.safeParse(parseJson(request.body))
  if (!sent.success) return undefined
  if (refusesByBrowser(request)) {
    if (sent.data.visitor !== undefined) await honourSignal(services.db, sent.data.visitor, now)
    return undefined
  }
  if ('consent' in sent.data && sent.data.consent && !limits.yes.mayGo(caller, now)) return undefined
  const kept = 'consent' in sent.data ? await keepEvidence(services.db, browserOf(request)) : {}
  return collect(services.db, sent.data, kept, now)
}

/** A beacon says text/plain whatever it carries. What is too large or cannot be read is set aside like anything else. */
const parseText = express.text({ type: () => true, limit: '16kb' })
function readAnything(request: Request, response: Response, next: () => void): void {
  parseText(request, response, () => next())
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/** Pages of other sites may load this. It carries no credentials and answers everybody alike. */
export function openToOthers(response: Response): void {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
}

const NO_LINK = plainPage({
  language: 'en',
  title: 'This link leads nowhere',
  main: html`<h1>This link leads nowhere</h1><p class="lead">Part of it may have been lost on the way. Open the mail again and follow the link there.</p>`,
})

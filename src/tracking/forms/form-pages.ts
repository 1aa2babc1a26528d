// The pages of forms: shown to anybody, also inside pages of other sites, without login, script or cookie.
import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { browserOf, countShown, findSuppressionKeys, keepEvidence } from '../../consent/index.ts'
import { isId } from '../../platform/id.ts'
import type { Services } from '../../platform/index.ts'
import { openToOthers } from '../collector-pages.ts'
import { createRateLimit } from '../limit-rate.ts'
import { isPrefetch, isRobot, refusesByBrowser } from '../signals.ts'
import { wordsOf } from './form-words.ts'
import { type AnswerFault, boxName, findFaults, readFields, type Sent } from './read-answers.ts'
import { findShownForm, type ShownForm, servedOf } from './read-form.ts'
import { noticePath, ONCE, renderForm, renderNoForm, renderThanks, TRAP } from './render-form.ts'
import { submitForm } from './submit-form.ts'

/** Sendings per caller in TEN_MINUTES_MS. A class signing up together must get through; a program must not. */
const MOST = 60
const TEN_MINUTES_MS = 600_000

const jsonBody = z.object({
  answers: z.record(z.string().max(60), z.string().max(5000)),
  consents: z
    .array(z.object({ purposeId: z.uuid(), channel: z.string(), textId: z.uuid() }))
    .max(50)
    .default([]),
  page: z.string().max(2000).default(''),
  visitor: z.string().max(100).optional(),
  once: z.string().max(100).optional(),
})

export function formPages(services: Services): Router {
  const router = Router()
  const limit = createRateLimit(MOST, TEN_MINUTES_MS)
  router.use('/f', (_request, response, next) => {
    letBeFramed(response)
    next()
  })
  router.get('/f/:key', async (request, response) => {
    const form = await findShownForm(services.db, request.params.key, services.now())
    if (form) await noteShown(services, form, request)
    if (wantsJson(request))
      return void (form ? response.json(describeForm(form, services.config.publicUrl)) : answerGone(response))
    if (!form) return void response.status(404).type('html').send(renderNoForm('gone'))
    response.type('html').send(renderForm(form, randomUUID()))
  })
  router.options('/f/:key', (_request, response) => {
    response.set({ 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Allow-Headers': 'Content-Type' })
    response.status(204).end()
  })
  router.post(
    '/f/:key',
    express.urlencoded({ extended: false, limit: '64kb' }),
    express.json({ limit: '64kb' }),
    async (request, response) => {
      const now = services.now()
      const form = await findShownForm(services.db, request.params.key, now)
      const isJson = Boolean(request.is('application/json'))
      if (!form)
        return void (isJson ? answerGone(response) : response.status(404).type('html').send(renderNoForm('gone')))
      if (!limit.mayGo(request.ip ?? '', now))
        return void (isJson
          ? response.status(429).json({ faults: [{ key: '', message: wordsOf(form.language).tooManyAfter }] })
          : response.status(429).type('html').send(renderNoForm('tooMany', form)))
      const received = isJson ? readJson(request.body) : readBrowser(form, request)
      await answerForm(services, form, received, { request, response, isJson })
    },
  )
  return router
}

/** Counts the showing, unless a program looks. A form is shown also where it could not be counted. */
async function noteShown({ db, now }: Services, form: ShownForm, request: Request): Promise<void> {
  if (request.method !== 'GET' || isRobot(request) || isPrefetch(request)) return
  await countShown(db, servedOf(form, form.asks), now()).catch((error: unknown) =>
    request.log.warn({ err: error }, 'a form was shown and could not be counted'),
  )
}

type Received = { sent: Sent; page: string; visitor: string | undefined; once: string; isTrapped: boolean }

function readBrowser(form: ShownForm, request: Request): Received {
  const fields = (request.body ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  return {
    sent: readFields(form, fields),
    page: withoutQuery(request.get('referer') ?? ''),
    visitor: text('visitor') || undefined,
    once: text(ONCE).slice(0, 100) || randomUUID(),
    isTrapped: text(TRAP) !== '',
  }
}

function readJson(body: unknown): Received | undefined {
  const parsed = jsonBody.safeParse(body)
  if (!parsed.success) return undefined
  const { answers, consents, page, visitor, once } = parsed.data
  const clean = Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [key, value.replaceAll('\u0000', '').toWellFormed().trim()]),
  )
  return {
    sent: { answers: clean, ticks: consents },
    page: withoutQuery(page),
    visitor,
    once: once ?? randomUUID(),
    isTrapped: Boolean(answers[TRAP]),
  }
}

type Exchange = { request: Request; response: Response; isJson: boolean }

async function answerForm(
  services: Services,
  form: ShownForm,
  received: Received | undefined,
  { request, response, isJson }: Exchange,
): Promise<void> {
  if (!received) {
    const fault = { key: '', message: 'Send { answers, consents: [{ purposeId, channel, textId }] } as JSON.' }
    return void response.status(400).json({ faults: [fault] })
  }
  const { sent, page, visitor, once, isTrapped } = received
  const faults = findFaults(form, sent, wordsOf(form.language))
  if (faults.length > 0 && !isTrapped) return answerFaults(form, sent, faults, response, isJson)
  // Programs are thanked like people: whoever is told that they failed tries again.
  if (!isTrapped && !isRobot(request)) {
    const children = await submitForm(
      services.db,
      form,
      {
        ...sent,
        page,
        once,
        kept: await keepEvidence(services.db, browserOf(request)),
        refusesByBrowser: refusesByBrowser(request),
        visitorId: visitor && isId(visitor) ? visitor.toLowerCase() : undefined,
      },
      await findSuppressionKeys(services.config),
      services.now(),
    )
    const words = wordsOf(form.language)
    const tooYoung = children.map(({ tick, age }) => ({ key: boxName(tick), message: words.tooYoung(age) }))
    if (tooYoung.length > 0) return answerFaults(form, sent, tooYoung, response, isJson)
  }
  if (isJson) response.json({ thanks: form.thanks })
  else response.type('html').send(renderThanks(form))
}

function answerFaults(form: ShownForm, sent: Sent, faults: AnswerFault[], response: Response, isJson: boolean): void {
  if (isJson) response.status(400).json({ faults })
  else
    response
      .status(400)
      .type('html')
      .send(renderForm(form, randomUUID(), sent, faults))
}

const answerGone = (response: Response) =>
  response.status(404).json({ faults: [{ key: '', message: wordsOf('en').gone }] })

/** What a page needs to show the form itself, with the address of the notice that it must lead to. */
function describeForm({ key, name, language, thanks, questions, asks }: ShownForm, publicUrl: string) {
  const notice = publicUrl + noticePath({ key, language })
  return { key, name, language, thanks, questions, asks, notice }
}

const wantsJson = (request: Request) => request.accepts(['html', 'json']) === 'json'

const withoutQuery = (address: string) => {
  const url = URL.parse(address)
  return url ? `${url.origin}${url.pathname}`.slice(0, 500) : ''
}

function letBeFramed(response: Response): void {
  openToOthers(response)
  response.removeHeader('X-Frame-Options')
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors *",
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
    'Cache-Control': 'no-store',
  })
}

// The preference page and one-click unsubscribe: GET changes nothing, POST only lowers permission, and each answer is
// sent after the withdrawal has returned. No cookie is set and nothing is kept about who looked (consent.md U10).
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Request, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { browserOf, keepEvidence } from '../capture/kept-evidence.ts'
import { chooseFrequency, FREQUENCIES } from '../frequency.ts'
import { linkKey } from '../link-token.ts'
import type { Silenced } from '../silence.ts'
import {
  type Choice,
  PAUSE_MONTHS,
  pauseContact,
  pauseEnd,
  pauseUntil,
  type Speaker,
  stopChoices,
  stopEverything,
} from '../stop-consent.ts'
import { findPreferences, findStopNames, findVisitor, type Visitor } from './find-visitor.ts'
import { acceptedLanguages, answerFailure, keepPrivate, wishOf } from './page-answers.ts'
import { PAGE_WORDS, pickLanguage } from './page-language.ts'
import { readOneClick } from './read-one-click.ts'
import { renderChoices } from './render-choices.ts'
import { type Done, renderDone, renderOneClick } from './render-done.ts'
import { renderNote } from './render-frame.ts'
import { topicBox } from './render-topics.ts'
import { channelsOfTopic, isYes } from './shown.ts'

const many = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(100)).max(500),
)
/** What the page's own forms send. Anything else is nothing. */
const press = z.object({
  stop: z.union([z.literal('all'), z.uuid()]).optional(),
  often: z.enum(FREQUENCIES).optional().catch(undefined),
  pauseUntil: z.iso.date().optional().catch(undefined),
  shown: many,
  keep: many,
  pause: z.coerce.number().catch(0),
})

/** GET and POST /p/:token, the same question at GET /u/:token, one click at POST /u/:token, and their style. */
export function preferencePages(services: Services): Router {
  const router = Router()
  const keys = [linkKey(services.config.secretKey)]
  const find = (request: Request) => findVisitor(services.db, keys, String(request.params.token), wishOf(request))

  router.use(['/p', '/u'], keepPrivate)
  router.get(['/p/:token', '/u/:token'], async (request, response) => {
    const visitor = await find(request)
    if (!visitor || visitor.isErased) return sendNote(request, response, visitor)
    const now = services.now()
    const preferences = await findPreferences(services.db, visitor, now)
    response.type('html').send(renderChoices({ visitor, preferences, path: `/p/${request.params.token}`, now }))
  })
  router.post('/p/:token', urlencoded({ extended: false, limit: '50kb' }), async (request, response) => {
    const visitor = await find(request)
    if (!visitor || visitor.isErased) return sendNote(request, response, visitor)
    await sendDone(services, request, response, visitor, (speaker, now) =>
      obey(services, visitor, speaker, request, now),
    )
  })
  router.post('/u/:token', async (request, response) => {
    const isOneClick = await readOneClick(request)
    const visitor = await find(request)
    if (!visitor || visitor.isErased) return sendNote(request, response, visitor)
    if (!isOneClick)
      throw new DomainError(
        'invalid',
        'Nothing has changed. Send the body List-Unsubscribe=One-Click, or open the link.',
      )
    const now = services.now()
    const silenced = await obeyOneClick(services, visitor, request, now)
    const names = await findStopNames(services.db, visitor, now)
    const path = `/p/${request.params.token}`
    response.type('html').send(renderOneClick({ visitor, names, path, now }, silenced))
  })
  router.use(['/p', '/u'], answerFailure)
  for (const [path, type, content] of ASSETS)
    router.get(
      path,
      (_request, response) => void response.type(type).set('Cache-Control', 'public, max-age=3600').send(content),
    )
  return router
}

type Outcome = { done: Done; silenced: Silenced }

/** Does what was pressed. What is not one of the page's own presses changes nothing. */
async function obey(
  { db }: Services,
  visitor: Visitor,
  speaker: Speaker,
  request: Request,
  now: Date,
): Promise<Outcome> {
  const pressed = press.safeParse(request.body ?? {})
  if (!pressed.success) throw new DomainError('invalid', 'This is not what the page sends. Open the link again.')
  const { stop, shown, keep, pause, often } = pressed.data
  if (stop === 'all') return { done: { kind: 'all' }, silenced: await stopEverything(db, speaker, now) }
  if (stop !== undefined) {
    // A button stops what the mail was about, or the purpose above it; any other is stopped by its box.
    const { purposeId, topicId } = visitor
    if (stop !== topicId && stop !== purposeId)
      return { done: { kind: 'saved', hasStopped: false, isPaused: false }, silenced: NOTHING }
    const choices = stop === topicId ? visitor.stops : [{ purposeId, channel: visitor.channel }]
    return { done: { kind: 'stopped', purposeId: stop }, silenced: await stopChoices(db, speaker, choices, now) }
  }
  const { cells, topics, purposes } = await findPreferences(db, visitor, now)
  const isLeftOut = (box: string) => shown.includes(box) && !keep.includes(box)
  const stopped: Choice[] = cells
    .filter(isYes)
    .map(({ purposeId, channel }): Choice & { box: string } => ({ purposeId, channel, box: `${purposeId}:${channel}` }))
    .filter(({ box }) => isLeftOut(box))
  for (const topic of topics)
    if (topic.leftOutSince === null && isLeftOut(topicBox(topic.id))) stopped.push(...channelsOfTopic(topic, purposes))
  const months = PAUSE_MONTHS.find((choice) => choice === pause)
  const first = stopped.length > 0 ? await stopChoices(db, speaker, stopped, now) : NOTHING
  const day = pauseEnd(pressed.data.pauseUntil, now)
  const second = day
    ? await pauseUntil(db, speaker, day, now)
    : months === undefined
      ? NOTHING
      : await pauseContact(db, speaker, months, now)
  const choice = { contactId: visitor.contactId, brandId: visitor.brand.id, reason: 'preference_page' }
  const isSeldomer = often !== undefined && (await chooseFrequency(db, { ...choice, frequency: often }, false, now))
  return {
    done: {
      kind: 'saved',
      hasStopped: stopped.length > 0 || isSeldomer,
      isPaused: day !== undefined || months !== undefined,
    },
    silenced: { removed: first.removed + second.removed, onTheirWay: Math.max(first.onTheirWay, second.onTheirWay) },
  }
}

/** Stops what the mail was sent for. Of a mail that asks whether a yes is theirs, all that it asks about. */
async function obeyOneClick(services: Services, visitor: Visitor, request: Request, now: Date): Promise<Silenced> {
  const { asked, stops } = visitor
  const choices = asked.length > 0 ? asked : stops
  const speaker = await speakerOf(services, visitor, request)
  return stopChoices(services.db, { ...speaker, method: 'one_click' }, choices, now)
}

/** Who presses here, with what is kept of how it was said. */
async function speakerOf({ db }: Services, visitor: Visitor, request: Request): Promise<Speaker> {
  const { contactId, messageId, language } = visitor
  const kept = await keepEvidence(db, browserOf(request))
  const evidence = { page: request.path.slice(0, 2), messageId, language, locale: language, ...kept }
  return { contactId, method: 'preference_page', evidence }
}

const NOTHING: Silenced = { removed: 0, onTheirWay: 0 }

async function sendDone(
  services: Services,
  request: Request,
  response: Response,
  visitor: Visitor,
  change: (speaker: Speaker, now: Date) => Promise<Outcome>,
): Promise<void> {
  const now = services.now()
  const speaker = await speakerOf(services, visitor, request)
  const { done, silenced } = await change(speaker, now)
  const preferences = await findPreferences(services.db, visitor, now)
  const shown = { visitor, preferences, path: `/p/${request.params.token}`, now }
  response.type('html').send(renderDone(shown, done, silenced))
}

/** The page for a link that opens nobody's choices: erased, or not a link of ours. */
function sendNote(request: Request, response: Response, visitor: Visitor | undefined): void {
  const language = visitor?.language ?? pickLanguage([wishOf(request), ...acceptedLanguages(request)], '')
  const words = PAGE_WORDS[language]
  if (visitor)
    response.type('html').send(renderNote({ language, title: words.erased, brand: visitor.brand }, words.erasedLead))
  else
    response
      .status(404)
      .type('html')
      .send(renderNote({ language, title: words.badLink, brand: undefined }, words.badLinkLead))
}

const font = (name: string) =>
  readFileSync(
    fileURLToPath(
      import.meta.resolve(`@fontsource-variable/hanken-grotesk/files/hanken-grotesk-${name}-wght-normal.woff2`),
    ),
  )

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Read once: a handful of files of ours, a few tens of kilobytes. */
const ASSETS: [path: string, type: string, content: string | Buffer][] = [
  ['/preference/page.css', 'css', ['./page.css', './choices.css'].map(read).join('')],
  ['/preference/latin.woff2', 'font/woff2', font('latin')],
  ['/preference/latin-ext.woff2', 'font/woff2', font('latin-ext')],
]

// The page behind the link of a confirmation mail. Looking at it confirms nothing, for programs look too: only its button
// does (consent.md W6, C5). No cookie is set and nothing is kept about who looked.
import { type Request, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import { type Html, html } from '../../platform/html.ts'
import type { Services } from '../../platform/services.ts'
import { answerQuestion, saidAnswer } from '../asks/answer-question.ts'
import { findQuestions } from '../asks/find-questions.ts'
import { renderQuestions, sayAnswer } from '../asks/render-questions.ts'
import { linkKey, makeLinkToken, readLinkToken } from '../link-token.ts'
import { countShown } from '../notice/count-served.ts'
import { findVisitor, type Visitor } from '../preferences/find-visitor.ts'
import { acceptedLanguages, answerFailure, keepPrivate, wishOf } from '../preferences/page-answers.ts'
import { PAGE_WORDS, pickLanguage } from '../preferences/page-language.ts'
import { type Mark, markOf, renderFrame, renderNote } from '../preferences/render-frame.ts'
import { channelName, renderWho } from '../preferences/shown.ts'
import type { Channel } from '../words.ts'
import {
  type Confirmation,
  confirmOptIn,
  findOptIn,
  hasJustConfirmed,
  type OptInItem,
  standOf,
} from './confirm-opt-in.ts'
import { browserOf, keepEvidence } from './kept-evidence.ts'
import { serviceKey } from './service-mail.ts'
import { captureWords } from './words.ts'

/** GET and POST /y/:token, and POST /y/:token/answer for a question that stands on what the press answered. */
export function confirmPages(services: Services): Router {
  const router = Router()
  const { db } = services
  const links = linkKey(services.config.secretKey)
  const keys = [serviceKey(links, 'confirmation')]

  /** The visitor and what is asked. A request that was merged away with its contact is asked anew, not carried over. */
  const find = async (request: Request) => {
    const text = String(request.params.token)
    const visitor = await findVisitor(db, keys, text, wishOf(request))
    const items = visitor ? await findOptIn(db, visitor, services.now()) : []
    return visitor && items.length > 0 && !visitor.isErased ? { visitor, items } : undefined
  }
  /** What came of a press. Whoever pressed just now is asked what waits for them; a link that is opened later asks nothing. */
  const sendStand = async (request: Request, response: Response, visitor: Visitor, said: SaidStand) => {
    const { contactId, purposeId, messageId, language, brand } = visitor
    const now = services.now()
    const isTheirs = request.method === 'POST' && (await hasJustConfirmed(db, visitor, now))
    const questions = isTheirs ? await findQuestions(db, { contactId, brandId: brand.id, language }, now) : []
    await countShown(db, { page: '/y', language, textIds: questions.map(({ textId }) => textId) }, now)
    const right = makeLinkToken(serviceKey(links, 'answer'), { contactId, purposeId, messageId })
    const carried = html`<input type="hidden" name="right" value="${right}">`
    const path = `/y/${request.params.token}`
    const choices = `/p/${makeLinkToken(links, visitor)}?l=${language}`
    const asked = renderQuestions(questions, { language, action: `${path}/answer?l=${language}`, carried })
    response.type('html').send(renderStand({ visitor, path, choices }, said, asked))
  }

  router.use('/y', keepPrivate)
  router.get('/y/:token', async (request, response) => {
    const found = await find(request)
    if (!found) return sendBadLink(request, response)
    const { visitor, items } = found
    const stand = standOf(items)
    if (stand !== 'open') return sendStand(request, response, visitor, sayStand(visitor, stand))
    response.type('html').send(renderAsk(visitor, items, `/y/${request.params.token}`))
  })
  router.post('/y/:token', urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    const found = await find(request)
    if (!found) return sendBadLink(request, response)
    const { contactId, messageId, language } = found.visitor
    const kept = await keepEvidence(db, browserOf(request))
    const evidence = { page: '/y', locale: language, pageLanguage: language, ...kept }
    const stand = await confirmOptIn(db, { contactId, messageId, evidence }, services.now())
    await sendStand(request, response, found.visitor, sayStand(found.visitor, stand))
  })
  router.get('/y/:token/answer', (request, response) => response.redirect(303, `/y/${request.params.token}`))
  router.post('/y/:token/answer', urlencoded({ extended: false, limit: '2kb' }), async (request, response) => {
    const found = await find(request)
    if (!found) return sendBadLink(request, response)
    const { visitor } = found
    const { contactId, messageId, language, brand } = visitor
    const now = services.now()
    const said = saidAnswer.extend({ right: z.string().max(200).default('') }).parse(request.body ?? {})
    const right = readLinkToken([serviceKey(links, 'answer')], said.right)
    const isTheirs = right?.messageId === messageId && (await hasJustConfirmed(db, visitor, now))
    const kept = await keepEvidence(db, browserOf(request))
    const evidence = { messageId, locale: language, provenBy: 'confirmation', ...kept }
    const reader = { contactId, brandId: brand.id, language, page: '/y', method: 'form', evidence } as const
    const answered = isTheirs ? await answerQuestion(db, reader, said, now) : ({ kind: 'nothing' } as const)
    const mark = answered.kind === 'yes' ? 'given' : answered.kind === 'no' ? 'refused' : 'asked'
    await sendStand(request, response, visitor, { mark, ...sayAnswer(answered, language) })
  })
  router.use('/y', answerFailure)
  return router
}

function renderAsk(visitor: Visitor, items: readonly OptInItem[], path: string): string {
  const words = captureWords(visitor.language)
  const page = PAGE_WORDS[visitor.language]
  const open = items.filter((item) => item.isOpen)
  return renderFrame(
    { language: visitor.language, title: words.title, brand: visitor.brand, path },
    html`<h1>${words.title}</h1><p class="lead">${words.lead(visitor.brand.name)}</p><p class="who">${renderWho(visitor, page)}</p>
${open.map(({ name, text, language, kind, channel }) => {
  const lang = language !== visitor.language && html` lang="${language}"`
  return html`<div class="pur"><h2${lang}>${name}</h2><p${lang}>${text}</p><p class="op no">${markOf('asked')}<span>${channelName(page, kind, channel as Channel)}</span></p></div>`
})}
<p class="after">${words.takeBack}</p>
<form method="post" action="${path}?l=${visitor.language}"><p class="save"><button class="p">${words.confirm}</button></p></form>`,
  )
}

type SaidStand = { mark: Mark; title: string; lead: string }

function sayStand({ language }: Visitor, stand: Confirmation): SaidStand {
  const words = captureWords(language)
  const kind = stand === 'open' ? 'closed' : stand
  return { mark: kind === 'closed' ? 'expired' : 'given', title: words[kind], lead: words[`${kind}Lead`] }
}

function renderStand(
  { visitor, path, choices }: { visitor: Visitor; path: string; choices: string },
  { mark, title, lead }: SaidStand,
  questions: Html | false,
): string {
  const { language, brand } = visitor
  return renderFrame(
    { language, title, brand, path },
    html`<div class="done" role="status">${markOf(mark, 32)}<div><h1>${title}</h1><p class="lead">${lead}</p></div></div>
<p class="who">${renderWho(visitor, PAGE_WORDS[language])}</p>
${questions}
<div class="opn"><a class="bt" href="${choices}">${captureWords(language).choices}</a></div>`,
  )
}

function sendBadLink(request: Request, response: Response): void {
  const language = pickLanguage([wishOf(request), ...acceptedLanguages(request)], '')
  const words = PAGE_WORDS[language]
  response
    .status(404)
    .type('html')
    .send(renderNote({ language, title: words.badLink, brand: undefined }, words.badLinkLead))
}

// The page behind the link of a confirmation mail. Looking at it confirms nothing, for programs look too: only its button
// does (consent.md W6, C5). No cookie is set and nothing is kept about who looked.
import { type Request, type Response, Router, urlencoded } from 'express'
import { html } from '../../platform/html.ts'
import type { Services } from '../../platform/services.ts'
import { linkKey, makeLinkToken } from '../link-token.ts'
import { findVisitor, type Visitor } from '../preferences/find-visitor.ts'
import { acceptedLanguages, answerFailure, keepPrivate, wishOf } from '../preferences/page-answers.ts'
import { PAGE_WORDS, pickLanguage } from '../preferences/page-language.ts'
import { markOf, renderFrame, renderNote } from '../preferences/render-frame.ts'
import { channelName, renderWho } from '../preferences/shown.ts'
import type { Channel } from '../words.ts'
import { type Confirmation, confirmOptIn, findOptIn, type OptInItem, standOf } from './confirm-opt-in.ts'
import { browserOf, keepEvidence } from './kept-evidence.ts'
import { serviceKey } from './service-mail.ts'
import { captureWords } from './words.ts'

/** GET and POST /y/:token. */
export function confirmPages(services: Services): Router {
  const router = Router()
  const links = linkKey(services.config.secretKey)
  const keys = [serviceKey(links, 'confirmation')]

  /** The visitor and what is asked. A request that was merged away with its contact is asked anew, not carried over. */
  const find = async (request: Request) => {
    const text = String(request.params.token)
    const visitor = await findVisitor(services.db, keys, text, wishOf(request))
    const items = visitor ? await findOptIn(services.db, visitor, services.now()) : []
    return visitor && items.length > 0 && !visitor.isErased ? { visitor, items } : undefined
  }
  const choicesOf = (visitor: Visitor) => `/p/${makeLinkToken(links, visitor)}`

  router.use('/y', keepPrivate)
  router.get('/y/:token', async (request, response) => {
    const found = await find(request)
    if (!found) return sendBadLink(request, response)
    const stand = standOf(found.items)
    const path = `/y/${request.params.token}`
    response
      .type('html')
      .send(
        stand === 'open' ? renderAsk(found.visitor, found.items, path) : renderStand(found.visitor, stand, choicesOf),
      )
  })
  router.post('/y/:token', urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    const found = await find(request)
    if (!found) return sendBadLink(request, response)
    const { visitor } = found
    const { contactId, messageId, language } = visitor
    const kept = await keepEvidence(services.db, browserOf(request))
    const evidence = { page: '/y', locale: language, pageLanguage: language, ...kept }
    const stand = await confirmOptIn(services.db, { contactId, messageId, evidence }, services.now())
    response.type('html').send(renderStand(visitor, stand, choicesOf))
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

function renderStand(visitor: Visitor, stand: Confirmation, choicesOf: (visitor: Visitor) => string): string {
  const words = captureWords(visitor.language)
  const kind = stand === 'open' ? 'closed' : stand
  const path = `${choicesOf(visitor)}?l=${visitor.language}`
  return renderFrame(
    { language: visitor.language, title: words[kind], brand: visitor.brand },
    html`<div class="done" role="status">${markOf(kind === 'closed' ? 'expired' : 'given', 32)}<div><h1>${words[kind]}</h1><p class="lead">${words[`${kind}Lead`]}</p></div></div>
<p class="who">${renderWho(visitor, PAGE_WORDS[visitor.language])}</p><div class="opn"><a class="bt" href="${path}">${words.choices}</a></div>`,
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

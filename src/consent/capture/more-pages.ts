// POST /p/:token/more: what the link alone may not do. Every step is a POST, the right travels in its body and nowhere
// else, so no cookie is set and no address bar or history holds it (consent.md W10, U10).
import { type Request, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import type { Services } from '../../platform/services.ts'
import { answerQuestion, saidAnswer } from '../asks/answer-question.ts'
import { sayAnswer } from '../asks/render-questions.ts'
import { linkKey } from '../link-token.ts'
import { countShown } from '../notice/count-served.ts'
import { answerRight, RIGHTS, type RightName, rightPress } from '../own-data/answer-rights.ts'
import { renderErased } from '../own-data/render-rights.ts'
import { findPreferences, findVisitor, type Preferences, type Visitor } from '../preferences/find-visitor.ts'
import { acceptedLanguages, answerFailure, keepPrivate, wishOf } from '../preferences/page-answers.ts'
import { PAGE_WORDS, pickLanguage } from '../preferences/page-language.ts'
import { renderNote } from '../preferences/render-frame.ts'
import { browserOf, keepEvidence } from './kept-evidence.ts'
import { moreWords } from './more-words.ts'
import { askForCode, findRight, makeRight, tryCode } from './page-code.ts'
import { type Notice, renderCodeField, renderMore, renderNoMore } from './render-more.ts'
import { saidChoices, saveChoices } from './save-choices.ts'

const press = z.object({
  do: z.enum(['ask', 'open', 'save', 'answer', 'back', ...RIGHTS]),
  codeId: z.uuid().optional().catch(undefined),
  code: z.string().max(20).default(''),
  right: z.string().max(200).default(''),
})

export function morePages(services: Services): Router {
  const router = Router()
  const { db } = services
  const keys = [linkKey(services.config.secretKey)] as const
  const [key] = keys

  router.use('/p/:token/more', keepPrivate)
  router.get('/p/:token/more', (request, response) => response.redirect(303, `/p/${request.params.token}`))
  router.post('/p/:token/more', urlencoded({ extended: false, limit: '50kb' }), async (request, response) => {
    const now = services.now()
    const visitor = await findVisitor(db, keys, String(request.params.token), wishOf(request))
    const pressed = press.safeParse(request.body ?? {})
    if (visitor?.isErased) return void response.type('html').send(renderErased(visitor))
    if (!visitor || visitor.maskedEmail === null || !pressed.success) return sendBadLink(request, response)
    const place = { visitor, path: `/p/${request.params.token}` }
    const { data } = pressed
    const send = (page: string, status = 200) => void response.status(status).type('html').send(page)
    if (data.do === 'ask') {
      const codeId = await askForCode(db, visitor, now)
      return codeId ? send(renderCodeField(place, codeId, false)) : send(renderNoMore(place, 'tooMany'), 429)
    }
    const show = async (right: string, notice?: Notice, isEmpty = false) => {
      const preferences = await findPreferences(db, visitor, now)
      await countShown(db, servedOn(visitor, preferences), now)
      const page = renderMore({ ...place, preferences, now }, right, { notice, isEmpty })
      send(page, isEmpty ? 400 : 200)
    }
    if (data.do === 'open') {
      const { contactId, purposeId } = visitor
      const messageId = data.codeId ?? ''
      const answer = messageId ? await tryCode(db, key, { contactId, messageId, code: data.code }, now) : 'closed'
      if (answer === 'right') return show(makeRight(key, { contactId, purposeId, messageId }))
      return answer === 'wrong'
        ? send(renderCodeField(place, messageId, true), 400)
        : send(renderNoMore(place, 'closed'), 400)
    }
    const codeId = await findRight(db, key, visitor, data.right, now)
    if (!codeId) return send(renderNoMore(place, 'over'), 403)
    if (data.do === 'back') return show(data.right)
    if (isRight(data.do)) {
      const own = { ...place, right: data.right }
      const answer = await answerRight(services, own, data.do, rightPress.parse(request.body))
      if (answer.kind === 'page') return send(answer.page)
      if (answer.kind === 'notice') return show(data.right, answer)
      if (answer.kind === 'empty') return show(data.right, undefined, true)
      response.attachment(answer.filename)
      return void response.type(answer.type).send(answer.content)
    }
    const kept = await keepEvidence(db, browserOf(request))
    if (data.do === 'answer') {
      const { contactId, brand, language, messageId } = visitor
      const evidence = { messageId, locale: language, provenBy: 'code', codeMessageId: codeId, ...kept }
      const reader = {
        contactId,
        brandId: brand.id,
        language,
        page: '/p/more',
        method: 'preference_page',
        evidence,
      } as const
      const answered = await answerQuestion(db, reader, saidAnswer.parse(request.body), now)
      return show(data.right, sayAnswer(answered, language))
    }
    const said = saidChoices.parse(request.body)
    const preferences = await findPreferences(db, visitor, now)
    const saved = await saveChoices(db, { visitor, preferences, codeId, kept }, said, now)
    return show(data.right, sayWhat(visitor, saved))
  })
  router.use('/p', answerFailure)
  return router
}

const isRight = (name: string): name is RightName => RIGHTS.some((right) => right === name)

/** The texts on the owner's own page. Only how often: who reads is counted nowhere. */
const servedOn = ({ language }: Visitor, { purposes, texts }: Preferences) => ({
  page: '/p/more',
  language,
  textIds: purposes.flatMap(({ id, retiredAt }) => (retiredAt === null ? (texts.get(id)?.id ?? []) : [])),
})

function sayWhat({ language }: Visitor, saved: Awaited<ReturnType<typeof saveChoices>>): Notice {
  const page = PAGE_WORDS[language]
  const { removed, onTheirWay } = saved.silenced
  const fate = [
    saved.isOutdated && moreWords(language).changed,
    saved.tooYoungFor !== null && moreWords(language).tooYoung(saved.tooYoungFor),
    removed > 0 && page.removed(removed),
    onTheirWay > 0 && page.onTheirWay(onTheirWay),
  ].filter((sentence) => sentence !== false)
  return saved.hasChanged
    ? { title: page.choicesSaved, lead: [page.choicesSavedLead, ...fate].join(' ') }
    : { title: page.nothingChanged, lead: [page.nothingChangedLead, ...fate].join(' ') }
}

function sendBadLink(request: Request, response: Response): void {
  const language = pickLanguage([wishOf(request), ...acceptedLanguages(request)], '')
  const words = PAGE_WORDS[language]
  response
    .status(404)
    .type('html')
    .send(renderNote({ language, title: words.badLink, brand: undefined }, words.badLinkLead))
}

// The page behind "how we treat data about you" on every form: no login, no script, no cookie, nothing kept about who read.
import { Router } from 'express'
import { findNotice, keepPrivate, pickLanguage, renderNotice } from '../../consent/index.ts'
import type { Services } from '../../platform/index.ts'
import { findShownForm } from './read-form.ts'
import { renderNoForm } from './render-form.ts'

/** GET /notice/:key */
export function noticePages(services: Services): Router {
  const router = Router()
  router.get('/notice/:key', async (request, response) => {
    const now = services.now()
    const form = await findShownForm(services.db, String(request.params.key), now)
    if (!form) return void response.status(404).type('html').send(renderNoForm('gone'))
    keepPrivate(request, response, () => {})
    const { l: wish } = request.query
    const accepted = request.acceptsLanguages()
    const language = pickLanguage([typeof wish === 'string' ? wish : undefined, form.language, ...accepted], '')
    const purposeIds = form.asks.map((ask) => ask.purposeId)
    const notice = await findNotice(services.db, { brandId: form.brandId, purposeIds, language }, now)
    const asked = { language: form.language, questions: form.questions }
    response.type('html').send(renderNotice(notice, { path: `/notice/${form.key}`, asked }, language))
  })
  return router
}

// The page that the first mail leads to for whoever came from somebody else: all that GDPR article 14 asks for, of one
// sender. The same for everybody, so it tells nothing of anybody and keeps nothing of who reads.
import { Router } from 'express'
import { isId } from '../../platform/id.ts'
import type { Services } from '../../platform/services.ts'
import { findNotice } from '../notice/find-notice.ts'
import { renderNotice } from '../notice/render-notice.ts'
import { acceptedLanguages, keepPrivate, wishOf } from '../preferences/page-answers.ts'
import { PAGE_WORDS, pickLanguage } from '../preferences/page-language.ts'
import { renderNote } from '../preferences/render-frame.ts'

export const sourceNoticePath = (brandId: string): string => `/notice/sender/${brandId}`

/** GET /notice/sender/:id */
export function sourcePages({ db, now }: Services): Router {
  const router = Router()
  router.get('/notice/sender/:id', keepPrivate, async (request, response) => {
    const id = String(request.params.id)
    const brand = isId(id) ? await db.brand.findUnique({ where: { id } }) : null
    const language = pickLanguage([wishOf(request), ...acceptedLanguages(request)], brand?.country ?? '')
    if (!brand) {
      const words = PAGE_WORDS[language]
      const page = renderNote({ language, title: words.badLink, brand: undefined }, words.badLinkLead)
      return void response.status(404).type('html').send(page)
    }
    const purposes = await db.purpose.findMany({
      where: { brandId: id, retiredAt: null, kind: { not: 'topic' } },
      select: { id: true },
    })
    const about = { brandId: id, purposeIds: purposes.map((purpose) => purpose.id), language }
    const notice = await findNotice(db, about, now())
    response.type('html').send(renderNotice(notice, { path: sourceNoticePath(id) }, language))
  })
  return router
}

// GET /v/:token: a mail in the browser, for whoever has its link. Nothing runs in it, nothing is kept of who looked, and no
// search engine finds it. After an erasure there is nothing to see.
import { type Response, Router } from 'express'
import { linkKey, pickLanguage, readLinkToken } from '../../consent/index.ts'
import { CANARY_ID } from '../../contacts/index.ts'
import { html, type Services } from '../../platform/index.ts'
import type { MailLanguage } from '../content-language.ts'
import { findSentMail } from './find-mail.ts'

const WORDS: Record<MailLanguage, { gone: string; detail: string }> = {
  nb: { gone: 'Denne e-posten kan ikke vises', detail: 'Lenken er ikke hel, eller e-posten finnes ikke lenger.' },
  nn: { gone: 'Denne e-posten kan ikkje visast', detail: 'Lenkja er ikkje heil, eller e-posten finst ikkje lenger.' },
  sv: { gone: 'Det här mejlet kan inte visas', detail: 'Länken är inte hel, eller så finns mejlet inte längre.' },
  da: { gone: 'Denne mail kan ikke vises', detail: 'Linket er ikke helt, eller mailen findes ikke længere.' },
  fi: { gone: 'Tätä viestiä ei voi näyttää', detail: 'Linkki ei ole kokonainen, tai viestiä ei enää ole.' },
  en: { gone: 'This mail cannot be shown', detail: 'The link is not whole, or the mail is no longer here.' },
}

/** Scripts, forms and frames have no place in a mail. Pictures come from where the mail has them. */
const POLICY =
  "default-src 'none'; img-src 'self' https: http: data:; style-src 'unsafe-inline' https:; font-src https: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"

export function viewPages({ db, config: { publicUrl, secretKey } }: Services): Router {
  const router = Router()
  const key = linkKey(secretKey)
  router.get('/v/:token', async (request, response) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
      'Content-Security-Policy': POLICY,
    })
    const language = pickLanguage(request.acceptsLanguages(), '')
    const token = readLinkToken([key], request.params.token)
    // The canary gets no mail; it asks whether this page is there.
    if (token?.contactId === CANARY_ID) return sayGone(response, 200, language)
    const mail = token && (await findSentMail(db, token, { publicUrl, key }))
    if (!mail) return sayGone(response, 404, language)
    response.type('html').send(mail.html)
  })
  return router
}

function sayGone(response: Response, status: number, language: MailLanguage): void {
  const { gone, detail } = WORDS[language]
  response
    .status(status)
    .type('html')
    .send(
      html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${gone}</title></head><body style="font:16px/25px sans-serif;max-width:60ch;margin:15vh auto;padding:0 24px"><main><h1>${gone}</h1><p>${detail}</p></main></body></html>`
        .text,
    )
}

// What all pages behind a link have in common: headers that keep the visit to themselves, and failures in words.
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { toProblem } from '../../platform/problem.ts'
import { PAGE_WORDS, pickLanguage } from './page-language.ts'
import { renderNote } from './render-frame.ts'

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const keepPrivate: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
    'Cache-Control': 'no-store',
  })
  next()
}

/** The language chosen on the page, if any. */
export const wishOf = (request: Request): string | undefined =>
  typeof request.query.l === 'string' ? request.query.l : undefined

export const acceptedLanguages = (request: Request): string[] => request.acceptsLanguages()

/** A failure in the reader's own language: whether anything changed, and what to do. */
export const answerFailure: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error)
  const { problem, headers } = toProblem(error, String(request.id))
  if (problem.status >= 500) response.err = error
  const language = pickLanguage([wishOf(request), ...acceptedLanguages(request)], '')
  const words = PAGE_WORDS[language]
  const frame = { language, title: words.failed, brand: undefined }
  response
    .status(problem.status)
    .set(headers)
    .type('html')
    .send(renderNote(frame, `${problem.status < 500 ? words.notUnderstood : words.failedLead} ${problem.reference}`))
}

// What a person sees in the browser, outside /api, when something is not there or is broken: one plain page, no script.
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { DomainError } from './errors.ts'
import { escapeHtml } from './html.ts'
import { answerError } from './http.ts'
import { toProblem } from './problem.ts'

/** Answers an error outside /api: a page where the browser wants one, problem+json for everything else. */
export const answerPageError: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error)
  if (!request.accepts(['json', 'html']) || request.accepts(['json', 'html']) === 'json')
    return answerError(error, request, response, next)
  const { problem, headers } = toProblem(error, String(request.id))
  if (problem.status >= 500) response.err = error
  response
    .status(problem.status)
    .set(headers)
    .type('html')
    .send(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(problem.title)}</title>
<main><h1>${escapeHtml(problem.detail)}</h1><p>${problem.status} · ${escapeHtml(problem.reference)}</p></main></html>`)
}

/** What nothing before it has answered. */
export const answerNotFound: RequestHandler = () => {
  throw new DomainError('not_found', 'There is nothing at this address. Check the link, or ask who sent it to you.')
}

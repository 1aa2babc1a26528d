// POST /returned/{provider}/{source}: where providers tell what became of our mails. No login: each call proves itself.
// Answers nothing but whether it was taken, and the same for every kind of forgery.
import { raw as bodyAsBytes, type ErrorRequestHandler, Router } from 'express'
import { z } from 'zod'
import { linkKey } from '../../consent/index.ts'
import { toProblem } from '../../platform/problem.ts'
import type { Services } from '../../platform/services.ts'
import { PROVIDERS } from './manage-sources.ts'
import { CALL_MAX_BYTES } from './prove-call.ts'
import { type FetchText, fetchFromAmazon } from './sns.ts'
import { takeCall } from './take-call.ts'

const source = z.object({ kind: z.enum(PROVIDERS), id: z.uuid() })

export function providerCalls(services: Services, fetchText: FetchText = fetchFromAmazon): Router {
  const { db, log, now, config } = services
  const keys = [linkKey(config.secretKey)]
  const router = Router()
  // SNS writes JSON under the name of plain text.
  const readBytes = bodyAsBytes({ type: () => true, limit: CALL_MAX_BYTES, inflate: false })
  router.post('/returned/:kind/:id', readBytes, async (request, response) => {
    const named = source.safeParse(request.params)
    const body: unknown = request.body
    const call = { body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), header: (name: string) => request.get(name) }
    const context = { keys, secretKey: config.secretKey, fetchText, now: now() }
    const taken = named.success ? await takeCall(db, { ...named.data, call }, context) : undefined
    if (taken === undefined) return void response.status(401).end()
    if (taken !== 'repeated') for (const outcome of taken) log.info({ outcome }, 'a provider told of a mail')
    response.status(204).end()
  })
  router.use('/returned', answerFault(services))
  return router
}

/** What is too large is dropped; after a fault of ours they come again. */
const answerFault =
  ({ log }: Services): ErrorRequestHandler =>
  (error, _request, response, _next) => {
    const { problem } = toProblem(error, '')
    if (problem.status >= 500) log.error({ err: error }, 'taking a call of a provider failed; it is asked to try again')
    response.status(problem.status).end()
  }

// POST /gateway/{id}: where gateways tell what became of an SMS, and what people answered. No login: each call proves itself.
// Answers nothing but whether it was taken, and the same for every kind of forgery.
import { raw as bodyAsBytes, type ErrorRequestHandler, Router } from 'express'
import { z } from 'zod'
import { findSuppressionKeys, linkKey } from '../../consent/index.ts'
import { toProblem } from '../../platform/problem.ts'
import type { Services } from '../../platform/services.ts'
import { relayKey } from '../relays/relay-options.ts'
import { takeGatewayCall } from './take-call.ts'

/** Bytes of one call: the longest SMS has some thousand characters. A bigger call is dropped unread. */
const CALL_MAX_BYTES = 100_000

export function gatewayCalls(services: Services): Router {
  const { db, log, now, config } = services
  const keys = [linkKey(config.secretKey)]
  const passwordKey = relayKey(config.secretKey)
  const router = Router()
  const readBytes = bodyAsBytes({ type: () => true, limit: CALL_MAX_BYTES, inflate: false })
  router.post('/gateway/:id', readBytes, async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const body: unknown = request.body
    const call = { body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), header: (name: string) => request.get(name) }
    const context = { keys, passwordKey, findSuppressionKeys: () => findSuppressionKeys(config), now: now() }
    const url = `${config.publicUrl}${request.originalUrl}`
    const taken = id.success ? await takeGatewayCall(db, { id: id.data, url, call }, context) : undefined
    if (taken === undefined) return void response.status(401).end()
    if (taken !== 'repeated') for (const outcome of taken) log.info({ outcome }, 'a gateway told of an SMS')
    response.status(204).end()
  })
  router.use('/gateway', answerFault(services))
  return router
}

/** What is too large is dropped; after a fault of ours they come again. */
const answerFault =
  ({ log }: Services): ErrorRequestHandler =>
  (error, _request, response, _next) => {
    const { problem } = toProblem(error, '')
    if (problem.status >= 500) log.error({ err: error }, 'taking a call of a gateway failed; it is asked to try again')
    response.status(problem.status).end()
  }

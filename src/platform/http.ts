// A route: what may be sent, who may, one use case, what is answered. The same list is mounted here and becomes the
// OpenAPI document. Only this module and problem.ts know status codes; a route translates and decides nothing.

import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isDeepStrictEqual } from 'node:util'
import express, { type ErrorRequestHandler, type Express, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Role } from './auth.ts'
import type { PrismaClient } from './database.ts'
import { DomainError, type Fault } from './errors.ts'
import { type Actor, requireActor } from './http-access.ts'
import { sayWhatToDo } from './http-faults.ts'
import type { Log } from './log.ts'
import { toProblem } from './problem.ts'
import type { Services } from './services.ts'

export type Access = 'public' | readonly Role[]
type User<A extends Access> = A extends 'public' ? undefined : Actor
type Context<A extends Access> = { db: PrismaClient; now: Date; user: User<A>; services: Services; log: Log }

/** What a handler may return for a schema: a Date stands for its ISO string. */
type Answer<T> = T extends string
  ? string extends T
    ? T | Date
    : T
  : T extends readonly (infer Item)[]
    ? readonly Answer<Item>[]
    : T extends object
      ? { [Key in keyof T]: Answer<T[Key]> }
      : T

/** A file as an answer. */
export type Download = { filename: string; content: Readable | string }

type Definition<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType | undefined,
  A extends Access,
  H extends Returned<R>,
> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below /api, as OpenAPI writes it: `/contacts/{id}`. */
  path: `/${string}`
  summary: string
  tag: string
  /** Roles that may; an administrator always may. */
  access: A
  params?: P
  /** Values arrive as strings: use z.coerce or z.stringbool. */
  query?: Q
  body?: B
  /** Must not transform. Without it the answer is empty (204), or a file where `produces` is set. */
  response?: R
  status?: 200 | 201 | 202
  /** The media type of a file; handle then returns a `Download`. */
  produces?: string
  /** Of the JSON body, as body-parser writes it: '1mb' unless told. */
  bodyLimit?: string
  /** The media type of a body that handle reads itself, as a stream, from `request`. */
  raw?: string
  handle: (
    context: Context<A>,
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B>; request: Request },
  ) => Promise<H>
}

// biome-ignore lint/suspicious/noConfusingVoidType: an async handler that returns nothing is a Promise<void>
type Returned<R extends z.ZodType | undefined> = R extends z.ZodType ? Answer<z.input<R>> : Download | void

export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  summary: string
  tag: string
  access: Access
  params: z.ZodType | undefined
  query: z.ZodType | undefined
  body: z.ZodType | undefined
  response: z.ZodType | undefined
  status: number
  produces: string | undefined
  bodyLimit: string
  raw: string | undefined
  run: (context: Context<Access>, request: Request) => Promise<unknown>
}

const BODY_LIMIT = '1mb'

/** Describes one route. Its handler gets checked input and returns what `response` describes. */
export function route<
  A extends Access,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType | undefined = undefined,
  const H extends Returned<R> = Returned<R>,
>(definition: Definition<P, Q, B, R, A, H>): Route {
  const { method, path, summary, tag, access, params, query, body, response, produces, raw, handle } = definition
  return {
    method,
    path,
    summary,
    tag,
    access,
    params,
    query,
    body,
    response,
    status: definition.status ?? (response || produces ? 200 : 204),
    produces,
    bodyLimit: definition.bodyLimit ?? BODY_LIMIT,
    raw,
    run: async (context, request) => {
      const faults: Fault[] = []
      const input = {
        params: parsePart(params, request.params, 'params.', faults) as z.output<P>,
        query: parsePart(query, request.query, 'query.', faults) as z.output<Q>,
        body: parsePart(body, body && readBody(request), '', faults) as z.output<B>,
        request,
      }
      if (faults.length > 0)
        throw new DomainError('invalid', 'Some of this cannot be used as it is. See the faults, then send it again.', {
          faults,
        })
      // The actor was checked against `access` before; only the type cannot follow.
      return handle(context as Context<A>, input)
    },
  }
}

/** Checks one part of a request against its schema and adds what is wrong with it to `faults`. */
function parsePart(schema: z.ZodType | undefined, value: unknown, prefix: string, faults: Fault[]): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(value, { error: sayWhatToDo })
  if (result.success) return result.data
  for (const { path, message } of result.error.issues) faults.push({ path: prefix + path.join('.'), message })
  return undefined
}

function readBody(request: Request): unknown {
  if (request.body !== undefined) return request.body
  if (Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding'))
    throw new DomainError('invalid', 'Send the body as JSON, with the header Content-Type: application/json.')
  return {}
}

/** Mounts the routes below /api, with their 404 and their error answers. */
export function mountRoutes(app: Express, routes: readonly Route[], services: Services): void {
  const router = Router()
  for (const one of routes) {
    router[one.method](
      one.path.replace(/\{(\w+)\}/g, ':$1'),
      async (request, response, next) => {
        if (one.access !== 'public') response.locals.user = await requireActor(services, request, one.access)
        next()
      },
      ...(one.body && !one.raw ? [express.json({ limit: one.bodyLimit })] : []),
      (request, response) => answer(one, services, request, response),
    )
  }
  router.use((request) => {
    throw new DomainError(
      'not_found',
      `There is nothing at ${request.method} on this path. /openapi.json lists what there is.`,
    )
  })
  router.use(answerError)
  app.use('/api', router)
}

async function answer(one: Route, services: Services, request: Request, response: Response): Promise<void> {
  const user = response.locals.user as Actor | undefined
  const context = { db: services.db, now: services.now(), user, services, log: request.log }
  // `user` is set wherever access is not public, which the type Context<Access> cannot say.
  const result = await one.run(context as Context<Access>, request)
  response.status(one.status).set('Cache-Control', 'no-store')
  if (one.produces) return sendFile(one.produces, result as Download, response)
  if (!one.response) return void response.end()
  const text = JSON.stringify(result)
  if (services.checkAnswers) checkAnswer(one, text)
  response.type('application/json').send(text)
}

async function sendFile(type: string, { filename, content }: Download, response: Response): Promise<void> {
  response.attachment(filename).type(type)
  if (typeof content === 'string') response.send(content)
  else await pipeline(content, response)
}

/** Fails when an answer is not what its schema says, also when it says more: what is not described may be a secret. */
function checkAnswer(one: Route, text: string): void {
  const sent: unknown = JSON.parse(text)
  const parsed = one.response?.safeParse(sent)
  const why = !parsed?.success
    ? parsed && z.prettifyError(parsed.error)
    : isDeepStrictEqual(JSON.parse(JSON.stringify(parsed.data)), sent)
      ? undefined
      : `it holds fields that the schema does not name: ${text.slice(0, 300)}`
  if (why) throw new Error(`${one.method} ${one.path} answers what its schema does not describe: ${why}`)
}

/** How long the rest of a refused upload is read and thrown away, in ms: cut at once, the sender would never see why. */
const DISCARD_MS = 30_000

function discardRest(request: Request): void {
  request.unpipe()
  request.resume()
  const timer = setTimeout(() => request.destroy(), DISCARD_MS).unref()
  request.once('close', () => clearTimeout(timer))
}

/** Answers an error as problem+json, and gives it to the log, which adds it to the line of this request. */
export const answerError: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error)
  const { problem, headers } = toProblem(error, String(request.id))
  if (problem.status >= 500) response.err = error
  if (!request.complete) discardRest(request)
  response.status(problem.status).set(headers).type('application/problem+json').send(JSON.stringify(problem))
}

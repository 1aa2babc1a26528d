// The OpenAPI document, made from the same routes and schemas that check the requests, so it cannot say anything else.
import type { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Route } from './http.ts'
import { problemSchema } from './problem.ts'

const problem = { description: 'Not done', content: { 'application/problem+json': { schema: problemSchema } } }

/** Describes the routes as OpenAPI 3.1. The same routes always give the same document. */
export function describeRoutes(routes: readonly Route[], version: string) {
  const paths: ZodOpenApiPathsObject = {}
  for (const one of routes) paths[`/api${one.path}`] = { ...paths[`/api${one.path}`], [one.method]: describe(one) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Assent',
      version,
      description: 'Marketing automation that cannot reach a person who has not said yes.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key' },
        session: { type: 'apiKey', in: 'cookie', name: 'assent.session_token', description: 'A person who signed in' },
      },
    },
  })
}

function describe(one: Route): ZodOpenApiOperationObject {
  const who =
    one.access === 'public'
      ? 'Everybody may.'
      : `For: ${['admin', ...one.access.filter((role) => role !== 'admin')].join(', ')}.`
  return {
    operationId: operationId(one),
    summary: one.summary,
    description: who,
    tags: [one.tag],
    security: one.access === 'public' ? [] : [{ key: [] }, { session: [] }],
    ...((one.params || one.query) && {
      // What stands in a path or a query is an object of strings; a route that says otherwise does not start.
      requestParams: {
        ...(one.params && { path: one.params as z.ZodObject }),
        ...(one.query && { query: one.query as z.ZodObject }),
      },
    }),
    ...(one.raw && {
      requestBody: { required: true, content: { [one.raw]: { schema: { type: 'string', format: 'binary' } } } },
    }),
    ...(one.body && { requestBody: { required: true, content: { 'application/json': { schema: one.body } } } }),
    responses: { [one.status]: describeAnswer(one), default: problem },
  }
}

function describeAnswer(one: Route) {
  if (one.response) return { description: 'Done', content: { 'application/json': { schema: one.response } } }
  if (one.produces)
    return { description: 'A file', content: { [one.produces]: { schema: { type: 'string' as const } } } }
  return { description: 'Done' }
}

/** `get /contacts/{id}/why` is called getContactsByIdWhy. */
const operationId = ({ method, path }: Route) =>
  method +
  path
    .replace(/\{(\w+)\}/g, (_, name: string) => `by-${name}`)
    .replace(/[/_-]+(\w)/g, (_, letter: string) => letter.toUpperCase())

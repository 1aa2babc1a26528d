// Who am I, users, API keys, first setup; and the few endpoints of better-auth that are open, each named here.
import { fromNodeHeaders } from 'better-auth/node'
import express, { type Express, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { ADDRESS_HEADER, createUser, everyRole, newUserSchema, type Role, roles } from './auth.ts'
import { apiKeySchema, createApiKey, listApiKeys, revokeApiKey } from './auth-api-keys.ts'
import { setUpFirstAdmin } from './auth-setup.ts'
import { createThrottle, type Throttle } from './auth-throttle.ts'
import { DomainError } from './errors.ts'
import { answerError, type Route, route } from './http.ts'
import { foreignSite, isSameOrigin } from './http-access.ts'
import type { Services } from './services.ts'

const tag = 'Access'

const userSchema = z
  .object({ id: z.uuid(), name: z.string(), email: z.string(), role: z.enum(roles), createdAt: z.iso.datetime() })
  .meta({ id: 'User' })

const shownUser = ({
  id,
  name,
  email,
  role,
  createdAt,
}: Omit<z.infer<typeof userSchema>, 'role' | 'createdAt'> & { role: string; createdAt: Date }) => ({
  id,
  name,
  email,
  role: role as Role,
  createdAt,
})

export const authRoutes: Route[] = [
  route({
    method: 'get',
    path: '/me',
    summary: 'Who I am here',
    tag,
    access: everyRole,
    response: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      role: z.enum(roles),
      workspace: z.object({ name: z.string() }),
      demo: z.boolean(),
      simulator: z.object({ running: z.boolean() }).optional(),
    }),
    handle: async ({ user: { id, name, email, role }, services }) => {
      const { name: workspace, demo, simulator } = await services.describeWorkspace()
      return { id, name, email, role, workspace: { name: workspace }, demo, ...(simulator && { simulator }) }
    },
  }),
  route({
    method: 'get',
    path: '/users',
    summary: 'Who may sign in',
    tag,
    access: [],
    response: z.object({ items: z.array(userSchema), total: z.int() }),
    handle: async ({ db }) => {
      const items = (await db.appUser.findMany({ orderBy: { name: 'asc' } })).map(shownUser)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/users',
    summary: 'Let somebody sign in',
    tag,
    access: [],
    body: newUserSchema,
    response: userSchema,
    status: 201,
    handle: async ({ db }, { body }) => shownUser(await createUser(db, body)),
  }),
  route({
    method: 'get',
    path: '/api-keys',
    summary: 'API keys',
    tag,
    access: [],
    response: z.object({ items: z.array(apiKeySchema), total: z.int() }),
    handle: async ({ db }) => {
      const items = await listApiKeys(db)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/api-keys',
    summary: 'Make an API key; it is shown this once',
    tag,
    access: [],
    body: z.strictObject({ name: z.string().trim().min(1).max(200), role: z.enum(roles) }),
    response: apiKeySchema.extend({ key: z.string() }).meta({ id: 'NewApiKey' }),
    status: 201,
    handle: ({ db, now }, { body }) => createApiKey(db, body, now),
  }),
  route({
    method: 'delete',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key',
    tag,
    access: [],
    params: z.object({ id: z.uuid() }),
    response: apiKeySchema,
    handle: ({ db, now }, { params }) => revokeApiKey(db, params.id, now),
  }),
  route({
    method: 'post',
    path: '/setup',
    summary: 'Make the first administrator, by the one-time link in the log',
    tag,
    access: 'public',
    body: newUserSchema.omit({ role: true }).extend({ token: z.string().max(100) }),
    response: userSchema,
    status: 201,
    handle: async ({ db, now }, { body: { token, ...person } }) =>
      shownUser(await setUpFirstAdmin(db, token, person, now)),
  }),
]

/** What of better-auth is reachable. Everything else it could do (sign up, change e-mail, delete …) is not. */
const SIGN_IN = '/sign-in/email'
const OPEN = [SIGN_IN, '/sign-out', '/change-password', '/revoke-other-sessions']

const MESSAGES: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'E-mail address or password is not right. Try again.',
  INVALID_EMAIL: 'This is not an e-mail address. Write it as name@company.example.',
  INVALID_PASSWORD: 'The present password is not right. Try again.',
  PASSWORD_TOO_SHORT: 'The new password is too short. Choose at least 12 characters.',
  PASSWORD_TOO_LONG: 'The new password is too long. Choose at most 128 characters.',
}

/** Mounts signing in and out at /api/auth. Must stand before the routes, which end in the 404 of /api. */
export function mountSignIn(app: Express, services: Services): void {
  const throttle = createThrottle()
  const router = Router()
  for (const path of OPEN) router.post(path, (request, response) => passOn(services, throttle, path, request, response))
  router.use(() => {
    throw new DomainError('not_found', 'There is nothing here. /openapi.json lists what there is.')
  })
  app.use('/api/auth', express.json({ limit: '10kb' }), router, answerError)
}

async function passOn(services: Services, throttle: Throttle, path: string, request: Request, response: Response) {
  const { config, auth, now } = services
  // A browser always says where a POST comes from; only a script says nothing and has no cookie that could be abused.
  const saysWhere = ['cookie', 'origin', 'sec-fetch-site'].some((name) => request.get(name) !== undefined)
  if (saysWhere && !isSameOrigin(request, config.publicUrl)) throw foreignSite()
  const email = path === SIGN_IN ? String(request.body?.email ?? '') : undefined
  if (email && !throttle.mayTry(email, now().getTime())) throw tooMany()
  const headers = fromNodeHeaders(request.headers)
  headers.set(ADDRESS_HEADER, request.ip ?? '')
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  const body = JSON.stringify(request.body ?? {})
  const url = new URL(`/api/auth${path}`, config.publicUrl)
  const answer = await auth.handler(new globalThis.Request(url, { method: 'POST', headers, body }))
  if (email && answer.status === 401) throttle.noteFailure(email, now().getTime())
  if (!answer.ok) throw await asDomainError(answer)
  if (email) throttle.noteSuccess(email)
  response.status(answer.status).set('Cache-Control', 'no-store')
  for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie)
  // Not what better-auth answers: that repeats the session token, which no script needs to see.
  response.json({ ok: true })
}

const tooMany = () => new DomainError('too_many', 'Too many tries. Wait a few minutes, then try again.')

async function asDomainError(answer: globalThis.Response): Promise<DomainError> {
  const { code = '' } = (await answer.json().catch(() => ({}))) as { code?: string }
  const message = MESSAGES[code]
  if (answer.status === 429) return tooMany()
  if (answer.status === 401) return new DomainError('unauthenticated', message ?? 'Sign in to go on.')
  return new DomainError('invalid', message ?? 'This cannot be used as it is. Check it, then try again.')
}

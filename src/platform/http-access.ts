// Who is asking, and may they? A session cookie or a bearer API key; a cookie may change things only from our own pages.
import { fromNodeHeaders } from 'better-auth/node'
import type { Request } from 'express'
import type { Role } from './auth.ts'
import { findKeyHolder } from './auth-api-keys.ts'
import { DomainError } from './errors.ts'
import type { Services } from './services.ts'

/** Who does something: a person who signed in, or a script with an API key (`id` is then that of the key). */
export type Actor = { id: string; kind: 'person' | 'key'; name: string; email: string | null; role: Role }

const CHANGES_NOTHING = ['GET', 'HEAD', 'OPTIONS']

/** Whether the browser itself says that one of our own pages sent this. The Host header is nothing a foreign page can set. */
export function isSameOrigin(request: Request, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = request.get('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return origin === new URL(publicUrl).origin || new URL(origin).host === request.get('host')
}

export const foreignSite = () =>
  new DomainError('not_allowed', 'This was sent from another site. Do it on the page itself.')

async function findActor(services: Services, request: Request): Promise<Actor | undefined> {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    const holder = await findKeyHolder(services.db, bearer, services.now())
    if (!holder)
      throw new DomainError(
        'unauthenticated',
        'This API key is not known, or it was revoked. Make a new one under Settings.',
      )
    return { ...holder, kind: 'key', email: null }
  }
  if (!request.get('cookie')) return undefined
  const session = await services.auth.api.getSession({ headers: fromNodeHeaders(request.headers) })
  if (!session) return undefined
  if (!CHANGES_NOTHING.includes(request.method) && !isSameOrigin(request, services.config.publicUrl))
    throw foreignSite()
  const { id, name, email, role } = session.user
  return { id, kind: 'person', name, email, role: role as Role }
}

/** The one who asks, if the roles let them in; an administrator always may. Throws `unauthenticated` or `not_allowed`. */
export async function requireActor(services: Services, request: Request, roles: readonly Role[]): Promise<Actor> {
  const actor = await findActor(services, request)
  if (!actor) throw new DomainError('unauthenticated', 'Sign in to go on.')
  if (actor.role !== 'admin' && !roles.includes(actor.role))
    throw new DomainError('not_allowed', 'Your role does not include this. Ask an administrator if it should.')
  return actor
}

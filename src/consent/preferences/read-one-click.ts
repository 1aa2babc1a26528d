// Whether a POST is the one-click request of RFC 8058: List-Unsubscribe=One-Click, as a form of either kind.
import { Busboy } from '@fastify/busboy'
import type { Request } from 'express'

/** The body is 26 bytes and what a form puts around them. More is something else. */
const LIMITS = { fields: 5, fieldNameSize: 100, fieldSize: 100, files: 0, parts: 5, headerPairs: 20 }

/** Reads the body. Anything else than the one field that asks for it is false, and must change nothing. */
export function readOneClick(request: Request): Promise<boolean> {
  const type = request.get('content-type')
  if (!type || !/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    return Promise.resolve(false)
  return new Promise((resolve) => {
    let isAsked = false
    try {
      const form = Busboy({ headers: { 'content-type': type }, limits: LIMITS })
      form.on('field', (name, value) => {
        if (name.toLowerCase() === 'list-unsubscribe' && value.toLowerCase() === 'one-click') isAsked = true
      })
      form.on('error', () => resolve(false))
      form.on('finish', () => resolve(isAsked))
      request.on('aborted', () => resolve(false))
      request.pipe(form)
    } catch {
      resolve(false) // a multipart type without its boundary
    }
  })
}

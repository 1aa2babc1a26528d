// The one place that turns an error into an HTTP answer (RFC 9457, application/problem+json).
// Nothing that was not written for the reader leaves here: an unknown error shows only its reference.
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { sqlState } from './database.ts'
import { DomainError, type ErrorCode, type Fault } from './errors.ts'

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'What kind of error this is, for programs.' }),
    detail: z.string().meta({ description: 'What is wrong and what to do next, for people.' }),
    faults: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .meta({ description: 'Every fault in the input.' }),
    reference: z.string().meta({ description: 'Finds this request in the log.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' })

export type Problem = z.infer<typeof problemSchema>

type ProblemCode = ErrorCode | 'out_of_space' | 'internal'

const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  internal: 500,
  unavailable: 503,
  out_of_space: 507,
} as const satisfies Record<ProblemCode, number>

/** When to try again, in seconds. Short, since a restarted database is back in a few; long would keep people waiting. */
const RETRY_AFTER = { unavailable: 5, too_many: 60 }

type Cause = { code: ProblemCode; detail: string; faults?: Fault[] }

const AWAY: Cause = {
  code: 'unavailable',
  detail: 'The database is away. Nothing was lost; try again in a moment.',
}
const BUSY: Cause = {
  code: 'unavailable',
  detail: 'Too much is going on at once. Nothing was changed; try again in a moment.',
}
const FULL: Cause = {
  code: 'out_of_space',
  detail: 'The disk of the database is full. Nothing was changed; make room on it, then try again.',
}
const EXISTS: Cause = {
  code: 'conflict',
  detail: 'This exists already. Change the existing one, or choose another name.',
}
const IN_USE: Cause = {
  code: 'conflict',
  detail: 'This is used by, or refers to, something that is not there in this form. Reload, then try again.',
}
const GONE: Cause = { code: 'not_found', detail: 'This is not there any more. Go back to the list.' }

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the first match of the beginning. */
const BY_SQL_STATE: [string, Cause][] = [
  ['23505', EXISTS],
  ['23503', IN_USE],
  ['53100', FULL],
  ['53300', BUSY],
  ['40001', BUSY],
  ['40P01', BUSY],
  ['57014', BUSY],
  ['55P03', BUSY],
  ['57P', AWAY],
  ['08', AWAY],
]

/** Prisma's own codes, and those of a connection that failed. */
const BY_CODE: Record<string, Cause> = {
  P2002: EXISTS,
  P2003: IN_USE,
  P2025: GONE,
  P2034: BUSY,
  P2024: BUSY,
  P2028: BUSY,
  P1001: AWAY,
  P1002: AWAY,
  P1008: AWAY,
  P1017: AWAY,
  ECONNREFUSED: AWAY,
  ECONNRESET: AWAY,
  ENOTFOUND: AWAY,
  EHOSTUNREACH: AWAY,
  ETIMEDOUT: AWAY,
  EPIPE: AWAY,
  ENOSPC: FULL,
}

const isConnectionLoss = (message: string) =>
  /connection (was )?(terminated|closed)|timeout exceeded when trying to connect|server closed the connection/i.test(
    message,
  )

function databaseCause(error: unknown): Cause | undefined {
  const state = sqlState(error)
  const known = state && BY_SQL_STATE.find(([prefix]) => state.startsWith(prefix))
  if (known) return known[1]
  for (let at = error, depth = 0; at instanceof Object && depth < 5; depth++) {
    const { code, cause, meta, message } = at as Record<string, unknown>
    const byCode = typeof code === 'string' ? BY_CODE[code] : undefined
    if (byCode) return byCode
    if (typeof message === 'string' && isConnectionLoss(message)) return AWAY
    at = (meta as Record<string, unknown> | undefined)?.driverAdapterError ?? cause
  }
  return undefined
}

/** What Express' body parsers throw, by their `type`. */
function bodyCause(error: unknown): Cause | undefined {
  if (!(error instanceof Error)) return undefined
  const { type, limit, status } = error as { type?: unknown; limit?: unknown; status?: unknown }
  if (type === 'entity.parse.failed')
    return { code: 'invalid', detail: 'The body is not valid JSON. Check its quotes, commas and brackets.' }
  if (type === 'entity.too.large')
    return {
      code: 'too_large',
      detail: `The body is larger than the ${limit} bytes that are taken here. Send less at a time.`,
    }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return { code: 'invalid', detail: 'The body must be JSON in UTF-8, plain or gzip.' }
  if (status === 404) return { code: 'not_found', detail: 'There is nothing at this address.' }
  if (error instanceof URIError || (typeof status === 'number' && status >= 400 && status < 500))
    return { code: 'invalid', detail: 'The request could not be read. Check its address and its headers.' }
  return undefined
}

/** The answer to an error. `reference` is the id of the request, which the log shows as well. */
export function toProblem(error: unknown, reference: string): { problem: Problem; headers: Record<string, string> } {
  const cause: Cause =
    error instanceof DomainError
      ? { code: error.code, detail: error.message, faults: error.faults }
      : (databaseCause(error) ??
        bodyCause(error) ?? {
          code: 'internal',
          detail: `Something is broken on our side. If it stays so, tell your administrator this code: ${reference}.`,
        })
  const status = STATUS[cause.code]
  const retryAfter = RETRY_AFTER[cause.code as keyof typeof RETRY_AFTER]
  return {
    problem: {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code: cause.code,
      detail: cause.detail,
      faults: cause.faults ?? [],
      reference,
    },
    headers: retryAfter ? { 'Retry-After': String(retryAfter) } : {},
  }
}

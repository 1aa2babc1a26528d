// The log: one JSON line per fact, on standard output. No address of a person and no link token ever gets into it:
// paths are cut before they are logged, and the finished line is searched once more for what looks like an address.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type DestinationStream, destination, type Level, type Logger, pino } from 'pino'
import { type HttpLogger, pinoHttp } from 'pino-http'
import { DomainError } from './errors.ts'

export type Log = Logger

// The local part is bounded so that a long line without an @ is searched in linear time.
const EMAIL = /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu
const PHONE = /\+\d[\d ()-]{5,20}\d/g

/** `text` with everything that looks like an e-mail address or an international phone number replaced. */
export function withoutAddresses(text: string): string {
  return text.replace(EMAIL, '[e-mail]').replace(PHONE, '[phone]')
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Longer path segments than this are tokens, unless they are uuids; the longest word in a route of ours is shorter. */
const LONGEST_WORD = 24

/** The path of a URL as it may be logged: no query string, no token (`/p/…`, `/u/…` and every long segment are cut). */
export function loggablePath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  const [, first = '', ...rest] = path.split('/')
  if (first.length === 1 && rest.length > 0) return `/${first}/…`
  return path.replace(/[^/]+/g, (segment) => (segment.length <= LONGEST_WORD || UUID.test(segment) ? segment : '…'))
}

/** An error as it is logged: what it is, where it happened, what caused it; never the values it carried. */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    ...(error instanceof DomainError ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: loggableError(error.cause) }),
  }
}

/** Opens the log. `output` receives finished lines; a test may pass its own. */
export function createLog(level: Level | 'silent' = 'info', output: DestinationStream = destination(1)): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggableError, error: loggableError },
    },
    { write: (line: string) => output.write(withoutAddresses(line)) },
  )
}

/** Reads like a code and is said over the phone: eight hexadecimal digits, unique enough to find one request in a log. */
const newReference = () => randomBytes(4).toString('hex').toUpperCase()

const isNoise = (url = '') => url === '/healthz' || url === '/readyz' || url.startsWith('/assets/')

/** Logs every request once, when it is answered, and gives it the `id` that an error answer shows as its reference. */
export function requestLog(log: Log): HttpLogger {
  return pinoHttp({
    logger: log,
    genReqId: newReference,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'reference', responseTime: 'ms' },
    autoLogging: { ignore: (request) => isNoise(request.url) },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: (request, response) => `${request.method} ${response.statusCode}`,
    customErrorMessage: (request, response) => `${request.method} ${response.statusCode}`,
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage & { originalUrl?: string }) => ({
        method: request.method,
        path: loggablePath(request.originalUrl ?? request.url ?? ''),
      }),
      res: (response: ServerResponse) => ({ status: response.statusCode }),
      err: loggableError,
    },
  })
}

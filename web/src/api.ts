// The one way to the server: JSON on /api with the session cookie. Errors arrive as problem+json (RFC 9457) and leave as ApiError.
// Never keeps a token and never retries a change by itself.

/** One fault in what was sent: where, and what to do about it. */
export type Fault = { path: string; message: string }

/** What the server said, or that it could not be reached (`code` is then 'unreachable'). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly faults: Fault[]
  readonly reference: string | undefined

  constructor(problem: { status: number; code: string; detail: string; faults?: Fault[]; reference?: string }) {
    super(problem.detail)
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code
    this.detail = problem.detail
    this.faults = problem.faults ?? []
    this.reference = problem.reference
  }
}

type Problem = {
  code?: string
  detail?: string
  title?: string
  message?: string
  faults?: Fault[]
  reference?: string
}

async function readProblem(response: Response): Promise<ApiError> {
  const body: Problem = await response.json().catch(() => ({}))
  return new ApiError({
    status: response.status,
    code: body.code ?? (response.status === 401 ? 'unauthenticated' : 'unknown'),
    detail: body.detail ?? body.message ?? body.title ?? '',
    faults: body.faults,
    reference: body.reference,
  })
}

async function send<Answer>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const isRaw = body instanceof FormData || body instanceof Blob
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  }
  if (body !== undefined && !isRaw) headers['content-type'] = 'application/json'
  let response: Response
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? undefined : isRaw ? body : JSON.stringify(body),
      signal,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError({ status: 0, code: 'unreachable', detail: '' })
  }
  if (!response.ok) throw await readProblem(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** Reads. `path` begins with a slash, below /api, with its query already encoded. */
export const get = <Answer>(path: string, signal?: AbortSignal) => send<Answer>('GET', path, undefined, signal)
/** Sends JSON, or a FormData or a File as it is. */
export const post = <Answer = void>(path: string, body?: unknown) => send<Answer>('POST', path, body)
export const put = <Answer = void>(path: string, body?: unknown) => send<Answer>('PUT', path, body)
export const patch = <Answer = void>(path: string, body?: unknown) => send<Answer>('PATCH', path, body)
export const del = <Answer = void>(path: string) => send<Answer>('DELETE', path)

/** A query string that leaves out what is empty: `queryOf({ search: 'ka', cursor: undefined })` is `?search=ka`. */
export function queryOf(values: Record<string, string | number | boolean | null | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

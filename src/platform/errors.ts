// The one kind of error the domain throws on purpose. It says what is wrong and what to do next; it knows no HTTP.
// Never put an address (e-mail, phone) into a message or into details: they end up in logs.

/** Closed list of what can go wrong; `platform/http.ts` alone maps it to a status. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'not_allowed'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'unavailable'

/** One fault in the input: where it is, and what to do about it. */
export type Fault = { path: string; message: string }

export class DomainError extends Error {
  readonly code: ErrorCode
  readonly faults: Fault[]

  constructor(code: ErrorCode, message: string, options: { faults?: Fault[]; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'DomainError'
    this.code = code
    this.faults = options.faults ?? []
  }
}

/** A row that the caller asked for by id, or the error that names the kind of thing it is. */
export function found<T>(row: T | null | undefined, what: string): T {
  if (row === null || row === undefined)
    throw new DomainError('not_found', `There is no such ${what}. It may have been removed; go back to the list.`)
  return row
}

// The header by which a program may repeat a request without repeating what it does.
import { DomainError } from '../../platform/errors.ts'

/** As a header it must be visible ASCII; a UUID does. */
const KEY = /^[\x21-\x7e]{8,100}$/

/** The key of a request. Throws `invalid` where there is none. */
export function readIdempotencyKey(header: string | undefined): string {
  if (header !== undefined && KEY.test(header)) return header
  throw new DomainError(
    'invalid',
    'Send a header Idempotency-Key, 8 to 100 characters that are new for each request.',
    {
      faults: [
        { path: 'Idempotency-Key', message: 'A UUID for each request, and the same one when it is sent again.' },
      ],
    },
  )
}

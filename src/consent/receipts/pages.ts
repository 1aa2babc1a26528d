// The page that checks receipts: verify.html as it lies here, with the public keys of this installation put in. It may
// fetch nothing and send nothing, whatever is dropped on it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Router } from 'express'
import type { Services } from '../../platform/services.ts'
import { findPublicKeys, jwkOf } from '../proof/index.ts'

/** Where the keys stand in the file; without a server they are pasted. */
const NO_KEYS = '{"keys":[]}'

/** GET /verify.html */
export function receiptPages({ db, config }: Services): Router {
  const page = readFileSync(join(import.meta.dirname, 'verify.html'), 'utf8')
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(page, /<script>([\s\S]*?)<\/script>/)}`,
    `style-src ${hashOf(page, /<style>([\s\S]*?)<\/style>/)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const router = Router()
  router.get('/verify.html', async (_request, response) => {
    const keys = (await findPublicKeys(db)).map(({ bytes }) => jwkOf(bytes))
    const witnesses = config.outside?.witness ? [config.outside.witness.key] : []
    response
      .set({ 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-cache' })
      .type('html')
      .send(page.replace(NO_KEYS, JSON.stringify({ keys, witnesses })))
  })
  return router
}

/** The one script or style of the page, as a content policy names it. */
function hashOf(page: string, element: RegExp): string {
  const content = element.exec(page)?.[1] ?? ''
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}

// Where mails find their pictures: for anybody, for ever, and with nothing kept of who asked.
import { Router } from 'express'
import { DomainError } from '../../platform/errors.ts'
import type { Services } from '../../platform/index.ts'
import { findImage } from './save-image.ts'

const NAME = /^([\w-]{43})\.(png|jpg|gif)$/

export function imagePages({ db }: Services): Router {
  const router = Router()
  router.get('/i/:name', async (request, response) => {
    const key = NAME.exec(request.params.name)?.[1]
    const found = key && (await findImage(db, new Uint8Array(Buffer.from(key, 'base64url'))))
    if (!found) throw new DomainError('not_found', 'There is no picture at this address.')
    response
      .set({
        'Cache-Control': 'public, max-age=31536000, immutable',
        // Mail programs and web mail show it inside pages of theirs.
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
      })
      .type(`image/${found.type}`)
      .send(Buffer.from(found.data))
  })
  return router
}

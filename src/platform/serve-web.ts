// Serves the built web app: its hashed files for ever, index.html for every other address the app may know.
// Must stand last: whatever no route and no page answered ends here.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import helmet, { type HelmetOptions } from 'helmet'
import type { PlatformConfig } from './services.ts'

const compress = promisify(gzip)
/** For files whose name changes with their content. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** Headers for everything. Pages with other needs (framed forms, the tracker script) set their own over these. */
export function securityHeaders({ publicUrl }: PlatformConfig) {
  const isSecure = publicUrl.startsWith('https:')
  const options: HelmetOptions = {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library writes its colours into a <style> element.
        styleSrc: ["'self'", "'unsafe-inline'"],
        // A mail that is being written shows the images of its sender, wherever they lie; nobody's address goes with it.
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'sameorigin' },
  }
  return helmet(options)
}

/** Hashed files that grow smaller when compressed; pictures and fonts are compressed already. */
const COMPRESSIBLE = /^\/[\w.-]+\.(?:js|css|svg|json|map)$/

/** Sends the files of `folder` compressed. Each is compressed once and kept: together they are a few hundred kB. */
function sendCompressed(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>()
  return async (request, response, next) => {
    response.vary('Accept-Encoding')
    if (request.method !== 'GET' || !COMPRESSIBLE.test(request.path) || !request.acceptsEncodings('gzip')) return next()
    const { path } = request
    const content = kept.get(path) ?? readFile(join(folder, path)).then((bytes) => compress(bytes))
    kept.set(path, content)
    try {
      const bytes = await content
      response.set('Content-Encoding', 'gzip').set('Cache-Control', FOR_EVER).type(extname(path)).send(bytes)
    } catch {
      kept.delete(path)
      next()
    }
  }
}

/** Mounts the app that lies in `folder` (as Vite builds it). */
export function serveWeb(app: Express, folder: string): void {
  const index = join(folder, 'index.html')
  app.use('/assets', sendCompressed(join(folder, 'assets')))
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  // Images in mails: whoever reads one asks for them from elsewhere.
  app.use('/social', (_request, response, next) => {
    response.set('Cross-Origin-Resource-Policy', 'cross-origin')
    next()
  })
  app.use(express.static(folder, { index: false, cacheControl: true, maxAge: '1h' }))
  app.use((request: Request, response: Response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    if (!request.accepts('html')) return next()
    if (!existsSync(index))
      return void response
        .status(503)
        .type('text')
        .send('The web app has not been built. Stop Assent and run npm start.')
    response.set('Cache-Control', 'no-cache').sendFile(index)
  })
}

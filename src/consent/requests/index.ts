// The public face of privacy requests within consent.
export { findRequests } from './find-requests.ts'
export { fulfilRequest } from './fulfil-request.ts'
export { type NewRequest, openRequest } from './open-request.ts'
export { collectPortable, writeCsv } from './portable-data.ts'
export { renderCopySections } from './render-copy.ts'
export { requestRoutes } from './routes.ts'
export * from './words.ts'

// The public face of privacy requests within consent.
export { findRequests } from './find-requests.ts'
export { type NewRequest, openRequest } from './open-request.ts'
export { requestRoutes } from './routes.ts'
export * from './words.ts'

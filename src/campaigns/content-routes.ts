// What is done with the words of a mail over HTTP: its languages, and what is looked at before it is published.
import type { Route } from '../platform/index.ts'
import { checkRoutes } from './checks/routes.ts'
import { translationRoutes } from './translations/routes.ts'

export const contentRoutes: Route[] = [...translationRoutes, ...checkRoutes]

// Where the first admin is made, by the one-time link in the log.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../frame/root-routes.ts'

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>): { token?: string } => ({
    token: typeof search.token === 'string' || typeof search.token === 'number' ? String(search.token) : undefined,
  }),
  component: lazyRouteComponent(() => import('./SetupPage.tsx'), 'SetupPage'),
})

export const setupRoutes = [setup] as const

// Where the page of registers is. It is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/registers',
  component: lazyRouteComponent(() => import('./RegistersPage.tsx'), 'RegistersPage'),
})

export const registerRoutes = [list] as const

// Where the pages about purposes are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/purposes',
  component: lazyRouteComponent(() => import('./PurposesPage.tsx'), 'PurposesPage'),
})
const fresh = createRoute({
  getParentRoute: () => frameRoute,
  path: '/purposes/new',
  component: lazyRouteComponent(() => import('./NewPurposePage.tsx'), 'NewPurposePage'),
})
const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/purposes/$id',
  component: lazyRouteComponent(() => import('./PurposePage.tsx'), 'PurposePage'),
})

export const purposeRoutes = [list, fresh, one] as const

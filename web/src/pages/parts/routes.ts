// Where every part is shown in its states, for those who build pages of them.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const parts = createRoute({
  getParentRoute: () => frameRoute,
  path: '/parts',
  component: lazyRouteComponent(() => import('./PartsPage.tsx'), 'PartsPage'),
})

export const partRoutes = [parts] as const

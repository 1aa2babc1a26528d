// Where the pages about purposes are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/purposes',
  component: lazyRouteComponent(() => import('./PurposesPage.tsx'), 'PurposesPage'),
})

export const purposeRoutes = [list] as const

// Where the pages about leads are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads',
  component: lazyRouteComponent(() => import('./LeadsPage.tsx'), 'LeadsPage'),
})

const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/leads/$leadId',
  component: lazyRouteComponent(() => import('./LeadsPage.tsx'), 'LeadsPage'),
})

export const leadRoutes = [list, one] as const

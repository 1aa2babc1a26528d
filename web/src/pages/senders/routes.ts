// Where the pages about senders are. Each is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/senders',
  component: lazyRouteComponent(() => import('./SendersPage.tsx'), 'SendersPage'),
})

const check = createRoute({
  getParentRoute: () => frameRoute,
  path: '/senders/$id/check',
  component: lazyRouteComponent(() => import('./SendingCheckPage.tsx'), 'SendingCheckPage'),
})

export const senderRoutes = [list, check] as const

// Where the page about senders is. A chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/senders',
  component: lazyRouteComponent(() => import('./SendersPage.tsx'), 'SendersPage'),
})

export const senderRoutes = [list] as const

// Where the pages about messages are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/messages',
  component: lazyRouteComponent(() => import('./MessagesPage.tsx'), 'MessagesPage'),
})

export const messageRoutes = [list] as const

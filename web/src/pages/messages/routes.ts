// Where the pages about messages are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/messages',
  component: lazyRouteComponent(() => import('./MessagesPage.tsx'), 'MessagesPage'),
})

const returned = createRoute({
  getParentRoute: () => frameRoute,
  path: '/messages/returned',
  component: lazyRouteComponent(() => import('./ReturnedPage.tsx'), 'ReturnedPage'),
})

export const messageRoutes = [list, returned] as const

// Where the inbox of replies is. One that is open has an address of its own, so that a phone shows it alone.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/replies',
  component: lazyRouteComponent(() => import('./RepliesPage.tsx'), 'RepliesPage'),
})

const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/replies/$replyId',
  component: lazyRouteComponent(() => import('./RepliesPage.tsx'), 'RepliesPage'),
})

export const replyRoutes = [list, one] as const

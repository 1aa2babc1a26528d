// What places on web pages say, and to whom.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const webContent = createRoute({
  getParentRoute: () => frameRoute,
  path: '/web-pages',
  component: lazyRouteComponent(() => import('./WebContentPage.tsx'), 'WebContentPage'),
})

export const webContentRoutes = [webContent] as const

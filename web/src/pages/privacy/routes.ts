// Where the pages about privacy desk are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./PrivacyPage.tsx'), 'PrivacyPage'),
})

const request = createRoute({
  getParentRoute: () => frameRoute,
  path: '/privacy/requests/$id',
  component: lazyRouteComponent(() => import('./RequestPage.tsx'), 'RequestPage'),
})

const processing = createRoute({
  getParentRoute: () => frameRoute,
  path: '/privacy/processing',
  component: lazyRouteComponent(() => import('../processing/ProcessingPage.tsx'), 'ProcessingPage'),
})

export const privacyRoutes = [list, request, processing] as const

// Which advertising platforms have been given whom.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const advertising = createRoute({
  getParentRoute: () => frameRoute,
  path: '/advertising',
  component: lazyRouteComponent(() => import('./AdvertisingPage.tsx'), 'AdvertisingPage'),
})

export const advertisingRoutes = [advertising] as const

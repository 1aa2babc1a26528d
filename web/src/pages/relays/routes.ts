// Where the mail relays and their limits are: below the settings. A chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const relays = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/relays',
  component: lazyRouteComponent(() => import('./RelaysPage.tsx'), 'RelaysPage'),
})

export const relayRoutes = [relays] as const

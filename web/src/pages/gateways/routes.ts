// Where the gateways for SMS are: below the settings. A chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const gateways = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/sms',
  component: lazyRouteComponent(() => import('./GatewaysPage.tsx'), 'GatewaysPage'),
})

export const gatewayRoutes = [gateways] as const

// Where the page about sending as a whole is: below the settings. A chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const sending = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/sending',
  component: lazyRouteComponent(() => import('./SendingPage.tsx'), 'SendingPage'),
})

export const sendingRoutes = [sending] as const

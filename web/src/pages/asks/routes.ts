// Where questions wait, and where what was answered elsewhere is entered.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const asks = createRoute({
  getParentRoute: () => frameRoute,
  path: '/questions',
  component: lazyRouteComponent(() => import('./AsksPage.tsx'), 'AsksPage'),
})

export const askRoutes = [asks] as const

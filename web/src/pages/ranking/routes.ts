// Where the pages about ranking are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/ranking',
  component: lazyRouteComponent(() => import('./RankingPage.tsx'), 'RankingPage'),
})

export const rankingRoutes = [list] as const

// Where the pages about segments are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments',
  component: lazyRouteComponent(() => import('./SegmentsPage.tsx'), 'SegmentsPage'),
})
const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/$id',
  component: lazyRouteComponent(() => import('./SegmentPage.tsx'), 'SegmentPage'),
})

export const segmentRoutes = [list, one] as const

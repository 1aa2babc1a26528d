// Where the pages about scoring rules are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const rules = createRoute({
  getParentRoute: () => frameRoute,
  path: '/scoring',
  component: lazyRouteComponent(() => import('./ScoringPage.tsx'), 'ScoringPage'),
})
const newRule = createRoute({
  getParentRoute: () => frameRoute,
  path: '/scoring/new/$kind',
  component: lazyRouteComponent(() => import('./RulePage.tsx'), 'NewRulePage'),
})
const rule = createRoute({
  getParentRoute: () => frameRoute,
  path: '/scoring/$id',
  component: lazyRouteComponent(() => import('./RulePage.tsx'), 'RulePage'),
})

export const scoringRoutes = [rules, newRule, rule] as const

// Where the pages about workflows are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/workflows',
  component: lazyRouteComponent(() => import('./WorkflowsPage.tsx'), 'WorkflowsPage'),
})

const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/workflows/$workflowId',
  component: lazyRouteComponent(() => import('./WorkflowPage.tsx'), 'WorkflowPage'),
})

export const workflowRoutes = [list, one] as const

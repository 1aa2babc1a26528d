// Where the pages about contacts are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts',
  component: lazyRouteComponent(() => import('./ContactsPage.tsx'), 'ContactsPage'),
})

export const contactRoutes = [list] as const

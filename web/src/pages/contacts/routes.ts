// Where the pages about contacts are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts',
  component: lazyRouteComponent(() => import('./ContactsPage.tsx'), 'ContactsPage'),
})
const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('./ContactPage.tsx'), 'ContactPage'),
})
const imports = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/imports',
  component: lazyRouteComponent(() => import('../imports/ImportsPage.tsx'), 'ImportsPage'),
})
const newImport = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/imports/new',
  component: lazyRouteComponent(() => import('../imports/NewImportPage.tsx'), 'NewImportPage'),
})
const oneImport = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/imports/$id',
  component: lazyRouteComponent(() => import('../imports/ImportPage.tsx'), 'ImportPage'),
})

const suppression = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/suppression',
  component: lazyRouteComponent(() => import('../suppression/SuppressionPage.tsx'), 'SuppressionPage'),
})

export const contactRoutes = [list, one, imports, newImport, oneImport, suppression] as const

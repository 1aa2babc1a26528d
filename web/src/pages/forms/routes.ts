// Where the pages about forms are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forms',
  component: lazyRouteComponent(() => import('./FormsPage.tsx'), 'FormsPage'),
})
const newForm = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forms/new',
  component: lazyRouteComponent(() => import('./FormPage.tsx'), 'NewFormPage'),
})
const form = createRoute({
  getParentRoute: () => frameRoute,
  path: '/forms/$id',
  component: lazyRouteComponent(() => import('./FormPage.tsx'), 'FormPage'),
})

export const formRoutes = [list, newForm, form] as const

// Where an admin lets people and scripts in, and where everybody changes their own password.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const access = createRoute({
  getParentRoute: () => frameRoute,
  path: '/access',
  component: lazyRouteComponent(() => import('./AccessPage.tsx'), 'AccessPage'),
})

const password = createRoute({
  getParentRoute: () => frameRoute,
  path: '/password',
  component: lazyRouteComponent(() => import('./PasswordPage.tsx'), 'PasswordPage'),
})

export const accessRoutes = [access, password] as const

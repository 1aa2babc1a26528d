// Where the words of service mail are written, and allowed by somebody else.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const serviceMails = createRoute({
  getParentRoute: () => frameRoute,
  path: '/service-mails',
  component: lazyRouteComponent(() => import('./ServiceMailsPage.tsx'), 'ServiceMailsPage'),
})

export const serviceMailRoutes = [serviceMails] as const

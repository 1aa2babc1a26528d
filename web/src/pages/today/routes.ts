// Where Today is. It is the first page of a marketer and of a privacy officer; a seller begins with leads.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { firstPathOf } from '../../frame/areas.ts'
import { frameRoute } from '../../frame/root-routes.ts'
import { meQuery } from '../../session.ts'

const today = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    const first = firstPathOf(me.role)
    if (first !== '/') throw redirect({ to: first, replace: true })
  },
  component: lazyRouteComponent(() => import('./TodayPage.tsx'), 'TodayPage'),
})

export const todayRoutes = [today] as const

// All routes about when campaigns go out.
import type { Route } from '../platform/index.ts'
import { approvalRoutes } from './approval/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { feedRoutes } from './feed/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { recurringRoutes } from './recurring/routes.ts'

export const timingRoutes: Route[] = [
  ...planRoutes,
  ...approvalRoutes,
  ...recurringRoutes,
  ...feedRoutes,
  ...calendarRoutes,
]

// The two routes every other hangs from: the root, and the frame, which opens only for somebody who is signed in.
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { ApiError } from '../api.ts'
import { readDrawerSearch } from '../parts/drawer-search.ts'
import { meQuery } from '../session.ts'
import { Frame } from './Frame.tsx'
import { AppFailed, NotFound, PageFailed, PageLoading } from './states.tsx'

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  validateSearch: readDrawerSearch,
  notFoundComponent: NotFound,
  errorComponent: AppFailed,
})

export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401)
        throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href } })
      throw error
    }
  },
  component: Frame,
  errorComponent: PageFailed,
  notFoundComponent: NotFound,
  pendingComponent: PageLoading,
})

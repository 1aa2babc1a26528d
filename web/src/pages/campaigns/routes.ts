// Where the pages about campaigns are. Each page is a chunk of its own, fetched when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../../frame/root-routes.ts'

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./CampaignsPage.tsx'), 'CampaignsPage'),
})
const fresh = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/new',
  component: lazyRouteComponent(() => import('./NewCampaignPage.tsx'), 'NewCampaignPage'),
})
const calendar = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/calendar',
  component: lazyRouteComponent(() => import('./CalendarPage.tsx'), 'CalendarPage'),
})
const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$id',
  component: lazyRouteComponent(() => import('./CampaignPage.tsx'), 'CampaignPage'),
})
const tab = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$id/$tab',
  component: lazyRouteComponent(() => import('./CampaignPage.tsx'), 'CampaignPage'),
})

export const campaignRoutes = [list, fresh, calendar, one, tab] as const

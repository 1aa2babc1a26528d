// Every page of the app, area by area. An area adds its pages in its own routes.ts.
import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { frameRoute, rootRoute } from './frame/root-routes.ts'
import { PageLoading } from './frame/states.tsx'
import { accessRoutes } from './pages/access/routes.ts'
import { advertisingRoutes } from './pages/advertising/routes.ts'
import { askRoutes } from './pages/asks/routes.ts'
import { campaignRoutes } from './pages/campaigns/routes.ts'
import { contactRoutes } from './pages/contacts/routes.ts'
import { formRoutes } from './pages/forms/routes.ts'
import { gatewayRoutes } from './pages/gateways/routes.ts'
import { leadRoutes } from './pages/leads/routes.ts'
import { messageRoutes } from './pages/messages/routes.ts'
import { partRoutes } from './pages/parts/routes.ts'
import { privacyRoutes } from './pages/privacy/routes.ts'
import { purposeRoutes } from './pages/purposes/routes.ts'
import { rankingRoutes } from './pages/ranking/routes.ts'
import { registerRoutes } from './pages/registers/routes.ts'
import { relayRoutes } from './pages/relays/routes.ts'
import { replyRoutes } from './pages/replies/routes.ts'
import { scoringRoutes } from './pages/scoring/routes.ts'
import { segmentRoutes } from './pages/segments/routes.ts'
import { senderRoutes } from './pages/senders/routes.ts'
import { sendingRoutes } from './pages/sending/routes.ts'
import { serviceMailRoutes } from './pages/service-mails/routes.ts'
import { settingRoutes } from './pages/settings/routes.ts'
import { setupRoutes } from './pages/setup/routes.ts'
import { signInRoutes } from './pages/sign-in/routes.ts'
import { todayRoutes } from './pages/today/routes.ts'
import { webContentRoutes } from './pages/web-content/routes.ts'
import { webhookRoutes } from './pages/webhooks/routes.ts'
import { workflowRoutes } from './pages/workflows/routes.ts'

const routeTree = rootRoute.addChildren([
  ...signInRoutes,
  ...setupRoutes,
  frameRoute.addChildren([
    ...todayRoutes,
    ...campaignRoutes,
    ...workflowRoutes,
    ...segmentRoutes,
    ...formRoutes,
    ...contactRoutes,
    ...rankingRoutes,
    ...scoringRoutes,
    ...leadRoutes,
    ...replyRoutes,
    ...purposeRoutes,
    ...senderRoutes,
    ...privacyRoutes,
    ...registerRoutes,
    ...messageRoutes,
    ...serviceMailRoutes,
    ...webhookRoutes,
    ...settingRoutes,
    ...relayRoutes,
    ...gatewayRoutes,
    ...sendingRoutes,
    ...askRoutes,
    ...advertisingRoutes,
    ...webContentRoutes,
    ...accessRoutes,
    ...partRoutes,
  ]),
])

/** The router of one start of the app, reading through these queries. */
export const createAppRouter = (queries: QueryClient) =>
  createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingComponent: PageLoading,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}

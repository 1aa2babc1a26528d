// The list of everything: each domain adds its line to the routes, the pages and the jobs. Nothing is found by magic.
import express, { type Express, type Router } from 'express'
import packageJson from '../package.json' with { type: 'json' }
import {
  adAudiencesOf,
  authorOf,
  campaignJobs,
  campaignRoutes,
  eraseDisclosures,
  findDisclosures,
  imagePages,
  webContentPages,
} from './campaigns/index.ts'
import {
  closeAsks,
  confirmPages,
  consentRoutes,
  morePages,
  preferencePages,
  proofJobs,
  proofPages,
  proofRetentionJobs,
  receiptPages,
  registerCopyErasers,
  registerDataSources,
  registerErasers,
  registerHandedTo,
  registerMergeForetellers,
  registerRecipients,
  registerServiceSender,
  registerSilencers,
  registerUses,
  serviceTemplateJobs,
  sourcePages,
  unusedJobs,
  webhookJobs,
  webhooksOf,
} from './consent/index.ts'
import { contactRoutes, type EventConsumer, registerEventConsumers } from './contacts/index.ts'
import {
  deliveryRoutes,
  eraseMessages,
  eraseReplies,
  findMessagesOf,
  findPastOf,
  findRepliesOf,
  foretellReplies,
  gatewayCalls,
  mailboxJobs,
  providerCalls,
  queueServiceMail,
  registerReplyOwners,
  replyJobs,
  silenceContacts,
  stopLinkPages,
  usedSince,
  viewPages,
} from './delivery/index.ts'
import { demoRoutes } from './demo/index.ts'
import { type Mailbox, mailboxPages, type Phone, phonePages } from './mailbox/index.ts'
import {
  answerNotFound,
  answerPageError,
  authRoutes,
  describeRoutes,
  type Job,
  mountHealth,
  mountRoutes,
  mountSignIn,
  type Route,
  requestLog,
  type Services,
  securityHeaders,
  serveWeb,
} from './platform/index.ts'
import { privacyRoutes, reportJobs, reportRoutes, todayRoutes } from './reports/index.ts'
import {
  colleaguesOf,
  eraseLeads,
  findCallListsOf,
  findLeadsOf,
  foretellLeads,
  handedTo,
  salesRoutes,
  sellerOf,
} from './sales/index.ts'
import {
  describeLogic,
  eraseScores,
  explainScore,
  foretellScore,
  scoreEvents,
  scoringJobs,
  scoringRoutes,
} from './scoring/index.ts'
import { eraseConditions, segmentRoutes } from './segments/index.ts'
import { collectorPages, formPages, noticePages, trackingRoutes } from './tracking/index.ts'
import {
  enrolContacts,
  eraseEnrolments,
  findWaysOf,
  foretellEnrolments,
  workflowJobs,
  workflowRoutes,
} from './workflows/index.ts'

/** Every route below /api, in the order of the folders. */
export const routes: Route[] = [
  ...authRoutes,
  ...contactRoutes,
  ...consentRoutes,
  ...trackingRoutes,
  ...deliveryRoutes,
  ...scoringRoutes,
  ...segmentRoutes,
  ...salesRoutes,
  ...campaignRoutes,
  ...workflowRoutes,
  ...privacyRoutes,
  ...reportRoutes,
  ...todayRoutes,
  ...demoRoutes,
]

/** Pages for people without a login: preferences, forms, the collector, clicks. */
const pages: ((services: Services) => Router)[] = [
  preferencePages,
  confirmPages,
  morePages,
  collectorPages,
  formPages,
  noticePages,
  proofPages,
  receiptPages,
  sourcePages,
  webContentPages,
  providerCalls,
  gatewayCalls,
  stopLinkPages,
  imagePages,
  viewPages,
]

/** Every job that some process has to run. */
export const jobs: Job[] = [
  ...proofJobs,
  ...proofRetentionJobs,
  ...serviceTemplateJobs,
  ...webhookJobs,
  ...unusedJobs,
  ...mailboxJobs,
  ...replyJobs,
  ...scoringJobs,
  ...campaignJobs,
  ...workflowJobs,
  ...reportJobs,
]

/** Jobs that run beside them outside production. */
export { demoJobs } from './demo/index.ts'

/** What hears of every fact, in this order, within the transaction that records it. */
const consumers: EventConsumer[] = [closeAsks, scoreEvents, enrolContacts]

export const openApiDocument = () => describeRoutes(routes, packageJson.version)

/** What a folder must have done by one that comes after it in the order of imports. */
export function connectFolders(): void {
  registerSilencers([silenceContacts])
  registerServiceSender(queueServiceMail)
  registerUses(usedSince)
  registerHandedTo(handedTo)
  registerDataSources([
    { name: 'messages', find: findMessagesOf },
    { name: 'replies', find: findRepliesOf },
    { name: 'earlierDetails', find: findPastOf },
    { name: 'score', find: explainScore },
    { name: 'scoringLogic', find: describeLogic },
    { name: 'leads', find: findLeadsOf },
    { name: 'callLists', find: findCallListsOf },
    { name: 'workflows', find: findWaysOf },
    { name: 'advertising', find: findDisclosures },
  ])
  registerEventConsumers(consumers)
  registerReplyOwners([sellerOf, authorOf])
  registerErasers([
    eraseMessages,
    eraseReplies,
    eraseScores,
    eraseConditions,
    eraseLeads,
    eraseDisclosures,
    eraseEnrolments,
  ])
  registerRecipients([colleaguesOf, webhooksOf, adAudiencesOf])
  registerMergeForetellers([foretellReplies, foretellScore, foretellLeads, foretellEnrolments])
}
connectFolders()

/** The HTTP side of one process. `webFolder` holds the built web app; `mailbox` and `phone` are there unless mail goes to a relay. */
export function createApp(services: Services, webFolder = 'web/dist', mailbox?: Mailbox, phone?: Phone): Express {
  const app = express()
  app.disable('x-powered-by')
  // A proxy on this machine or in its private network may say who the caller is; anybody else may not.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal')
  app.use(requestLog(services.log))
  mountHealth(app, services)
  app.use(securityHeaders(services.config))
  app.get('/openapi.json', (_request, response) => void response.json(openApiDocument()))
  mountSignIn(app, services)
  mountRoutes(app, routes, services)
  for (const page of pages) app.use(page(services))
  if (mailbox) {
    registerCopyErasers([mailbox.forget, ...(phone ? [phone.forget] : [])])
    app.use(mailboxPages(mailbox))
  }
  if (phone) app.use(phonePages(phone))
  serveWeb(app, webFolder)
  app.use(answerNotFound)
  app.use(answerPageError)
  return app
}

// What is done with the words of a mail over HTTP: its languages, what is looked at before it is
// published, test mails, pictures and
// the look of a sender.
import type { Route } from '../platform/index.ts'
import { lookRoutes } from './brand-look/routes.ts'
import { checkRoutes } from './checks/routes.ts'
import { imageRoutes } from './images/routes.ts'
import { importHtmlRoutes } from './import-html/routes.ts'
import { smsRoutes } from './sms/routes.ts'
import { testSendRoutes } from './test-send/routes.ts'
import { translationRoutes } from './translations/routes.ts'

export const contentRoutes: Route[] = [
  ...smsRoutes,
  ...translationRoutes,
  ...checkRoutes,
  ...testSendRoutes,
  ...imageRoutes,
  ...lookRoutes,
  ...importHtmlRoutes,
]

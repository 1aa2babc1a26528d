// Bringing a mail along over HTTP. Nothing is kept: the answer is put into a draft by whoever asked.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { importHtml } from './import-html.ts'

/** Characters. Over any mail that Gmail would show whole. */
const LONGEST = 500_000

export const importHtmlRoutes: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/import-html',
    summary: 'Turn the HTML of a mail that was written elsewhere into MJML; nothing is kept',
    tag: 'Campaigns',
    access: ['marketer'],
    body: z.strictObject({ html: z.string().trim().min(1).max(LONGEST) }),
    response: z.object({
      mjml: z.string(),
      links: z.array(z.string()),
      removed: z.object({ scripts: z.int(), forms: z.int(), pixels: z.int(), stylesheets: z.int() }),
      hasStop: z.boolean(),
      unknownMarks: z.array(z.string()),
    }),
    handle: async (_context, { body }) => importHtml(body.html),
  }),
]

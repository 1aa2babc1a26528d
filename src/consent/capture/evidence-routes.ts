// What is kept of browsers, over HTTP: everybody who works with consent may read it, the privacy officer decides.
import { type Route, route } from '../../platform/http.ts'
import { evidenceSetting, findEvidenceSetting, saveEvidenceSetting } from './kept-evidence.ts'

const tag = 'Privacy'

export const evidenceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/evidence-setting',
    summary: 'What is kept of the browser that a yes or a no came from, and why',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: evidenceSetting,
    handle: ({ db }) => findEvidenceSetting(db),
  }),
  route({
    method: 'put',
    path: '/evidence-setting',
    summary: 'Decide what is kept of browsers from now on; keeping anything needs a reason',
    tag,
    access: ['privacy_officer'],
    body: evidenceSetting,
    response: evidenceSetting,
    handle: ({ db }, { body }) => saveEvidenceSetting(db, body),
  }),
]

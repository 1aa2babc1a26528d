// The privacy desk over HTTP.
import { z } from 'zod'
import { type Route, route } from '../platform/http.ts'
import { askForProofs, findProofs, proofs } from './check-proofs.ts'
import { deviationRoutes } from './deviations/routes.ts'
import { findPrivacyDesk } from './find-privacy-desk.ts'

const tag = 'Privacy'

export const privacyRoutes: Route[] = [
  ...deviationRoutes,
  route({
    method: 'get',
    path: '/privacy',
    summary: 'What the privacy officer needs to see: proofs, withdrawals, what was blocked',
    tag,
    access: ['privacy_officer'],
    response: z.object({
      proofs: proofs.nullable().meta({ description: 'The last check; null before the first.' }),
      isChecking: z.boolean(),
      lowered: z.object({
        days: z.int(),
        people: z.int(),
        items: z.array(
          z.object({
            contactId: z.uuid(),
            contactName: z.string().nullable(),
            seq: z.int(),
            type: z.string(),
            purpose: z.string().nullable(),
            channel: z.string().nullable(),
            method: z.string(),
            at: z.iso.datetime(),
          }),
        ),
      }),
      blocked: z.array(z.object({ reason: z.string(), messages: z.int() })),
    }),
    handle: async ({ db, now }) => ({ ...(await findProofs(db)), ...(await findPrivacyDesk(db, now)) }),
  }),
  route({
    method: 'post',
    path: '/privacy/check',
    summary: 'Check every chain of the ledger and every message that was sent, now',
    tag,
    access: ['privacy_officer'],
    handle: async ({ db, now }) => {
      await askForProofs(db, now)
      return undefined
    },
  }),
]

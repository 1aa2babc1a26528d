// What partners say of one contact over HTTP: keeping it, and attaching what proves it.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { attachProof, collectConsent, collectedConsent, findUnproven, proof } from './collect-consent.ts'

const tag = 'Consent'
const access = ['marketer', 'privacy_officer'] as const
const id = z.object({ id: z.uuid() })

export const partnerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/collected',
    summary: 'Yeses that partners collected and nothing proves yet',
    tag,
    access,
    params: id,
    response: z.object({
      items: z.array(
        z.object({
          seq: z.int().meta({ description: 'The entry of the ledger.' }),
          purpose: z.object({ id: z.uuid(), name: z.string() }),
          channel: z.string(),
          collector: z.string(),
          source: z.string(),
          occurredAt: z.iso.datetime(),
        }),
      ),
    }),
    handle: async ({ db }, { params }) => ({ items: await findUnproven(db, params.id) }),
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/collected',
    summary: 'Keep a yes that a partner collected; it is of no use until its evidence is attached',
    tag,
    access,
    params: id,
    body: collectedConsent,
    response: z.object({ seq: z.int().nullable() }),
    status: 201,
    handle: ({ db, now, user }, { params, body }) =>
      collectConsent(db, params.id, body, { id: user.id, name: user.name }, now),
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/collected/{seq}/evidence',
    summary: 'Attach what proves a yes that a partner collected: from then on it is a yes',
    tag,
    access,
    params: z.object({ id: z.uuid(), seq: z.coerce.number().int().min(1) }),
    body: z.strictObject({ proof: proof.meta({ description: 'What proves it and where it lies.' }) }),
    response: z.object({ seq: z.int().meta({ description: 'The entry that is the yes.' }) }),
    status: 201,
    handle: ({ db, now, user }, { params, body }) =>
      attachProof(db, params.id, params.seq, body.proof, { id: user.id, name: user.name }, now),
  }),
]

// Sales of one contact over HTTP: what makes them an existing customer, and entering one.
import { z } from 'zod'
import { found } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http.ts'
import { enterSale } from './record-sales.ts'
import { CUSTOMER_CHANNELS, enteredSale } from './sale.ts'

const tag = 'Consent'
const id = z.object({ id: z.uuid() })

export const customerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/sales',
    summary: 'The sales that make a contact an existing customer, newest first',
    tag,
    access: ['marketer', 'privacy_officer'],
    params: id,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          productFamily: z.string(),
          channel: z.enum(CUSTOMER_CHANNELS),
          soldAt: z.iso.datetime(),
          evidence: z.string(),
          recordedVia: z.enum(['staff', 'import', 'api']),
          recordedBy: z.uuid().nullable(),
          recordedAt: z.iso.datetime(),
        }),
      ),
    }),
    handle: async ({ db }, { params }) => {
      found(await db.contact.findUnique({ where: { id: params.id }, select: { id: true } }), 'contact')
      const rows = await db.customerRelation.findMany({
        where: { contactId: params.id },
        orderBy: [{ soldAt: 'desc' }, { id: 'desc' }],
      })
      return {
        items: rows.map(({ contactId: _, source: _source, optOutOffered: _offered, ...sale }) => ({
          ...sale,
          channel: sale.channel === 'sms' ? ('sms' as const) : ('email' as const),
          recordedVia: z.enum(['staff', 'import', 'api']).parse(sale.recordedVia),
        })),
      }
    },
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/sales',
    summary: 'Record a sale in which the customer gave an address and could say no',
    tag,
    access: ['marketer', 'privacy_officer'],
    params: id,
    body: enteredSale,
    response: z.object({
      purposes: z
        .array(z.string())
        .meta({ description: 'What they may now be told of, where their country allows it.' }),
    }),
    status: 201,
    handle: ({ db, now, user }, { params, body }) =>
      enterSale(db, params.id, body, { via: user.kind === 'key' ? 'api' : 'staff', by: user.id }, now),
  }),
]

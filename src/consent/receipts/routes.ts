// Receipts over HTTP: what there is for one contact, and each as a file to hand on.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { CHANNELS } from '../words.ts'
import { describeKantara } from './describe-kantara.ts'
import { describeReceipt } from './describe-record.ts'
import { findReceiptFacts } from './find-receipt-facts.ts'
import { makeReceipt } from './make-receipt.ts'
import { MEDIA_TYPES, RECEIPT_FILES, type ReceiptFile, renderReceiptFile } from './render-receipt-file.ts'

const READERS = ['marketer', 'privacy_officer'] as const
const tag = 'Receipts'

export const receiptRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/receipts',
    summary: 'The receipts of a contact: one for each purpose and channel that something was said about',
    tag,
    access: READERS,
    params: z.object({ id: z.uuid() }),
    response: z.object({
      items: z.array(
        z.object({
          seq: z.int().meta({ description: 'The entry of the ledger that it is about.' }),
          number: z.string(),
          purpose: z.object({ id: z.uuid(), name: z.string() }),
          channel: z.enum(CHANNELS),
          type: z.string(),
          at: z.iso.datetime(),
          missing: z
            .array(z.enum(['text', 'processing', 'privacyUrl']))
            .meta({ description: 'What the sender has to say before the receipt conforms to the standards.' }),
          isErased: z.boolean().meta({ description: 'Its evidence is gone, and with it the receipt.' }),
        }),
      ),
    }),
    handle: async ({ db, now }, { params }) => ({
      items: (await findReceiptFacts(db, params.id, now)).map((facts) => {
        const last = facts.events.at(-1)
        return {
          seq: facts.row.entry.seq,
          number: facts.number,
          purpose: { id: facts.purpose.id, name: facts.purpose.name },
          channel: facts.channel,
          type: last?.type ?? facts.row.entry.type,
          at: last?.at ?? facts.row.entry.occurredAt,
          missing: [...new Set([...describeReceipt(facts, now).missing, ...describeKantara(facts).missing])],
          isErased: facts.row.salt === null,
        }
      }),
    }),
  }),
  ...RECEIPT_FILES.map((kind) => receiptFile(kind)),
]

function receiptFile(kind: ReceiptFile): Route {
  return route({
    method: 'get',
    path: `/contacts/{id}/receipts/{seq}/${kind}`,
    summary: `A receipt, signed now with its proof, as ${kind.toUpperCase()}`,
    tag,
    access: READERS,
    params: z.object({ id: z.uuid(), seq: z.coerce.number().int().min(1) }),
    produces: MEDIA_TYPES[kind],
    handle: async ({ db, now, services }, { params }) => {
      const { publicUrl } = services.config
      const receipt = await makeReceipt(services, { contactId: params.id, seq: params.seq }, now)
      const contact = await db.contact.findUnique({ where: { id: params.id }, select: { language: true } })
      return renderReceiptFile(receipt, kind, { publicUrl, language: contact?.language ?? null })
    },
  })
}

// Evidence over HTTP: the file of a campaign, the opening of one recipient in it, and the proof of non-sending.
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { addressKindOf, DECISION_REASONS, keysIn, openKeyring } from '../../consent/index.ts'
import { DomainError, found, type Route, route, type Services } from '../../platform/index.ts'
import { commitRecipient, recipientKey, saltOf } from './commit-recipient.ts'
import { findContactMessages } from './find-messages.ts'
import { type Evidence, writeEvidence } from './write-evidence.ts'
import { findSelves, writeNonSending } from './write-non-sending.ts'

const tag = 'Evidence'
const mayLook = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })
const span = {
  from: z.iso.datetime().optional().meta({ description: 'The beginning of everything unless told.' }),
  to: z.iso.datetime().optional().meta({ description: 'Now unless told; never in the future.' }),
}

export const evidenceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/evidence',
    summary: 'The evidence file of a campaign for a regulator: signed JSON Lines, packed by gzip (docs/evidence.md)',
    tag,
    access: mayLook,
    params,
    query: z.object({
      addresses: z.stringbool().default(false).meta({ description: 'In clear too; for the privacy officer alone.' }),
    }),
    produces: 'application/gzip',
    handle: async ({ db, services, user }, { params: { id }, query: { addresses } }) => {
      if (addresses && user.role === 'marketer')
        throw new DomainError('not_allowed', 'Only the privacy officer takes out addresses. Leave them out, or ask.')
      const { lines } = await writeEvidence(db, id, { ...(await describeIssuer(services)), withAddresses: addresses })
      const packed = createGzip()
      const plain = Readable.from(lines)
      plain.on('error', (error) => packed.destroy(error)).pipe(packed)
      packed.on('close', () => plain.destroy())
      return { filename: `campaign-evidence-${id}.jsonl.gz`, content: packed }
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/evidence/recipients/{contactId}',
    summary: 'Opens one recipient of that file: with salt and address anybody can compute the hash that stands there',
    tag,
    access: ['privacy_officer'],
    params: params.extend({ contactId: z.uuid() }),
    response: z.object({
      items: z.array(z.object({ messageId: z.uuid(), address: z.string(), salt: z.string(), recipient: z.string() })),
    }),
    handle: async ({ db, services }, { params: { id, contactId } }) => {
      const messages = await db.message.findMany({ where: { campaignId: id, contactId }, select: { id: true } })
      const { channel } = found(await db.campaign.findUnique({ where: { id }, select: { channel: true } }), 'campaign')
      const kind = addressKindOf(channel) ?? 'email'
      const address = await db.identity.findFirst({ where: { contactId, kind, isPrimary: true } })
      const key = recipientKey(services.config.secretKey)
      return {
        items: messages.flatMap(({ id: messageId }) => {
          const salt = saltOf(key, messageId)
          return address
            ? [{ messageId, address: address.value, salt, recipient: commitRecipient(salt, address.value) }]
            : []
        }),
      }
    },
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/non-sending',
    summary: 'What was not sent to a contact, and why, newest first',
    tag,
    access: mayLook,
    params,
    query: z.object(span),
    response: z.object({
      from: z.iso.datetime().nullable(),
      to: z.iso.datetime(),
      sent: z.int(),
      items: z.array(
        z.object({
          id: z.uuid(),
          campaign: z.object({ id: z.uuid(), name: z.string() }).nullable(),
          purposeId: z.uuid(),
          channel: z.string(),
          status: z.string(),
          reason: z.union([z.enum(DECISION_REASONS), z.string()]).nullable(),
          ruleVersion: z.string().nullable(),
          at: z.iso.datetime(),
        }),
      ),
    }),
    handle: async ({ db, now }, { params: { id }, query }) => {
      const [from, to] = [new Date(query.from ?? 0), query.to === undefined ? now : new Date(query.to)]
      const rows = []
      for (const self of await findSelves(db, id)) rows.push(...(await findContactMessages(db, self, from, to)))
      const unsent = rows.filter(({ status }) => ['blocked', 'cancelled', 'failed', 'expired'].includes(status))
      return {
        ...{ from: query.from ?? null, to, sent: rows.filter(({ status }) => status === 'sent').length },
        items: unsent
          .map((row) => ({
            ...{ id: row.id, purposeId: row.purpose_id, channel: row.channel, status: row.status, reason: row.reason },
            campaign: row.campaign_id === null ? null : { id: row.campaign_id, name: row.campaign ?? '' },
            ...{ ruleVersion: row.rule_version, at: row.decided_at ?? row.created_at },
          }))
          .toSorted((one, other) => +other.at - +one.at),
      }
    },
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/non-sending/file',
    summary: 'The same with the whole ledger of the contact and a signed statement that nothing else exists',
    tag,
    access: mayLook,
    params,
    query: z.object(span),
    produces: 'application/jsonl',
    handle: async ({ db, now, services }, { params: { id }, query }) => {
      const time = { from: new Date(query.from ?? 0), to: query.to === undefined ? now : new Date(query.to) }
      const lines = await writeNonSending(db, id, time, await describeIssuer(services))
      return { filename: `non-sending-${id}.jsonl`, content: Readable.from(lines) }
    },
  }),
]

async function describeIssuer({ config, now }: Services): Promise<Omit<Evidence, 'withAddresses'>> {
  const { outside, publicUrl, secretKey } = config
  if (!outside)
    throw new DomainError('unavailable', 'This process has no folder for keys, so it cannot sign. Set DATA_DIR.')
  const { current } = await openKeyring(keysIn(outside.folder))
  return { issuer: publicUrl, key: current, recipientKey: recipientKey(secretKey), now }
}

// The check of a sender over HTTP: asked anew each time, since who mends a record wants to see it mended.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { checkBrand } from './check-brand.ts'
import { CHECKS, CODES, STATES } from './finding.ts'

export const sendingCheckRoutes: Route[] = [
  route({
    method: 'get',
    path: '/brands/{id}/sending-check',
    summary: 'Whether mailbox providers will believe this sender, looked up in DNS now, and what must stand there',
    tag: 'Messages',
    access: ['marketer', 'privacy_officer'],
    params: z.object({ id: z.uuid() }),
    response: z.object({
      domain: z.string().meta({ description: 'Of the sender’s address.' }),
      findings: z.array(
        z.object({
          check: z.enum(CHECKS),
          state: z.enum(STATES),
          code: z.enum(CODES),
          about: z.string().meta({ description: 'The name in DNS, domain or share that it is about.' }),
          askedBy: z.array(z.string()).meta({ description: 'Mailbox providers whose rules ask for it.' }),
        }),
      ),
      records: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .meta({ description: 'TXT records to publish.' }),
    }),
    handle: ({ db, now, services }, { params }) => checkBrand(services, db, params.id, now),
  }),
]

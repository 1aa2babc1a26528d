// The demo over HTTP: its visitors stop and go on in one press. Where there is no demo company there is nothing to switch.
import { z } from 'zod'
import { DomainError, everyRole, type Route, route } from '../platform/index.ts'
import { findSimulator, switchSimulator } from './switch-simulator.ts'

const simulator = z.object({ running: z.boolean() })

export const demoRoutes: Route[] = [
  route({
    method: 'post',
    path: '/simulator',
    summary: 'Stop the invented visitors of the demo, or let them go on',
    tag: 'Demo',
    access: everyRole,
    body: z.strictObject({ running: z.boolean() }),
    response: simulator,
    handle: async ({ db }, { body }) => {
      if (!(await findSimulator(db)))
        throw new DomainError('not_found', 'There are no invented visitors here: this is not the demo company.')
      await switchSimulator(db, body.running)
      return { running: body.running }
    },
  }),
]

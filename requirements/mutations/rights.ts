// How to break the rules on the rights of people. In the order of their numbers.
import { mutation } from './mutation.ts'

export const RIGHTS = [
  mutation(
    'L1',
    'the closed list of legal bases',
    'prisma/migrations/20261126010000_customer_relation/migration.sql',
    "check (legal_basis in ('consent', 'existing_customer'))",
    'check (true)',
  ),
  mutation(
    'L2',
    'what the sender must have said',
    'src/consent/notice/find-notice.ts',
    'if (!processing) {',
    'if (processing && false) {',
  ),
  mutation(
    'L10',
    'the objection in the decision',
    'src/consent/stop-consent.ts',
    "type: 'objected',",
    "type: 'restricted',",
  ),
  mutation(
    'L14',
    'sealing the secrets of webhooks',
    'src/consent/webhooks/sign-webhook.ts',
    "const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])",
    'const sealed = Buffer.from(secret)',
  ),
  mutation(
    'L14',
    'the role that each route asks for',
    'src/platform/http.ts',
    "if (one.access !== 'public') response",
    "if (one.access !== 'public' && one.method === 'get') response",
  ),
  mutation(
    'L15',
    'the replay',
    'src/consent/replay-journal.ts',
    'await recordConsent(',
    'await (async (..._: unknown[]) => ({ recorded: [], heldBack: [] }))(',
  ),
]

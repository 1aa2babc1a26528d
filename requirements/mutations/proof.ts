// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on proof against tampering. In the order of their numbers.
import { mutation } from './mutation.ts'

const TRADE = 'prisma/migrations/20261121000100_trade/migration.sql'
const FOLDER = 'src/consent/proof'
const VERIFY = 'src/consent/verify-chain.ts'

export const PROOF = [
  mutation(
    'T1',
    'the trigger',
    TRADE,
    'create trigger consent_event_insert_only before update or delete on consent_event',
    'create trigger consent_event_insert_only before update or delete on purpose_text',
  ),
  mutation(
    'T2',
    'the hash of the entry',
    VERIFY,
    'if (!isSame(row.hash, hashEntry(row.entry, row.evidenceHash, row.previousHash))) return',
    'if (false) return',
  ),
  mutation(
    'T2',
    'comparing leaves with their tiles',
    `${FOLDER}/verify-log.ts`,
    'Buffer.compare(hash, tiles[at]) === 0',
    'true',
  ),
  mutation('T3', 'the mark of a leaf', `${FOLDER}/merkle.ts`, 'const LEAF = Buffer.of(0)', 'const LEAF = Buffer.of(1)'),
  mutation(
    'T4',
    'refusing an earlier log without leaves',
    `${FOLDER}/merkle.ts`,
    'earlier.size < 1 || earlier.size > later.size',
    'earlier.size > later.size',
  ),
  mutation(
    'T5',
    'the salt',
    'src/consent/chain-events.ts',
    "return sha256(salt, canonicalize(evidence) ?? '')",
    "return sha256(Buffer.alloc(0), canonicalize(evidence) ?? '')",
  ),
  mutation(
    'T6',
    'the proof that a head continues the last one',
    `${FOLDER}/publish-checkpoint.ts`,
    'if (last) await requireContinuation(db, last, head, keyring)',
    '',
  ),
  mutation(
    'T7',
    'the place in the log',
    'src/consent/receipts/verify-receipt.ts',
    'if (!isIn || checkpoint.size !== proof.treeSize)',
    'if (checkpoint.size !== proof.treeSize)',
  ),
  mutation(
    'T8',
    'keeping the old keys',
    `${FOLDER}/signing-keys.ts`,
    'known: keys.map(({ version, kid, bytes }) => ({ version, kid, bytes }))',
    'known: [current]',
  ),
  mutation(
    'T9',
    'the proof that a log continues what its witness has seen',
    `${FOLDER}/witness/answer-log.ts`,
    'oldSize === 0 ? proof.length === 0 : verifyConsistency(seen, head, proof)',
    'true',
  ),
  mutation(
    'T9',
    'the signature of the witness',
    `${FOLDER}/witness/cosignature.ts`,
    'return isRight ? [',
    'return isRight !== undefined ? [',
  ),
]

// How to break the rules on suppression, import, merging and deleting. In the order of their numbers.
import { mutation } from './mutation.ts'

const READ_ROW = 'src/consent/import-contacts/read-row.ts'

const SUPPRESS = 'src/consent/suppression/suppress-addresses.ts'

export const SUPPRESSION = [
  mutation(
    'S1',
    'the keys of before',
    SUPPRESS,
    'const wanted = keys.flatMap(',
    'const wanted = keys.slice(0, 1).flatMap(',
  ),
  mutation('S1', 'the check of the keys', SUPPRESS, '  await requireKeys(db, keys)\n', ''),
  mutation(
    'S2',
    "the contact's last word",
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return false",
  ),
  mutation(
    'S2',
    'the doubt about a system that reports',
    'src/consent/record-consent.ts',
    "if (fact.method === 'api') return isSilent || isLowered",
    '',
  ),
  mutation('S3', 'the proof of an imported yes', READ_ROW, 'if (isYes && fault) {', 'if (false) {'),
  mutation(
    'S4',
    'the trigger that keeps every entry',
    'prisma/migrations/20261121000100_trade/migration.sql',
    'create trigger suppression_stays before delete on suppression for each row execute function refuse_change();',
    '',
  ),
  mutation(
    'S4',
    'the trigger that keeps reasons for silence',
    'prisma/migrations/20261126050003_withdrawals_stay/migration.sql',
    'create trigger consent_hold_stays before delete on consent_hold for each row execute function hold_stays();',
    '',
  ),
  mutation(
    'S5',
    'the no of the other',
    'src/consent/merge/compare-consent.ts',
    "if ((other === 'withdrawn' || other === 'refused') && !isNo(keep)) return other",
    '',
  ),
  mutation(
    'S5',
    'the own word of whoever is covered by a merge',
    'src/consent/place-hold.ts',
    '{ gt: (await findLastMerge(tx, contactId)) ?? new Date(0) }',
    '{ gt: new Date(0) }',
  ),
  mutation(
    'S6',
    'the silence that covers the person',
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return isLowered",
  ),
  mutation(
    'S7',
    'the one spelling of letters',
    'src/contacts/normalise-address.ts',
    'const local = text.slice(0, at).toLowerCase()',
    'const local = text.slice(0, at)',
  ),
  mutation('S8', 'the confirmation from the address', 'src/consent/decide.ts', "own.type = 'confirmed'", 'true'),
  mutation('S8', 'the time of the objection', 'src/consent/decide.ts', ' or state.since <= hold.objected_at', ''),
]

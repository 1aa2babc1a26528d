// How to break the rules on suppression, import, merging and deleting. In the order of their numbers.
import { mutation } from './mutation.ts'

const READ_ROW = 'src/consent/import-contacts/read-row.ts'

export const SUPPRESSION = [
  mutation(
    'S2',
    "the contact's last word",
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return false",
  ),
  mutation('S3', 'the proof of an imported yes', READ_ROW, 'if (isYes && fault) {', 'if (false) {'),
  mutation(
    'S5',
    'the no of the other',
    'src/consent/merge/compare-consent.ts',
    "if ((other === 'withdrawn' || other === 'refused') && !isNo(keep)) return other",
    '',
  ),
  mutation(
    'S6',
    'the silence that covers the person',
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return isLowered",
  ),
  mutation('S8', 'the time of the objection', 'src/consent/decide.ts', ' or state.since <= hold.objected_at', ''),
]

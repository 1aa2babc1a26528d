// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on records and receipts. In the order of their numbers.
import { mutation } from './mutation.ts'

const RECORD = 'src/consent/receipts/describe-record.ts'

export const RECORDS = [
  mutation(
    'R1',
    'the notice with the words that were shown',
    RECORD,
    "...(text && { 'dpv:hasNotice': describeNotice(text, brand.privacyUrl) }),",
    '',
  ),
  mutation('R2', 'the authority', RECORD, "      'dpv:hasName': authorityOf(brand.country).name,\n", ''),
  mutation('R3', 'the profile of the receipt', RECORD, '    ...conforms(RECEIPT_PROFILE),\n', ''),
  mutation(
    'R4',
    'the profile of the record',
    RECORD,
    '{ ...conforms(RECORD_PROFILE), ...describeRecord(facts, id) }',
    'describeRecord(facts, id)',
  ),
  mutation(
    'R5',
    'the difference between withdrawing and revoking',
    'src/consent/receipts/dpv-states.ts',
    "return type === 'withdrawn' && actor === 'system' ? 'ConsentRevoked' : DPV_STATE_OF_EVENT[type]",
    'return DPV_STATE_OF_EVENT[type]',
  ),
  mutation(
    'R6',
    'the whole seconds',
    'src/consent/receipts/describe-kantara.ts',
    'Math.floor(+row.entry.occurredAt / 1000)',
    '+row.entry.occurredAt',
  ),
]

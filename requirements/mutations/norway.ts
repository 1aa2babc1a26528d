// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on marketing in Norway. In the order of their numbers.
import { mutation } from './mutation.ts'

const CALLS = 'src/consent/calls/call-decision.ts'

export const NORWAY = [
  mutation(
    'N1',
    'the yes of a natural person',
    'src/consent/rules/norway.ts',
    "natural: { ...ALWAYS_ASK, email: 'existing_customer', sms: 'existing_customer' }",
    "natural: { ...ALWAYS_ASK, email: 'opt_out', sms: 'opt_out' }",
  ),
  mutation(
    'N2',
    'the way to say no that was offered',
    'src/consent/customers/sale.ts',
    "if (!optOutOffered) return 'no_opt_out'",
    '',
  ),
  mutation(
    'N3',
    'the one source that makes a customer',
    'src/consent/customers/sale.ts',
    "if (source !== 'sale') return 'not_a_sale'",
    '',
  ),
  mutation(
    'N4',
    'the addresses of a role',
    'src/contacts/recipient-kind.ts',
    'ROLES.has(local) && !isNamed && !isSoleTrader',
    'false',
  ),
  mutation(
    'N5',
    'the postal address of the sender',
    'src/campaigns/check-message.ts',
    "brand.postalAddress.trim() === '' && senderLacks.postalAddress",
    'false',
  ),
  mutation(
    'N6',
    'the wash of a number before it is called',
    CALLS,
    "when home.register is not null and wash.is_reserved is null then 'not_washed'",
    '',
  ),
  mutation(
    'N6',
    'the end of a wash',
    'src/consent/calls/registers/index.ts',
    'monthsBegin(at, register.washMonths, register.timeZone)',
    'new Date(0)',
  ),
  mutation('N6', 'who is due on a list', 'src/consent/washes/start-wash.ts', '(is_due or ${who ===', '(${who ==='),
  mutation(
    'N6',
    'the decision about each number on a list',
    'src/sales/release-call-list.ts',
    'if (allowed.length === 0) return { ...outcome, id: null }',
    '',
  ),
  mutation('N7', 'the reservation', CALLS, "when wash.is_reserved and not ${asksForIt(channel)} then 'reserved'", ''),
  mutation(
    'N7',
    'the names in an answer',
    'src/consent/washes/answer-wash.ts',
    "answer.holds === 'reserved' ? isNamed : Prisma.sql`not ${isNamed}`",
    'Prisma.sql`not ${isNamed}`',
  ),
  mutation('N7', "the person's own word", CALLS, " and said.actor = 'contact'", ''),
  mutation(
    'N7',
    'the moment of asking behind a confirmation',
    CALLS,
    '(said.occurred_at, ${askedAt(channel)})',
    '(said.occurred_at)',
  ),
  mutation('N7', 'the sender who is named', CALLS, ' and theirs.brand_id <> purpose.brand_id', ' and false'),
  mutation('N8', 'the hours', CALLS, "when hours.rules is null then 'outside_calling_hours'", ''),
  mutation('N8', 'the holidays', CALLS, 'days.filter((day) => !isQuietDay(rule.country, day))', 'days'),
  mutation(
    'N8',
    'the hour at which a list is fetched',
    'src/sales/release-call-list.ts',
    'decisions.filter((one) => one.isAllowed).map((one) => [one.contactId, one])',
    'decisions.map((one) => [one.contactId, one])',
  ),
  mutation(
    'N9',
    'the silence before a yes',
    'src/tracking/tracker/assent.js',
    'if (!visitor || refuses()) return',
    'if (refuses()) return',
  ),
  mutation(
    'N10',
    'the number of recipients',
    'src/campaigns/evidence/evidence-records.ts',
    'recipients.add(contactId)',
    'void contactId',
  ),
  mutation(
    'N10',
    'that a changed line is named',
    'src/consent/proof/signed-lines.ts',
    "if (said !== chain.toString('hex'))",
    'if (false)',
  ),
  mutation(
    'N10',
    'the yes behind each mail that went out',
    'src/campaigns/evidence/verify-evidence.ts',
    'if (!YES_TYPES.includes(type))',
    'if (false)',
  ),
]

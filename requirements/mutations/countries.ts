// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on the other countries. In the order of their numbers.
import { mutation } from './mutation.ts'

export const COUNTRIES = [
  mutation(
    'E1',
    'what a company in Denmark must have said',
    'src/consent/rules/denmark.ts',
    "legal: { ...ALWAYS_ASK, email: 'existing_customer'",
    "legal: { ...ALWAYS_ASK, email: 'opt_out'",
  ),
  mutation(
    'E2',
    'the word that says what the mail is',
    'src/campaigns/templates/add-footer.ts',
    "parts.includes('unsubscribe_url') && (isForCustomers ? words.whyCustomer : words.why)(purpose)",
    'false',
  ),
  mutation(
    'E3',
    'what a person in Sweden must have said',
    'src/consent/rules/sweden.ts',
    "natural: { ...ALWAYS_ASK, email: 'existing_customer'",
    "natural: { ...ALWAYS_ASK, email: 'opt_out'",
  ),
  mutation(
    'E4',
    'what a legal person needs in Finland',
    'src/consent/rules/finland.ts',
    "email: 'opt_out'",
    "email: 'consent'",
  ),
  mutation(
    'E5',
    'the rules of the country',
    'src/consent/decide.ts',
    'rule on rule.country = contact.country',
    'rule on false',
  ),
  mutation(
    'E6',
    'the decision before a mail that asks',
    'src/consent/asks/ask-for-consent.ts',
    "decision?.isAllowed ? 'mail'",
    "decision ? 'mail'",
  ),
  mutation(
    'E6',
    'the check of what a mail may ask under',
    'src/workflows/check-definition.ts',
    "under?.kind === 'marketing' && under.channels",
    'under?.channels',
  ),
  mutation(
    'E7',
    'clean links',
    'src/delivery/person-variables.ts',
    'person.isTracked ? `${publicUrl}/c/${token}/${position}` : address',
    '`${publicUrl}/c/${token}/${position}`',
  ),
  mutation(
    'E8',
    'sending without a yes to tracking',
    'src/delivery/claim-messages.ts',
    "status = case when decision.is_allowed then 'started' else 'blocked' end",
    "status = case when decision.is_allowed and tracking.contact_id is not null then 'started' else 'blocked' end",
  ),
  mutation('E9', 'the decision at the click', 'src/tracking/follow-link.ts', 'if (!decision.isAllowed) return', ''),
  mutation('E10', 'the counter without a name', 'src/tracking/count-link.ts', 'if (isCounted)', 'if (false)'),
  mutation(
    'E11',
    'the yes to tracking that points need now',
    'src/scoring/permissions.ts',
    "if (!isIn(permissions.tracking[channel], +now)) return 'no_tracking'",
    '',
  ),
  mutation(
    'E12',
    'the six months of peace',
    'src/tracking/tracker/assent.js',
    'const LEFT_IN_PEACE = 183',
    'const LEFT_IN_PEACE = 0',
  ),
  mutation(
    'E12',
    'the half year between two questions',
    'src/consent/asks/ask-for-consent.ts',
    'const REST_MONTHS = 6',
    'const REST_MONTHS = 0',
  ),
  mutation(
    'E12',
    'the end of asking with a no',
    'src/consent/asks/answer-question.ts',
    "isYes ? 'confirmed' : 'refused'",
    "isYes ? 'confirmed' : 'requested'",
  ),
]

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to break the rules on a yes and its proof. In the order of their numbers.
import { mutation } from './mutation.ts'

const TRADE = 'prisma/migrations/20261121000100_trade/migration.sql'
const PAGES = 'src/consent/preferences/pages.ts'
const RENDER_FORM = 'src/tracking/forms/render-form.ts'

export const VALIDITY = [
  mutation(
    'C1',
    'the check that a yes has its words',
    TRADE,
    "check (type not in ('given', 'confirmed') or text_id is not null)",
    'check (true)',
  ),
  mutation(
    'C2',
    'what was not written down yet',
    'src/consent/contact/known-at.ts',
    'ledger.filter((entry) => entry.recordedAt <= at)',
    'ledger',
  ),
  mutation(
    'C3',
    'the words in force at the moment of the yes',
    'src/consent/give-consent.ts',
    'text.version desc`)',
    'text.version`)',
  ),
  mutation('C4', 'the empty box', RENDER_FORM, '${isTicked && html` checked`}', '${html` checked`}'),
  mutation(
    'C4',
    'the two empty answers to a question',
    'src/consent/asks/render-questions.ts',
    'name="answer" value="${value}"',
    'name="answer" value="${value}" checked',
  ),
  mutation(
    'C5',
    'the press that makes a request a yes',
    'src/consent/give-consent.ts',
    "wording.double_opt_in && grant.actor === 'contact' && !isProven",
    'false',
  ),
  mutation(
    'C6',
    'the box of each purpose',
    RENDER_FORM,
    'form.asks.map((ask) => box(shown, ask))',
    'form.asks.slice(0, 1).map((ask) => box(shown, ask))',
  ),
  mutation(
    'C7',
    'the freedom to decline',
    'src/tracking/forms/submit-form.ts',
    'const heldBack = submission.ticks.length - ticks.length',
    "if (ticks.length === 0) throw new Error('declined')\n    const heldBack = submission.ticks.length - ticks.length",
  ),
  mutation('C8', 'the word on taking it back', RENDER_FORM, '<p class="after">${words.permissionsAfter}</p>', ''),
  mutation('C9', 'the one press', PAGES, 'if (stop !== undefined) {', 'if (stop !== undefined && keep.length > 0) {'),
  mutation(
    'C10',
    'the withdrawn state in the decision',
    'src/consent/decide.ts',
    "when state.state in ('refused', 'withdrawn', 'expired') then state.state",
    "when state.state in ('refused', 'withdrawn', 'expired') then 'given'",
  ),
  mutation(
    'C10',
    'the topic that was left out, in the decision',
    'src/consent/decide.ts',
    "and topic.state in ('withdrawn', 'refused'))`",
    'and false)`',
  ),
  mutation(
    'C11',
    'what was ever taken back',
    'src/consent/record-consent.ts',
    'return isSilent || closed.has(fact.contactId) || closed.has(`${fact.contactId}/${fact.purposeId}`)',
    'return isSilent',
  ),
  mutation(
    'C12',
    'the yes that is in use',
    'src/consent/proof-retention/erase-ended.ts',
    "case when state.state = 'given' then state.expires_at else state.since end",
    'state.since',
  ),
  mutation(
    'C12',
    'the day in which a shorter time is seen',
    'src/consent/proof-retention/retention-setting.ts',
    'const isNew = +now - +new Date(savedAt) < NOTICE_MS',
    'const isNew = false',
  ),
  mutation(
    'C13',
    'the end of a yes',
    'src/consent/decide.ts',
    "when state.expires_at <= ${at} then 'expired'",
    "when false then 'expired'",
  ),
  mutation(
    'C14',
    'the messages that use a yes',
    'src/delivery/used-since.ts',
    "and message.status in ('started', 'sent') and message.reason = 'given' and message.decided_at > ${since})`",
    'and false)`',
  ),
  mutation(
    'C15',
    'the age of the one who says yes',
    'src/consent/find-children.ts',
    'return age > 0 && addYears(born, age) > fact.occurredAt ? [{ fact, age }] : []',
    'return []',
  ),
  mutation(
    'C16',
    "the contact's last word",
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return false",
  ),
  mutation(
    'C17',
    'the no for what nothing proves',
    'src/consent/decide.ts',
    "when state.state = 'collected' then 'unproven'",
    "when state.state = 'collected' then 'given'",
  ),
]

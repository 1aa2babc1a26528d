// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of code
// How to disable each rule: one small change to the code that keeps it. Where `from` no longer stands exactly once in
// `file`, a test says so: the code has moved, and this list with it.

export type Mutation = {
  id: string
  /** What is missing after the change. */
  rule: string
  file: string
  from: string
  to: string
}

const TRADE = 'prisma/migrations/20261121000100_trade/migration.sql'
const PAGES = 'src/consent/preferences/pages.ts'
const ANSWERS = 'src/consent/preferences/page-answers.ts'
const COMPOSE = 'src/delivery/compose-mail.ts'
const RENDER_FORM = 'src/tracking/forms/render-form.ts'
const READ_ROW = 'src/consent/import-contacts/read-row.ts'
const PROOF = 'src/consent/proof'
const VERIFY = 'src/consent/verify-chain.ts'

const mutation = (id: string, rule: string, file: string, from: string, to: string): Mutation => ({
  id,
  rule,
  file,
  from,
  to,
})

export const MUTATIONS: readonly Mutation[] = [
  mutation(
    'C1',
    'the check that a yes has its words',
    TRADE,
    "check (type not in ('given', 'confirmed') or text_id is not null)",
    'check (true)',
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
  mutation(
    'C10',
    'the withdrawn state in the decision',
    'src/consent/decide.ts',
    "when state.state in ('refused', 'withdrawn', 'expired') then state.state",
    "when state.state in ('refused', 'withdrawn', 'expired') then 'given'",
  ),
  mutation(
    'C13',
    'the end of a yes',
    'src/consent/decide.ts',
    "when state.expires_at <= ${at} then 'expired'",
    "when false then 'expired'",
  ),
  mutation(
    'C16',
    "the contact's last word",
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return false",
  ),
  mutation(
    'S2',
    "the contact's last word",
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return false",
  ),
  mutation('S3', 'the proof of an imported yes', READ_ROW, 'if (isYes && fault) {', 'if (false) {'),
  mutation(
    'S6',
    'the silence that covers the person',
    'src/consent/record-consent.ts',
    "if (fact.actor !== 'contact') return isSilent || isLowered",
    "if (fact.actor !== 'contact') return isLowered",
  ),
  mutation(
    'D6',
    'the no for a channel that the purpose does not use',
    'src/consent/decide.ts',
    'or not ${channel} = any(purpose.channels) then',
    'then',
  ),
  mutation(
    'D1',
    'the decision that a sent message must have',
    TRADE,
    "check (status not in ('started', 'sent') or (consent_seq is not null and rule_version is not null and decided_at is not null))",
    'check (true)',
  ),
  mutation(
    'D2',
    'the decision in the claim',
    'src/delivery/claim-messages.ts',
    "status = case when decision.is_allowed then 'started' else 'blocked' end",
    "status = 'started'",
  ),
  mutation(
    'E7',
    'clean links',
    'src/delivery/person-variables.ts',
    'person.isTracked ? `${publicUrl}/c/${token}/${position}` : address',
    '`${publicUrl}/c/${token}/${position}`',
  ),
  mutation('E9', 'the decision at the click', 'src/tracking/follow-link.ts', 'if (!decision.isAllowed) return', ''),
  mutation(
    'E11',
    'the yes to tracking that points need now',
    'src/scoring/permissions.ts',
    "if (!isIn(permissions.tracking[channel], +now)) return 'no_tracking'",
    '',
  ),
  mutation(
    'L10',
    'the objection in the decision',
    'src/consent/stop-consent.ts',
    "type: 'objected',",
    "type: 'restricted',",
  ),
  mutation(
    'L15',
    'the replay',
    'src/consent/replay-journal.ts',
    'await recordConsent(',
    'await (async (..._: unknown[]) => ({ recorded: [], heldBack: [] }))(',
  ),
  mutation(
    'N9',
    'the silence before a yes',
    'src/tracking/tracker/assent.js',
    'if (!visitor || refuses()) return',
    'if (refuses()) return',
  ),
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
    `${PROOF}/verify-log.ts`,
    'Buffer.compare(hash, tiles[at]) === 0',
    'true',
  ),
  mutation('T3', 'the mark of a leaf', `${PROOF}/merkle.ts`, 'const LEAF = Buffer.of(0)', 'const LEAF = Buffer.of(1)'),
  mutation(
    'T4',
    'refusing an earlier log without leaves',
    `${PROOF}/merkle.ts`,
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
    `${PROOF}/publish-checkpoint.ts`,
    'if (last) await requireContinuation(db, last, head, keyring)',
    '',
  ),
  mutation(
    'T8',
    'keeping the old keys',
    `${PROOF}/signing-keys.ts`,
    'known: keys.map(({ version, kid, bytes }) => ({ version, kid, bytes }))',
    'known: [current]',
  ),
  mutation('U1', 'the header', COMPOSE, "'List-Unsubscribe-Post: List-Unsubscribe=One-Click',", ''),
  mutation(
    'U3',
    'the check of the token',
    'src/consent/link-token.ts',
    'if (!known || !timingSafeEqual(mac(known.key, body), bytes.subarray(BODY_BYTES))) return undefined',
    'if (!known) return undefined',
  ),
  mutation('U4', 'the stop by one click', PAGES, 'await stopChoices(services.db, said, choices, now)', 'NOTHING'),
  mutation('U5', 'the difference between looking and pressing', PAGES, 'if (!isOneClick)', 'if (false)'),
  mutation(
    'U6',
    'the silence after a stop',
    'src/consent/stop-consent.ts',
    'const fresh = choices.filter((choice) => !before(choice)).map((choice) => withdrawal(speaker, choice, now))',
    'const fresh = choices.map((choice) => withdrawal(speaker, choice, now))',
  ),
  mutation(
    'U7',
    'the way to the heir of a merged contact',
    'src/consent/preferences/find-visitor.ts',
    'where heir.merged_into_id is null`)',
    'where heir.merged_into_id is null and heir.depth = 0`)',
  ),
  mutation(
    'U8',
    'the purpose of the mail',
    PAGES,
    'await stopChoices(services.db, said, choices, now)',
    'await stopEverything(services.db, said, now)',
  ),
  mutation(
    'U10',
    'the empty cookie jar',
    ANSWERS,
    "'Referrer-Policy': 'no-referrer',",
    "'Referrer-Policy': 'no-referrer', 'Set-Cookie': 'a=b',",
  ),
  mutation(
    'U12',
    'the list id',
    COMPOSE,
    '`List-Id: ${foldedWords(content.brandName)} <${content.brandId}.${domain}>`,',
    '',
  ),
  mutation('W1', 'the exact value', 'src/tracking/signals.ts', "some((value) => value === '1')", 'some(() => false)'),
  mutation(
    'W4',
    'the sight of what only looks ahead',
    'src/tracking/collector-pages.ts',
    '&& !isPrefetch(request))',
    ')',
  ),
  mutation('W5', 'the sight of robots', 'src/tracking/collector-pages.ts', '&& !isRobot(request) &&', '&&'),
  mutation('W9', 'the closed referrer', ANSWERS, "'Referrer-Policy': 'no-referrer',", ''),
  mutation(
    'W10',
    'the mask',
    'src/consent/preferences/find-visitor.ts',
    'person.email === null ? null : maskEmail(person.email)',
    'person.email',
  ),
  mutation('C9', 'the one press', PAGES, 'if (stop !== undefined) {', 'if (stop !== undefined && keep.length > 0) {'),
  mutation(
    'D3',
    'the removal of what is queued',
    'src/delivery/silence-contacts.ts',
    'const [before] = await lookAtStarted(db, contactIds)',
    'const [before] = await lookAtStarted(db, [])',
  ),
  mutation(
    'C2',
    'what was not written down yet',
    'src/consent/contact/known-at.ts',
    'ledger.filter((entry) => entry.recordedAt <= at)',
    'ledger',
  ),
  mutation(
    'N4',
    'the addresses of a role',
    'src/contacts/recipient-kind.ts',
    'ROLES.has(local) && !isNamed && !isSoleTrader',
    'false',
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
  mutation('S8', 'the time of the objection', 'src/consent/decide.ts', ' or state.since <= hold.objected_at', ''),
  mutation(
    'W8',
    'the language of the page',
    'src/consent/preferences/render-frame.ts',
    '<html lang="${language}">',
    '<html>',
  ),
  mutation(
    'S5',
    'the no of the other',
    'src/consent/merge/compare-consent.ts',
    "if ((other === 'withdrawn' || other === 'refused') && !isNo(keep)) return other",
    '',
  ),
  mutation(
    'U7',
    'what was said since a merge, when it is taken back',
    'src/consent/merge/undo-merge.ts',
    'seq: { gt: merge.lastSeq },',
    'seq: { gt: 1_000_000 },',
  ),
  mutation(
    'W6',
    'the end of a link after 28 days',
    'src/consent/capture/confirm-opt-in.ts',
    'opt_in.confirmed_at is null and opt_in.expires_at > ${now} and purpose.retired_at',
    'opt_in.confirmed_at is null and purpose.retired_at',
  ),
  mutation(
    'W7',
    'the ten minutes without a second mail',
    'src/consent/capture/request-confirmation.ts',
    'const AGAIN_MS = 600_000',
    'const AGAIN_MS = 0',
  ),
  mutation(
    'C5',
    'the press that makes a request a yes',
    'src/consent/give-consent.ts',
    "wording.double_opt_in && grant.actor === 'contact' && !isProven",
    'false',
  ),
]

// The public face of consent: may we, what was said, and what must stop.

import { askRoutes } from './asks/routes.ts'
import { evidenceRoutes } from './capture/evidence-routes.ts'
import { contactConsentRoutes } from './contact/routes.ts'
import { customerRoutes } from './customers/routes.ts'
import { importRoutes } from './import-contacts/index.ts'
import { mergeRoutes } from './merge/routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { privacyActionRoutes } from './privacy/routes.ts'
import { processingRecordRoutes } from './processing-record/routes.ts'
import { proofRetentionRoutes } from './proof-retention/routes.ts'
import { purposeRoutes } from './purposes/routes.ts'
import { receiptRoutes } from './receipts/index.ts'
import { requestRoutes } from './requests/index.ts'
import { serviceTemplateRoutes } from './service-templates/routes.ts'
import { sourceRoutes } from './sources/routes.ts'
import { statementRoutes } from './statements/routes.ts'
import { suppressionRoutes } from './suppression-lists/routes.ts'
import { unusedRoutes } from './unused/routes.ts'
import { washRoutes } from './washes/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

export { addContact } from './add-contact.ts'
export { type Asked, askForConsent, OTHER_WAYS } from './asks/ask-for-consent.ts'
export { closeAsks } from './asks/close-asks.ts'
export { composeAsk } from './asks/compose-ask.ts'
export {
  type CallTime,
  callTimeOf,
  findCallTimes,
  findRegister,
  holidaysOf,
  type RegisteredChannel,
} from './calls/index.ts'
export { type DataSource, registerDataSources } from './capture/collect-data.ts'
export { confirmOptIn } from './capture/confirm-opt-in.ts'
export { confirmPages } from './capture/confirm-pages.ts'
export { type Browser, browserOf, type KeptEvidence, keepEvidence } from './capture/kept-evidence.ts'
export { morePages } from './capture/more-pages.ts'
export {
  codeOf,
  registerServiceSender,
  SERVICE_KINDS,
  type ServiceKind,
  type ServiceMail,
  serviceDecisionSql,
  serviceKey,
} from './capture/service-mail.ts'
export * from './chain-events.ts'
export { type Explanation, explainDecision } from './contact/explain-decision.ts'
export { enterSale, recordSales, type Sale } from './customers/record-sales.ts'
export { addressKindOf, addressSql, type Decision, decide, decideMany, decisionSql, type Question } from './decide.ts'
export * from './deviations/index.ts'
export { BIRTH_DATE, BIRTH_YEAR, type TooYoung } from './find-children.ts'
export { FREQUENCIES, type Frequency, limitedSql, markBegun, takeMarksBack } from './frequency.ts'
export { addMonths, type Grant, giveConsent } from './give-consent.ts'
export { heedComplaint, type MailWay, stopByMail, stopByReply } from './heed-mail.ts'
export { type SmsStop, stopBySms } from './heed-sms.ts'
export * from './import-contacts/index.ts'
export { isRestrictedSql } from './is-restricted.ts'
export { type Journal, openJournal, registerJournal } from './journal.ts'
export { type LinkKey, type LinkToken, linkKey, makeLinkToken, readLinkToken } from './link-token.ts'
export {
  COUNT_MAX,
  countPeople,
  listPeople,
  type PeopleFilter,
  type PersonMark,
  type PersonRow,
} from './list-people.ts'
export { MARK_OF_REASON, MARK_STATES, type MarkState, markOfEvent, markState } from './mark-state.ts'
export { mergeContacts } from './merge/merge-contacts.ts'
export {
  type MergeForeteller,
  type MergePreview,
  previewMerge,
  registerMergeForetellers,
} from './merge/preview-merge.ts'
export { undoMerge } from './merge/undo-merge.ts'
export { countSaidYes, countShown, findServed } from './notice/count-served.ts'
export { findMissing, findNotice, NOTICE_ITEMS, type NoticeItem } from './notice/find-notice.ts'
export { noticeWords, renderNotice } from './notice/render-notice.ts'
export { type Hold, type HoldKind, liftHold, placeHold } from './place-hold.ts'
export { hasHoldSql, hasYesSql } from './plain-yes.ts'
export { keepPrivate } from './preferences/page-answers.ts'
export { pickLanguage } from './preferences/page-language.ts'
export { preferencePages } from './preferences/pages.ts'
export { type Correction, correctContact } from './privacy/correct-contact.ts'
export { type Erased, type Erasure, eraseContact } from './privacy/erase-contact.ts'
export { type CopyEraser, type Eraser, registerCopyErasers, registerErasers } from './privacy/erasers.ts'
export { findInClear } from './privacy/find-in-clear.ts'
export { maskTexts } from './privacy/mask-texts.ts'
export {
  confirmNotices,
  findNotices,
  markDelivered,
  NOTICE_TYPES,
  type Notice,
  type NoticeType,
  type Recipient,
  type RecipientSource,
  registerRecipients,
} from './privacy/notify-recipients.ts'
export { liftRestriction, type Restriction, restrictContact } from './privacy/restrict-contact.ts'
export * from './proof/index.ts'
export { eraseEndedProof } from './proof-retention/erase-ended.ts'
export { proofRetentionJobs } from './proof-retention/routes.ts'
export {
  createPurpose,
  createTopic,
  type NewPurpose,
  type NewTopic,
  publishTexts,
  retirePurpose,
} from './purposes/save-purpose.ts'
export { findJws, type ReceiptVerdict, receiptKind, receiptPages, verifyReceipt } from './receipts/index.ts'
export { type ConsentFact, type ConsentRecord, recordConsent } from './record-consent.ts'
export { type Replay, replayJournal } from './replay-journal.ts'
export {
  type CameBy,
  findRequests,
  type NewRequest,
  openRequest,
  type RequestActor,
  type RequestKind,
} from './requests/index.ts'
export { AGE_RULES, ageOfConsent } from './rules/age.ts'
export { type Basis, COUNTRY_RULES, type CountryRules, type RecipientKind, ruleFor, STRICT } from './rules/index.ts'
export { type HandedTo, registerHandedTo, requireSight, seenBySellerSql, sightOf } from './seller-sight.ts'
export { findOrdered } from './service-templates/order-mail.ts'
export { serviceTemplateJobs } from './service-templates/routes.ts'
export { registerSilencers, type Silenced, type Silencer, silence } from './silence.ts'
export { findUntold, type Untold } from './sources/find-untold.ts'
export { type CameFrom, markToldByMail, noteSources, sourcesOwedSql, type ToldByMail } from './sources/note-sources.ts'
export { sourceNoticePath, sourcePages } from './sources/pages.ts'
export { sourceWords } from './sources/source-words.ts'
export { stopHandingOver } from './stop-handing-over.ts'
export * from './suppression/index.ts'
export { findUnusedConsents, registerUses, type Unused, type UsedSince } from './unused/find-unused.ts'
export { findUnusedSetting, lapseUnused, saveUnusedSetting, unusedJobs } from './unused/lapse-unused.ts'
export { type LedgerCheck, verifyChain, verifyLedger } from './verify-chain.ts'
export { answerWash } from './washes/answer-wash.ts'
export { findStaleWashes, type StaleWash } from './washes/find-registers.ts'
export { startWash } from './washes/start-wash.ts'
export {
  ClosedAddress,
  guardedLookup,
  isClosed,
  type Reach,
  requireReachable,
} from './webhooks/guard-address.ts'
export { type Attempt, postWebhook } from './webhooks/post-webhook.ts'
export { webhooksOf } from './webhooks/send-notices.ts'
export { reachOf, secretsOf, sendWebhooks, webhookJobs } from './webhooks/send-webhooks.ts'
export { makeSecret, webhookKey } from './webhooks/sign-webhook.ts'
export { type Withdrawal, withdrawConsent } from './withdraw-consent.ts'
export * from './words.ts'

export const consentRoutes = [
  ...peopleRoutes,
  ...importRoutes,
  ...suppressionRoutes,
  ...proofRetentionRoutes,
  ...processingRecordRoutes,
  ...purposeRoutes,
  ...contactConsentRoutes,
  ...customerRoutes,
  ...partnerRoutes,
  ...unusedRoutes,
  ...mergeRoutes,
  ...privacyActionRoutes,
  ...requestRoutes,
  ...receiptRoutes,
  ...washRoutes,
  ...evidenceRoutes,
  ...serviceTemplateRoutes,
  ...sourceRoutes,
  ...statementRoutes,
  ...askRoutes,
  ...webhookRoutes,
]

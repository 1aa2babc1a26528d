// The public face of delivery: put messages in line. How and whether they go out is decided in here, per message.

export {
  type BrandVariables,
  brandVariables,
  findBrand,
  imagePath,
  type SocialLink,
  socialLink,
} from './brand-look/brand-variables.ts'
export { composeForCanary } from './compose-for-canary.ts'
export { type ComposeMail, type Content, compileMail, type Mail } from './compose-mail.ts'
export {
  chooseLanguage,
  languageCodeSql,
  languageTable,
  MAIL_LANGUAGES,
  type MailLanguage,
} from './content-language.ts'
export { findLinkCounting, saveLinkCounting } from './count-links.ts'
export { countWaiting, type DeliverySettings, type DeliveryWorker, startDeliveryWorker } from './delivery-worker.ts'
export { type Enqueue, enqueueMessages } from './enqueue-messages.ts'
export { eraseMessages } from './erase-messages.ts'
export { bounceJoin, bounceReason } from './facts/bounce-sql.ts'
export { countMessages, findMessages, MESSAGE_STATUSES, type MessageLine, type MessageStatus } from './find-messages.ts'
export { findMessagesOf } from './find-messages-of.ts'
export { giveContent } from './give-content.ts'
export { cancelMessages, pauseMessages, resumeMessages } from './hold-campaign.ts'
export { HELD_OUT, recordHeldOut } from './hold-out.ts'
export * from './inbound/index.ts'
export { expireMessages } from './limits/expire-messages.ts'
export { LATE_REASONS, type LateReason, type LaterReason, quietUntil, standingReasonSql } from './limits/later.ts'
export {
  findSendingRules,
  hasCaps,
  hasQuiet,
  NO_RULES,
  type SendingRules,
  saveSendingRules,
} from './limits/sending-rules.ts'
export { compilePreview, compileTemplate, renderTemplate } from './liquid.ts'
export { type Person, TEMPLATE_VARIABLES } from './person-variables.ts'
export { addSource, type NewSource, removeSource } from './providers/manage-sources.ts'
export { providerCalls } from './providers/provider-calls.ts'
export { mailboxJobs, readMailboxes } from './providers/read-mailboxes.ts'
export { queueServiceMail } from './queue-service-mail.ts'
export { BREAKER_RULES, type BreakerRules } from './relays/breaker.ts'
export { relayKey } from './relays/relay-options.ts'
export { findRelayFault } from './relays/relay-pool.ts'
export { RETRY_DELAYS, type RetryDelays } from './relays/retry-delays.ts'
export { type Preview, type PreviewSource, renderPreview } from './render-preview.ts'
export * from './replies/index.ts'
export {
  type ReturnedMessage,
  readReplyAddress,
  readReturnPath,
  replyAddress,
  replyKey,
  returnKey,
  returnPath,
} from './return-path.ts'
export { deliveryRoutes } from './routes.ts'
export { type NewContent, saveContent } from './save-content.ts'
export { checkBrand } from './sending-check/check-brand.ts'
export type { Finding as SendingFinding } from './sending-check/finding.ts'
export {
  type DkimKey,
  type DkimRecord,
  dkimFolder,
  dkimRecord,
  findDkimKeys,
  makeDkimKeys,
} from './signing/dkim-keys.ts'
export { makeSigner, type SignMail } from './signing/sign-mail.ts'
export { silenceContacts } from './silence-contacts.ts'
export { type BuiltInPhone, leadToPhone, makePhoneGateway } from './sms/built-in-phone.ts'
export { gatewayCalls } from './sms/gateway-calls.ts'
export { type SmsParts, smsParts } from './sms/parts.ts'
export { type RenderedSms, renderSms } from './sms/render-sms.ts'
export { findSmsSender, type SmsSender, saveSmsSender } from './sms/sms-sender.ts'
export { stopLinkPages } from './sms/stop-link-pages.ts'
export { hasStopWord, STOP_WORDS } from './sms/stop-words.ts'
export { titleSql } from './sms/title-sql.ts'
export { openRelayConnection, type RelayOptions, relayOptions } from './smtp-relay.ts'
export { notStoppedSql, resumeSending, stopSending } from './stop/stop-sending.ts'
export { findTestMails, queueTestMails } from './test-mail/queue-test-mail.ts'
export { usedSince } from './used-since.ts'
export { findPastOf } from './view/find-past.ts'
export { viewPages } from './view/view-pages.ts'

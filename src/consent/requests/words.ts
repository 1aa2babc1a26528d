// The closed lists of privacy requests. A new word here must be handled wherever the compiler then complains.

/** What the law lets a person ask for (GDPR 15, 20, 16, 17, 18, 21). */
export const REQUEST_KINDS = ['access', 'portability', 'rectification', 'erasure', 'restriction', 'objection'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export const REQUEST_STATUSES = ['identity', 'open', 'done', 'refused'] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** How it reached us. */
export const CAME_BY = ['page', 'email', 'post', 'phone', 'in_person'] as const
export type CameBy = (typeof CAME_BY)[number]

/** How it was shown who asks: a code mailed to their address, a sign-in elsewhere, or papers shown to staff. */
export const IDENTITY_CHECKS = ['code', 'signed_in', 'shown'] as const
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number]

/** Why an answer may take two months more (GDPR 12(3)): nothing else is a ground. */
export const EXTENSION_GROUNDS = ['complex', 'many'] as const
export type ExtensionGround = (typeof EXTENSION_GROUNDS)[number]

/** Why a request may be refused (GDPR 12(2), 12(5), 17(3)). */
export const REFUSAL_GROUNDS = ['identity', 'unfounded', 'excessive', 'law'] as const
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number]

/** How the person was told: by a mail from here, or by somebody outside. */
export const TOLD_BY = ['mail', 'own_mail', 'letter', 'phone', 'in_person', 'page'] as const
export type ToldBy = (typeof TOLD_BY)[number]
/** What they are told, and when: before a restriction ends, not after (GDPR 18(3)). */
export type ToldAbout = 'extended' | 'refused' | 'done' | 'lifting'

export type StepType =
  | 'received'
  | 'code_sent'
  | 'identity_shown'
  | 'told'
  | 'extended'
  | 'refused'
  | 'done'
  | 'copied'
  | 'scanned'
  | 'lifted'

/** Whoever acts on a request: the person, somebody of staff by their id, or a rule. */
export type RequestActor = { actor: 'contact' | 'system'; userId?: null } | { actor: 'staff'; userId: string | null }

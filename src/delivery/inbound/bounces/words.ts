// What a report says of the delivery to one address, in a few words of our own.

/** Why, as a closed list. The first five are the ones after which nothing further can arrive. */
export const BOUNCE_REASONS = [
  /** There is no such mailbox (RFC 3463 X.1.1, X.1.3). */
  'no_mailbox',
  /** There is no such domain, or no way to it in DNS (X.1.2, X.4.4). */
  'no_domain',
  /** The person has moved, or the mailbox belongs to somebody else now (X.1.6, RFC 7293 X.7.17). */
  'moved',
  /** The domain takes no mail (RFC 7505 X.1.10, RFC 7504 replies 521 and 556). */
  'accepts_no_mail',
  /** There is no such mobile number, as a gateway for SMS has told. */
  'no_number',
  /** The mailbox has no room left (X.2.2). */
  'mailbox_full',
  /** The mailbox is there and closed for now (X.2.1, X.7.13). */
  'mailbox_disabled',
  /** The server could not be reached, or not in time (X.4). */
  'unreachable',
  /** The server wants less at once, or later (X.3.2, X.4.5, X.7.28). */
  'busy',
  /** Something at the server or behind it is broken (X.3). */
  'server_fault',
  /** This mail is not wanted: by policy, as spam, for its sender or its content (X.5, X.6, X.7). */
  'refused',
  /** This mail is too large (X.2.3, X.3.4). */
  'too_large',
  'unknown',
] as const
export type BounceReason = (typeof BOUNCE_REASONS)[number]

/** Address or domain does not exist, has moved or takes no mail: whatever else is sent there fails too. */
export const isHardReason = (reason: BounceReason) =>
  reason === 'no_mailbox' ||
  reason === 'no_domain' ||
  reason === 'moved' ||
  reason === 'accepts_no_mail' ||
  reason === 'no_number'

/** About the mailbox or the way to it, and so of some weight when it happens again and again. */
export const isSoftReason = (reason: BounceReason) =>
  ['mailbox_full', 'mailbox_disabled', 'unreachable', 'busy', 'server_fault'].includes(reason)

export type DeliveryReport = {
  /**
   * hard: nothing sent there arrives. soft: it failed now, and may not the next time. message: it failed for what this mail
   * is, which says nothing of the address. delayed and delivered stop nothing.
   */
  outcome: 'hard' | 'soft' | 'message' | 'delayed' | 'delivered'
  reason: BounceReason
  /** The enhanced status code (RFC 3463) that says most, such as 5.1.1. */
  status: string | null
  /** The SMTP reply code (RFC 5321), such as 550. */
  replyCode: string | null
}

// The closed lists of suppression, used by the journal too.

/**
 * Why an address is suppressed: its owner was erased, it stands on a list that was uploaded, or its owner had said no there
 * before they had it corrected, or by SMS from a number that was nobody's.
 */
export const SUPPRESSION_REASONS = ['erased', 'list', 'withdrawn'] as const
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

/** Everything, or one channel: then the person may be known, and is not reached by it. */
export const SUPPRESSION_SCOPES = ['all', 'email', 'sms', 'phone'] as const
export type SuppressionScope = (typeof SUPPRESSION_SCOPES)[number]

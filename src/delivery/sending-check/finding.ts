// What a check of a sender can find, as a closed list: the app has words for each, and what to do about it.

/**
 * `good`; `mend`: providers will hold it against the sender; `look`: only the sender can tell; `unknown`: DNS did not answer.
 */
export const STATES = ['good', 'mend', 'look', 'unknown'] as const

export const CODES = [
  ...['dkim_good', 'dkim_none', 'dkim_missing', 'dkim_differs'],
  ...['spf_good', 'spf_none', 'spf_many', 'spf_open', 'spf_lookups'],
  ...['dmarc_good', 'dmarc_none', 'dmarc_many', 'dmarc_no_reports'],
  ...['aligned', 'not_aligned'],
  ...['one_click_good', 'one_click_insecure'],
  ...['reply_good', 'reply_nowhere'],
  ...['relay_good', 'relay_nameless', 'relay_local', 'relay_unset'],
  ...['complaints_good', 'complaints_near', 'complaints_over', 'complaints_unheard'],
  'dns_silent',
] as const

/** In the order in which they are shown. */
export const CHECKS = ['dkim', 'spf', 'dmarc', 'alignment', 'one_click', 'reply', 'relay', 'complaints'] as const

export type Check = (typeof CHECKS)[number]
export type Finding = {
  check: Check
  state: (typeof STATES)[number]
  code: (typeof CODES)[number]
  /** What it is about: a name in DNS, a domain, a share. */
  about: string
}

/** Who asks for it: Google’s sender guidelines, Yahoo’s sender hub, Microsoft’s rules for high-volume senders. */
export const ASKED_BY: Record<Check, readonly string[]> = {
  dkim: ['Gmail', 'Yahoo', 'Outlook.com'],
  spf: ['Gmail', 'Yahoo', 'Outlook.com'],
  dmarc: ['Gmail', 'Yahoo', 'Outlook.com'],
  alignment: ['Gmail', 'Yahoo', 'Outlook.com'],
  one_click: ['Gmail', 'Yahoo'],
  reply: ['Outlook.com'],
  relay: ['Gmail', 'Yahoo'],
  complaints: ['Gmail', 'Yahoo'],
}

/** For what is wider than a phone: it can be reached and scrolled without a mouse, and says what it is. */
export const scrolls = (label: string) => ({ role: 'region', tabIndex: 0, 'aria-label': label }) as const

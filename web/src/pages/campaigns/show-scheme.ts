// A mail as it looks in light or in dark, whatever the reader's own computer prefers.

/** Mail programs ask the computer; a preview answers for it. What each program does by itself to colours is not shown. */
export const showScheme = (html: string, scheme: 'light' | 'dark'): string =>
  html
    .replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_asked, wanted: string) =>
      wanted.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px)',
    )
    .replace(/(<meta\s+name="color-scheme"\s+content=")[^"]*"/gi, `$1${scheme}"`)

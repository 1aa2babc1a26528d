// Where to go after signing in: only ever a page of this app, whatever the address bar was made to say.

/** The path to go on to, or undefined where the text is not a path of ours. */
export function readNext(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\/(?![/\\])/.test(text) || text.startsWith('/sign-in')) return undefined
  return text
}

// Which drawer the URL names. Only paths below /api are ever read from it.

export type DrawerSearch = { people?: string; why?: string }

const isApiPath = (value: unknown): value is string => typeof value === 'string' && /^\/[a-z]/.test(value)

/** Keeps of the URL's search only drawers that lead below /api. */
export function readDrawerSearch(search: Record<string, unknown>): DrawerSearch {
  return {
    ...(isApiPath(search.people) ? { people: search.people } : {}),
    ...(isApiPath(search.why) ? { why: search.why } : {}),
  }
}

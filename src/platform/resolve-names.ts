// What DNS says, behind one small face, so that whoever reads it can be given any zone.
import { Resolver } from 'node:dns/promises'

/** What stands under a name; nothing there is an empty list. Rejects where DNS gives no answer. */
export type NameResolver = {
  /** Each record with its parts joined. */
  txt: (name: string) => Promise<string[]>
  /** Hosts that take mail. */
  mx: (name: string) => Promise<string[]>
  addresses: (name: string) => Promise<string[]>
  /** Names of an address. */
  names: (address: string) => Promise<string[]>
}

/** In ms, for each try. Somebody waits for the answer. */
const TIMEOUT = 2000
const TRIES = 2

/** Asks the servers that this machine uses. */
export function systemResolver(): NameResolver {
  const resolver = new Resolver({ timeout: TIMEOUT, tries: TRIES })
  return {
    txt: async (name) => (await orNone(resolver.resolveTxt(name))).map((parts) => parts.join('')),
    mx: async (name) => (await orNone(resolver.resolveMx(name))).map(({ exchange }) => exchange),
    addresses: async (name) =>
      (await Promise.all([orNone(resolver.resolve4(name)), orNone(resolver.resolve6(name))])).flat(),
    names: (address) => orNone(resolver.reverse(address)),
  }
}

async function orNone<T>(answer: Promise<T[]>): Promise<T[]> {
  try {
    return await answer
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw fault
  }
}

// How to break the rules on marketing in Norway. In the order of their numbers.
import { mutation } from './mutation.ts'

export const NORWAY = [
  mutation(
    'N4',
    'the addresses of a role',
    'src/contacts/recipient-kind.ts',
    'ROLES.has(local) && !isNamed && !isSoleTrader',
    'false',
  ),
  mutation(
    'N9',
    'the silence before a yes',
    'src/tracking/tracker/assent.js',
    'if (!visitor || refuses()) return',
    'if (refuses()) return',
  ),
]

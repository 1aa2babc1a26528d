// What consent itself tells of what is wrong, the most urgent first.
import type { DeviationSource } from './deviation.ts'
import { endsSoon } from './ends-soon.ts'
import { noBasis } from './no-basis.ts'
import { requestsOverdue } from './requests-overdue.ts'
import { textChanged } from './text-changed.ts'
import { unproven } from './unproven.ts'
import { untold } from './untold.ts'
import { unused } from './unused.ts'
import { unwashed } from './unwashed.ts'

export * from './deviation.ts'

export const consentDeviations: DeviationSource[] = [
  requestsOverdue,
  untold,
  endsSoon,
  unwashed,
  unproven,
  textChanged,
  unused,
  noBasis,
]

// Every known way to break a rule, one file for each group of requirements.
import { COMPLAINTS } from './complaints.ts'
import { COUNTRIES } from './countries.ts'
import { DECISION } from './decision.ts'
import type { Mutation } from './mutation.ts'
import { NORWAY } from './norway.ts'
import { PAGES } from './pages.ts'
import { PROOF } from './proof.ts'
import { RECORDS } from './records.ts'
import { RIGHTS } from './rights.ts'
import { SUPPRESSION } from './suppression.ts'
import { UNSUBSCRIBING } from './unsubscribing.ts'
import { VALIDITY } from './validity.ts'

export type { Mutation } from './mutation.ts'

export const MUTATIONS: readonly Mutation[] = [
  ...VALIDITY,
  ...RIGHTS,
  ...NORWAY,
  ...COUNTRIES,
  ...RECORDS,
  ...PROOF,
  ...UNSUBSCRIBING,
  ...COMPLAINTS,
  ...PAGES,
  ...SUPPRESSION,
  ...DECISION,
]

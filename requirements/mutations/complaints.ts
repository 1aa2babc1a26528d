// How to break the rules on complaints and automatic replies. In the order of their numbers.
import type { Mutation } from './mutation.ts'

export const COMPLAINTS: readonly Mutation[] = []

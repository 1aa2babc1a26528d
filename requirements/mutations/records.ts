// How to break the rules on records and receipts. In the order of their numbers.
import type { Mutation } from './mutation.ts'

export const RECORDS: readonly Mutation[] = []

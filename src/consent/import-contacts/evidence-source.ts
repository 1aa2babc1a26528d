// Where a piece of evidence comes from, in the mapping of a file.
import { z } from 'zod'

/** A column, or the same words for every row. */
export const evidenceSource = z.union([
  z.strictObject({ column: z.string().min(1) }),
  z.strictObject({ value: z.string().trim().min(1).max(2000) }),
])
/** The same with the column as a position. */
export type EvidencePlan = { index: number } | { value: string }

/** The position of a column; one that is missing is noted as a fault at `path`. */
export type Find = (column: string, path: string) => number

// How to disable one rule: one small change to the code that keeps it. Where `from` no longer stands exactly once in
// `file`, a test says so: the code has moved, and this list with it.

export type Mutation = {
  id: string
  /** What is missing after the change. */
  rule: string
  file: string
  from: string
  to: string
}

export const mutation = (id: string, rule: string, file: string, from: string, to: string): Mutation => ({
  id,
  rule,
  file,
  from,
  to,
})

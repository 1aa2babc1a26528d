// What every suite is: it compares the product with material that others wrote, and names each case that differs.
export type Outcome = {
  passed: number
  failed: number
  failures: string[]
  /** The share that must agree, where the material holds judgements that may differ; without it, all of it. */
  least?: number
}
/** `data` is the folder that holds the material, each kind in a folder of its own. */
export type Suite = { run: (data: string) => Promise<Outcome> }

/** Counts cases; a case that throws is one that failed. */
export async function countCases<Case>(
  cases: readonly Case[],
  nameOf: (each: Case) => string,
  holds: (each: Case) => boolean | Promise<boolean>,
): Promise<Outcome> {
  const failures: string[] = []
  for (const each of cases) {
    const isRight = await Promise.resolve(each)
      .then(holds)
      .catch(() => false)
    if (!isRight) failures.push(nameOf(each))
  }
  return { passed: cases.length - failures.length, failed: failures.length, failures }
}

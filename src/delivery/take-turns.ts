// Turns: one at a time, in the order in which they were asked for.

/** Waits until it is one's turn; answers with what ends it, which may be called more than once. */
export function takeTurns(): () => Promise<() => void> {
  let last = Promise.resolve()
  return async () => {
    const before = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = promise
    await before
    return resolve
  }
}

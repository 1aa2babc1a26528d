// Randomness that always falls the same: a number follows from the seed and from what it is about, not from how many
// numbers were drawn before. So a demo that was stopped half-way goes on as if it had not been.
import { createHash } from 'node:crypto'

/** From 0 up to, not including, 1; the same for the same parts. */
export type Chance = (...about: (string | number)[]) => number

/** The chance that belongs to this seed. */
export const chanceOf =
  (seed: string): Chance =>
  (...about) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...about]))
      .digest()
      .readUIntBE(0, 6) /
    2 ** 48

/** One of these, each as likely. */
export function pick<T>(options: readonly T[], chance: number): T {
  const option = options[Math.floor(chance * options.length)]
  if (option === undefined) throw new Error('there is nothing to pick from')
  return option
}

// One thing that an invented visitor does, with what it needs: the time, chance, and the key of the links in mails.
import type { LinkKey } from '../consent/index.ts'
import type { PrismaClient } from '../platform/database.ts'

/** Of every fact that comes from an invented visitor. */
export const SOURCE = 'simulator'

export type Tick = {
  now: Date
  /** From 0 up to, not including, 1. */
  random: () => number
  /** Of the links in mails. */
  linkKey: LinkKey
}
export type Act = (db: PrismaClient, tick: Tick) => Promise<void>
